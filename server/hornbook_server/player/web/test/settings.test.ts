import assert from "node:assert/strict";
import { test } from "node:test";
import type { ActivityNode } from "../src/boot";
import { Course } from "../src/course";
import { exitAction } from "../src/exit_action";
import { progressOf, statusOfCourse } from "../src/rollup";
import { Settings } from "../src/settings";
import type { Status } from "../src/standards/standard";
import { expiryOf, secondsAllowed } from "../src/time_limit";

const PASSED: Status = { completion: "completed", success: "passed", score: 0.9 };
const FAILED: Status = { completion: "completed", success: "failed", score: 0.5 };
const DONE: Status = { completion: "completed", success: "unknown" };
const OPEN: Status = { completion: "incomplete", success: "unknown" };

function course(count: number): Course {
  const children = Array.from({ length: count }, (_, index) => ({
    key: `i${index}`,
    title: `Lesson ${index}`,
    type: "SCO",
    url: "x.html",
  })) as unknown as ActivityNode[];
  return new Course({ key: "root", title: "Golf", type: "AGGREGATION", children });
}

function rolledUp(statuses: Status[], settings: Record<string, string>): Status {
  const all = {
    PlayerStatusRollupModeValue: "COMPLETE_WHEN_ALL_UNITS_COMPLETE_AND_NOT_FAILED",
    PlayerStatusRollupModeThresholdScore: "0.8",
    PlayerScoreRollupModeValue: "AVERAGE_SCORE_OF_ALL_UNITS_WITH_SCORES",
    PlayerScoreRollupModeNumberOfScoringObjects: "4",
    PlayerApplyRollupStatusToSuccess: "false",
    ...settings,
  };
  return statusOfCourse(
    course(statuses.length),
    new Settings(all),
    ({ key }) => statuses[Number(key.slice(1))] ?? OPEN,
  );
}

const COMPLETIONS: [string, Status[], string][] = [
  ["COMPLETE_WHEN_ALL_UNITS_COMPLETE", [DONE, FAILED], "completed"],
  ["COMPLETE_WHEN_ALL_UNITS_COMPLETE", [DONE, OPEN], "incomplete"],
  ["COMPLETE_WHEN_ALL_UNITS_COMPLETE_AND_NOT_FAILED", [DONE, FAILED], "incomplete"],
  ["COMPLETE_WHEN_ALL_UNITS_COMPLETE_AND_NOT_FAILED", [DONE, PASSED], "completed"],
  ["COMPLETE_WHEN_THRESHOLD_SCORE_IS_MET", [PASSED, OPEN], "completed"],
  ["COMPLETE_WHEN_THRESHOLD_SCORE_IS_MET", [FAILED, DONE], "incomplete"],
  ["COMPLETE_WHEN_ALL_UNITS_COMPLETE_AND_THRESHOLD_SCORE_IS_MET", [PASSED, OPEN], "incomplete"],
  ["COMPLETE_WHEN_ALL_UNITS_ARE_PASSED", [PASSED, DONE], "incomplete"],
  ["COMPLETE_WHEN_ALL_UNITS_ARE_PASSED", [PASSED, PASSED], "completed"],
  ["STATUS_PROVIDED_BY_COURSE", [OPEN, DONE], "completed"],
];

for (const [mode, statuses, completion] of COMPLETIONS) {
  test(`${mode}: ${statuses.map((one) => `${one.completion} ${one.success}`).join(" and ")} is ${completion}`, () => {
    assert.equal(rolledUp(statuses, { PlayerStatusRollupModeValue: mode }).completion, completion);
  });
}

const SCORES: [string, number | undefined][] = [
  ["AVERAGE_SCORE_OF_ALL_UNITS_WITH_SCORES", 0.45],
  ["AVERAGE_SCORE_OF_ALL_UNITS", 0.3],
  ["AVERAGE_SCORE_OF_ALL_UNITS_WITH_NONZERO_SCORES", 0.9],
  ["FIXED_AVERAGE", 0.225],
  ["LAST_SCO_SCORE", 0],
];

for (const [mode, score] of SCORES) {
  test(`${mode} of 0.9, none and 0 is ${score}`, () => {
    const status = rolledUp([PASSED, DONE, { ...FAILED, score: 0 }], { PlayerScoreRollupModeValue: mode });
    assert.equal(Math.round((status.score ?? 0) * 1_000) / 1_000, score);
  });
}

test("success follows from completion where the course says so", () => {
  assert.equal(rolledUp([DONE], { PlayerApplyRollupStatusToSuccess: "true" }).success, "passed");
});

test("progress counts what is done, or what content reports", () => {
  const statuses = [DONE, { ...OPEN, progress: 0.5 }];
  const of = (byMeasure: boolean) =>
    progressOf(course(2), ({ key }) => statuses[Number(key.slice(1))] ?? OPEN, byMeasure);

  assert.deepEqual([of(false), of(true)], [0.5, 0.75]);
});

test("each case of leaving has a setting of its own", () => {
  const settings = new Settings({
    PlayerIntermediateScoSatisfiedSuspendExitAction: "DO_NOTHING",
    PlayerFinalScoCourseNotSatisfiedTimeoutExitAction: "EXIT_COURSE_AFTER_CONFIRM",
  });

  assert.deepEqual(
    [
      exitAction(settings, { final: false, satisfied: true, exit: "suspend" }),
      exitAction(settings, { final: true, satisfied: false, exit: "timeout" }),
    ],
    ["DO_NOTHING", "EXIT_COURSE_AFTER_CONFIRM"],
  );
});

test("time limits are read from both generations of SCORM", () => {
  const activity = course(1).get("i0");
  const limits = { limit_conditions: { attempt_absolute_duration_limit: "PT1H30M" } };

  assert.deepEqual(
    [
      secondsAllowed({ ...activity, max_time_allowed: "00:30:00" }),
      secondsAllowed({ ...activity, scorm2004: { sequencing: limits } }),
      secondsAllowed(activity),
      expiryOf("exit,message"),
      expiryOf("continue,no message"),
      expiryOf(""),
    ],
    [
      1_800,
      5_400,
      undefined,
      { exits: true, tells: true },
      { exits: false, tells: false },
      { exits: false, tells: false },
    ],
  );
});
