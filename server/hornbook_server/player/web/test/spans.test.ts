import assert from "node:assert/strict";
import { test } from "node:test";
import { joined, lengthOf, read, written } from "../src/viewer/spans";

test("spans that touch or overlap become one", () => {
  const spans = joined([
    [20, 30],
    [0, 10],
    [10, 12.5],
    [25, 28],
  ]);
  assert.equal(written(spans), "0-12.5,20-30");
  assert.equal(lengthOf(spans), 22.5);
});

test("written spans are read again, and nothing is no span", () => {
  assert.deepEqual(read("0-12.5,20-30"), [
    [0, 12.5],
    [20, 30],
  ]);
  assert.deepEqual(read(""), []);
});
