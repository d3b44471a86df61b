/** Results that are kept in words shared by media, xAPI and cmi5, whose own records have no elements. */

import type { Elements } from "../boot";
import type { Completion, Status, Success } from "./standard";
import { UNTOUCHED } from "./standard";

const COMPLETIONS: readonly string[] = ["completed", "incomplete"];
const SUCCESSES: readonly string[] = ["passed", "failed"];

/** `completion`, `success`, `score.scaled` (-1 to 1), `progress` (0 to 1), `seconds`: each only once it is known. */
export function statusOfResults(elements: Elements | undefined): Status {
  if (!elements || Object.keys(elements).length === 0) return UNTOUCHED;
  const { completion = "", success = "", progress, seconds } = elements;
  const score = elements["score.scaled"];
  return {
    completion: COMPLETIONS.includes(completion) ? (completion as Completion) : "incomplete",
    success: SUCCESSES.includes(success) ? (success as Success) : "unknown",
    ...(score !== undefined && { score: Number(score) }),
    ...(progress !== undefined && { progress: Number(progress) }),
    seconds: Number(seconds ?? 0),
  };
}
