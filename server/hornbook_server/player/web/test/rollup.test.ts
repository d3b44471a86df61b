import assert from "node:assert/strict";
import { test } from "node:test";
import { Course } from "../src/course";
import { statusOfCourse } from "../src/rollup";
import { Settings } from "../src/settings";

/** The score of a course of lessons with these scores. */
function scoreOf(mode: string, scores: readonly (number | undefined)[], objects = "0"): number | undefined {
  const children = scores.map((_, at) => ({ key: String(at), title: "", type: "SCO" as const, url: "1.html" }));
  const course = new Course({ key: "root", title: "", type: "AGGREGATION", children });
  const settings = new Settings({
    PlayerScoreRollupModeValue: mode,
    PlayerStatusRollupModeValue: "COMPLETE_WHEN_ALL_UNITS_COMPLETE",
    PlayerStatusRollupModeThresholdScore: "0",
    PlayerScoreRollupModeNumberOfScoringObjects: objects,
    PlayerApplyRollupStatusToSuccess: "false",
  });
  return statusOfCourse(course, settings, ({ key }) => {
    const score = scores[Number(key)];
    return { completion: "incomplete", success: "unknown", ...(score !== undefined && { score }) };
  }).score;
}

test("the last lesson's score is that of the last one in the course, not of the last that has one", () => {
  assert.deepEqual(
    [scoreOf("LAST_SCO_SCORE", [0.5, undefined]), scoreOf("LAST_SCO_SCORE", [0.5, 0.7])],
    [undefined, 0.7],
  );
});

test("the one score of a course may come from any lesson", () => {
  assert.equal(scoreOf("SCORE_PROVIDED_BY_COURSE", [0.5, undefined]), 0.5);
});

test("a fixed average stays within a whole", () => {
  assert.deepEqual([scoreOf("FIXED_AVERAGE", [0.9, 0.9], "1"), scoreOf("FIXED_AVERAGE", [0.4, 0.4], "4")], [1, 0.2]);
});
