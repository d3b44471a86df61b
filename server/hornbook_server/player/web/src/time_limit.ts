/**
 * Time that runs out: an activity's max_time_allowed with its time_limit_action (SCORM 1.2 RTE, 3.4.4; SCORM 2004 4th Ed.
 * RTE, 4.2.15 and 4.2.24), and the course's own limit.
 */

import type { Activity } from "./course";
import { secondsOfDuration, secondsOfTimespan } from "./standards/time";

export interface Expiry {
  readonly exits: boolean;
  readonly tells: boolean;
}

/** Seconds that an activity allows over all sessions of an attempt; undefined for any. */
export function secondsAllowed(activity: Activity): number | undefined {
  const limits = activity.scorm2004?.sequencing?.limit_conditions;
  const text = activity.max_time_allowed || limits?.attempt_absolute_duration_limit || "";
  return secondsOfTimespan(text) || secondsOfDuration(text) || undefined;
}

/** What is to happen then; "continue,no message" where nothing is said. */
export function expiryOf(action: string): Expiry {
  const [what = "", how = ""] = action.toLowerCase().split(",");
  return { exits: what.trim() === "exit", tells: how.trim() === "message" };
}

export class Countdown {
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Calls `act` after so many seconds, unless it is stopped or begun again before. */
  begin(seconds: number, act: () => void): void {
    this.stop();
    this.timer = setTimeout(act, Math.min(Math.max(0, seconds) * 1_000, 2 ** 31 - 1));
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
