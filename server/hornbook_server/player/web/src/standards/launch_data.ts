/**
 * What a SCORM 1.2 manifest, or an AICC descriptor, gives a lesson of its own (CAM 1.2, 2.3.2.5.5; RTE 1.2, 3.4.4;
 * CMI001, 5.1.5). What the data model does not know is left out.
 */

import type { Elements } from "../boot";
import type { Activity } from "../course";

const TIMESPAN = /^\d{2,4}:\d\d:\d\d(\.\d{1,2})?$/;

export function launchData(activity: Activity): Elements {
  const mastery = Number(activity.scaled_passing_score ?? Number.NaN);
  const allowed = activity.max_time_allowed ?? "";
  const elements: Record<string, string | undefined> = {
    "cmi.launch_data": activity.launch_data,
    "cmi.student_data.mastery_score":
      mastery >= 0 && mastery <= 1 ? String(Math.round(mastery * 10_000) / 100) : undefined,
    "cmi.student_data.max_time_allowed": TIMESPAN.test(allowed) ? allowed : undefined,
    "cmi.student_data.time_limit_action": timeLimitAction(activity.time_limit_action ?? ""),
  };
  return Object.fromEntries(Object.entries(elements).filter((pair): pair is [string, string] => Boolean(pair[1])));
}

/** AICC abbreviates: the first letters count, as in `E,M` for `exit,message`. */
function timeLimitAction(words: string): string | undefined {
  const [, action, telling] = /^\s*([ec])\w*\s*,\s*([mn])/i.exec(words) ?? [];
  if (!action || !telling) return undefined;
  const tells = telling.toLowerCase() === "m" ? "message" : "no message";
  return `${action.toLowerCase() === "e" ? "exit" : "continue"},${tells}`;
}
