import assert from "node:assert/strict";
import { test } from "node:test";
import type { Activity } from "../src/course";
import { launchData } from "../src/standards/launch_data";

function data(of: object): unknown {
  return launchData(of as Activity);
}

const ACTIONS: readonly [string, string | undefined][] = [
  ["exit,message", "exit,message"],
  ["Continue, No Message", "continue,no message"],
  ["E,M", "exit,message"],
  ["C,N", "continue,no message"],
  ["normal", undefined],
  ["", undefined],
];

for (const [given, told] of ACTIONS) {
  test(`the action "${given}" at a time limit is told as the data model has it`, () => {
    assert.deepEqual(data({ time_limit_action: given }), told ? { "cmi.student_data.time_limit_action": told } : {});
  });
}

test("what the data model does not know is left out, so that content opens all the same", () => {
  assert.deepEqual(data({ scaled_passing_score: "high", max_time_allowed: "1 hour" }), {});
  assert.deepEqual(data({ scaled_passing_score: "7", max_time_allowed: "99:99" }), {});
});
