import assert from "node:assert/strict";
import { test } from "node:test";
import { prerequisitesHold } from "../src/navigation/prerequisites";
import type { Status } from "../src/standards/standard";

const STATUSES: Record<string, Status> = {
  done: { completion: "completed", success: "unknown" },
  passed: { completion: "completed", success: "passed" },
  failed: { completion: "completed", success: "failed" },
  open: { completion: "incomplete", success: "unknown" },
  new: { completion: "not attempted", success: "unknown" },
};

const CASES: [string, boolean][] = [
  ["", true],
  ["done", true],
  ["open", false],
  ["failed", false],
  ["done&passed", true],
  ["done & open", false],
  ["open|passed", true],
  ["~open", true],
  ["~(done|open)", false],
  ['failed="failed"', true],
  ["failed=p", false],
  ["open<>passed", true],
  ["new=n", true],
  ["2*{done,passed,open}", true],
  ["3*{done,passed,open}", false],
  ["done&(open|passed)&~new", true],
  ["no-such-item", true],
  ["((", true],
];

for (const [script, holds] of CASES) {
  test(`${script || "nothing"} ${holds ? "holds" : "does not hold"}`, () => {
    assert.equal(
      prerequisitesHold(script, (identifier) => STATUSES[identifier]),
      holds,
    );
  });
}
