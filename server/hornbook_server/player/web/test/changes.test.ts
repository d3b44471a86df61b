import assert from "node:assert/strict";
import { test } from "node:test";
import { type Changes, changesBetween, type Splice } from "../src/changes";

function applied(before: Record<string, string>, changes: Changes): Record<string, string> {
  const after = { ...before };
  for (const [element, change] of Object.entries(changes)) {
    if (change === null) delete after[element];
    else if (typeof change === "string") after[element] = change;
    else after[element] = spliced(after[element] ?? "", change);
  }
  return after;
}

function spliced(value: string, change: Splice): string {
  return value.slice(0, change.at) + change.insert + value.slice(change.at + change.remove);
}

test("only what differs is a change", () => {
  assert.deepEqual(changesBetween({ a: "1", b: "2", gone: "3" }, { a: "1", b: "4", c: "5" }), {
    b: "4",
    c: "5",
    gone: null,
  });
});

test("a long value that grows travels as what was added", () => {
  const before = "x".repeat(1_000_000);

  assert.deepEqual(changesBetween({ s: before }, { s: `${before}tail` }), {
    s: { at: 1_000_000, remove: 0, insert: "tail" },
  });
});

test("a long value that has changed altogether travels whole", () => {
  assert.deepEqual(changesBetween({ s: "x".repeat(2_000) }, { s: "y".repeat(2_000) }), { s: "y".repeat(2_000) });
});

test("a splice cuts no character in two", () => {
  const before = `${"a".repeat(2_000)}\u{1F600}${"b".repeat(2_000)}`;
  const after = `${"a".repeat(2_000)}\u{1F601}${"b".repeat(2_000)}`;
  const { s } = changesBetween({ s: before }, { s: after });

  assert.deepEqual(s, { at: 2_000, remove: 2, insert: "\u{1F601}" });
  const alike = before.replace("\u{1F600}", "\u{1FA00}"); // which ends as the other does
  assert.deepEqual(changesBetween({ s: before }, { s: alike }).s, { at: 2_000, remove: 2, insert: "\u{1FA00}" });
});

test("changes lead from any state to any other", () => {
  const values = [
    "",
    "short",
    "x".repeat(1_500),
    `${"x".repeat(1_499)}y`,
    `y${"x".repeat(3_000)}`,
    "\u{1F600}".repeat(900),
  ];
  for (const one of values) {
    for (const other of values) {
      const before = { s: one };
      assert.deepEqual(applied(before, changesBetween(before, { s: other })), { s: other });
    }
  }
});
