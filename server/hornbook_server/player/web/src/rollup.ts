/** The status of what has children, and of the course, by the course's settings (SCORM 1.1, 1.2, AICC and cmi5). */

import type { Activity, Course } from "./course";
import type { Settings } from "./settings";
import type { Status } from "./standards/standard";

export type StatusOf = (activity: Activity) => Status;

/** An activity's own status, or its children's together: completed when all are, failed when one is. */
export function statusOfTree(activity: Activity, ofOwn: StatusOf): Status {
  if (activity.children.length === 0) return ofOwn(activity);
  const parts = activity.children.map((child) => statusOfTree(child, ofOwn));
  if (activity.url) parts.unshift(ofOwn(activity));
  return together(parts);
}

/** The course's status. A course is satisfied when it is passed, or is completed and nothing says that it failed. */
export function statusOfCourse(course: Course, settings: Settings, ofOwn: StatusOf): Status {
  const units = course.launchable.map(ofOwn);
  const score = scoreOfCourse(units, settings.text("PlayerScoreRollupModeValue"), settings);
  const all = together(units);
  const threshold = settings.number("PlayerStatusRollupModeThresholdScore");
  const reached = score !== undefined && score * (threshold > 1 ? 100 : 1) >= threshold;
  const completed = {
    STATUS_PROVIDED_BY_COURSE: units.at(-1)?.completion === "completed",
    COMPLETE_WHEN_ALL_UNITS_COMPLETE: all.completion === "completed",
    COMPLETE_WHEN_ALL_UNITS_COMPLETE_AND_NOT_FAILED: all.completion === "completed" && all.success !== "failed",
    COMPLETE_WHEN_THRESHOLD_SCORE_IS_MET: reached,
    COMPLETE_WHEN_ALL_UNITS_COMPLETE_AND_THRESHOLD_SCORE_IS_MET: all.completion === "completed" && reached,
    COMPLETE_WHEN_ALL_UNITS_ARE_PASSED: units.every((unit) => unit.success === "passed"),
  }[settings.text("PlayerStatusRollupModeValue")];
  const follows = settings.on("PlayerApplyRollupStatusToSuccess");
  const success = follows ? (completed ? "passed" : all.success === "failed" ? "failed" : "unknown") : all.success;
  const completion = completed ? "completed" : all.completion === "completed" ? "incomplete" : all.completion;
  return { completion, success, seconds: all.seconds ?? 0, ...(score !== undefined && { score }) };
}

export function isSatisfied(status: Status): boolean {
  return status.success === "passed" || (status.completion === "completed" && status.success !== "failed");
}

/** How much of the course is done, 0 to 1: by the measures that content reports, or by what is done. */
export function progressOf(course: Course, ofOwn: StatusOf, byMeasure: boolean): number {
  const units = course.launchable.map(ofOwn);
  if (byMeasure) return average(units.map((unit) => unit.progress ?? (unit.completion === "completed" ? 1 : 0)));
  const done = units.filter((unit) => unit.completion === "completed" || unit.success !== "unknown").length;
  return units.length ? done / units.length : 0;
}

function together(parts: readonly Status[]): Status {
  const every = (word: Status["completion"]) => parts.every((part) => part.completion === word);
  const scores = parts.flatMap((part) => (part.score === undefined ? [] : [part.score]));
  const success = parts.some((part) => part.success === "failed")
    ? "failed"
    : parts.length > 0 && parts.every((part) => part.success === "passed")
      ? "passed"
      : "unknown";
  return {
    completion: every("completed") ? "completed" : every("not attempted") ? "not attempted" : "incomplete",
    success,
    seconds: parts.reduce((sum, part) => sum + (part.seconds ?? 0), 0),
    ...(scores.length > 0 && { score: average(scores) }),
  };
}

function scoreOfCourse(units: readonly Status[], mode: string, settings: Settings): number | undefined {
  const scores = units.map((unit) => unit.score);
  const known = scores.filter((score) => score !== undefined);
  if (known.length === 0) return undefined;
  switch (mode) {
    case "SCORE_PROVIDED_BY_COURSE":
      return known.at(-1);
    case "LAST_SCO_SCORE":
      return scores.at(-1);
    case "AVERAGE_SCORE_OF_ALL_UNITS":
      return average(scores.map((score) => score ?? 0));
    case "AVERAGE_SCORE_OF_ALL_UNITS_WITH_NONZERO_SCORES":
      return average(known.filter((score) => score !== 0));
    case "FIXED_AVERAGE":
      return Math.min(1, sum(known) / (settings.number("PlayerScoreRollupModeNumberOfScoringObjects") || known.length));
    default:
      return average(known);
  }
}

function average(scores: readonly number[]): number {
  return scores.length ? sum(scores) / scores.length : 0;
}

function sum(scores: readonly number[]): number {
  return scores.reduce((total, score) => total + score, 0);
}
