/** What the sequencing processes of the run-time decide, in words and with the section of the standard (SN 4th Ed.). */

import type { Course } from "../course";
import type { Trace } from "../trace";

/** As the run-time reports its processes: the one thing that all of them have is the activity, under either name. */
interface Report {
  readonly activity?: string;
  readonly activityId?: string;
  readonly currentActivity?: string;
  readonly request?: string;
  readonly sequencingRequest?: string | null;
  readonly terminationRequest?: string | null;
  readonly result?: boolean;
  readonly attemptCount?: number;
  readonly attemptLimit?: number | null;
}

type Telling = (report: Report, title: string) => string | undefined;

const EVENT = "Sequencing process event: ";

const TELLINGS: Readonly<Record<string, readonly [Telling, string]>> = {
  onTerminationRequestProcessing: [
    ({ request }, title) => `Ending "${title}" by ${request}`,
    "Termination Request Process, TB.2.3",
  ],
  onPostConditionEvaluated: [
    ({ sequencingRequest, terminationRequest }, title) => {
      const result = [sequencingRequest, terminationRequest].filter(Boolean).join(" and ");
      return result ? `The post-condition rules of "${title}" ask for ${result}` : undefined;
    },
    "Sequencing Post Condition Rules Subprocess, TB.2.2",
  ],
  onPostConditionExitParent: [(_, title) => `A post-condition rule of "${title}" ends its parent, too`, "TB.2.3"],
  onPostConditionExitAll: [(_, title) => `A post-condition rule of "${title}" ends the course`, "TB.2.3"],
  onMultiLevelExitAction: [
    (_, title) => `An exit rule ends "${title}"`,
    "Sequencing Exit Action Rules Subprocess, TB.2.1",
  ],
  onAutoCompletion: [
    (_, title) => `"${title}" counts as completed, as its content said nothing of completion`,
    "End Attempt Process, UP.4",
  ],
  onAutoSatisfaction: [
    (_, title) => `"${title}" counts as satisfied, as its content said nothing of success`,
    "End Attempt Process, UP.4",
  ],
  onActivitySuspended: [(_, title) => `"${title}" is suspended`, "Termination Request Process, TB.2.3"],
  onDeliveryRequestProcessing: [(_, title) => `"${title}" is to be delivered`, "Delivery Request Process, DB.1.1"],
  "Limit condition check": [
    ({ result, attemptCount, attemptLimit }, title) =>
      result === false ? `"${title}" has had ${attemptCount} of ${attemptLimit} attempts` : undefined,
    "Limit Conditions Check Process, UP.1",
  ],
};

export function tellSequencing(event: string, data: unknown, course: Course, trace: Trace): void {
  const [telling, section] = TELLINGS[event.replace(EVENT, "")] ?? [];
  if (!telling) return;
  const report = (data ?? {}) as Report;
  const key = report.activity ?? report.activityId ?? report.currentActivity ?? "";
  const text = telling(report, course.find(key)?.title ?? key);
  if (text) trace.note("navigation", text, `SCORM 2004 4th Ed. SN, ${section}`);
}
