/** One SCO's session with the run-time of SCORM 2004 (RTE 4th Ed., chapters 3 and 4). */

import type { Scorm2004API } from "scorm-again/scorm2004";
import type { Elements, Stored } from "../boot";
import { type Method, recorded } from "../calls";
import type { Activity } from "../course";
import type { Sequenced } from "../navigation/sequenced";
import { navigationValue } from "./navigation_elements";
import { type Context, ENDED, type Exit, type Session, type Status } from "./standard";
import { SuspendData } from "./suspend_data";
import { duration, secondsOfDuration } from "./time";

const SUSPEND_DATA = "cmi.suspend_data";
const NOT_KEPT = ["cmi.exit", "cmi.session_time", "cmi.entry"];
const EXITS: Readonly<Record<string, Exit>> = { suspend: "suspend", logout: "logout", "time-out": "timeout" };
const SUSPEND_ALL = "suspendAll";
const FIRST_EDITION_4 = "SCORM20044THEDITION";

export class Scorm2004Session implements Session {
  readonly keeps = "page";
  readonly url: string;
  readonly globals: Readonly<Record<string, object>>;
  readonly attempt: number;
  private readonly suspendData: SuspendData;
  private started = false;

  constructor(
    private readonly context: Context,
    private readonly api: Scorm2004API,
    private readonly sequenced: Sequenced,
    private readonly activity: Activity,
    private readonly stored: Stored,
  ) {
    this.attempt = stored.attempt;
    this.url = activity.url ?? "";
    const limit = context.settings.number("PlayerSuspendDataMaxLength");
    this.suspendData = new SuspendData(stored.elements[SUSPEND_DATA] ?? "", limit);
    this.api.loadFromFlattenedJSON(this.beginning(activity));
    this.globals = { API_1484_11: this.content() };
  }

  get running(): boolean {
    return this.api.isInitialized();
  }

  get exit(): Exit {
    return EXITS[this.api.cmi.getExitValueInternal()] ?? "normal";
  }

  elements(): Elements {
    if (!this.started) return this.stored.elements;
    const kept: Record<string, string> = {};
    for (const [element, value] of Object.entries(this.api.getFlattenedCMI())) {
      if (value !== "" && typeof value !== "object") kept[element] = String(value);
    }
    if (this.suspendData.whole) kept[SUSPEND_DATA] = this.suspendData.whole;
    if (this.api.isTerminated()) {
      delete kept["cmi.session_time"]; // Terminate has added it to the total
      kept[ENDED] = "true";
    }
    return kept;
  }

  status(): Status {
    return statusOf(this.elements());
  }

  end(): void {
    if (!this.running) return;
    this.context.trace.note("message", "The content went without Terminate; the player ends its session.");
    this.terminate([""]);
  }

  private content(): object {
    const api = this.api;
    const methods = {
      Initialize: (...args: string[]) => this.initialize(args),
      Terminate: (...args: string[]) => this.terminate(args),
      GetValue: (element: string) => this.get(element),
      SetValue: (element: string, value: string) => this.set(element, value),
      Commit: (...args: string[]) => api.Commit(...(args as [string])),
      GetLastError: () => api.GetLastError(),
      GetErrorString: (code: string) => api.GetErrorString(code),
      GetDiagnostic: (code: string) => api.GetDiagnostic(code),
    } satisfies Record<string, Method>;
    const errors = { last: () => api.GetLastError(), explain: (code: string) => api.GetDiagnostic(code) };
    const wrapped = recorded("API_1484_11", methods, errors, this.context.trace, (method, _args, returned) => {
      if (method === "Initialize" || method === "SetValue" || method === "Commit") this.context.ears.changed();
      if (method === "Terminate" && returned === "true") this.context.ears.ended({ to: "worked out" });
    });
    return { ...wrapped, version: "1.0" };
  }

  private initialize(args: readonly string[]): string {
    const returned = this.api.Initialize(...(args as [string]));
    this.started ||= returned === "true";
    return returned;
  }

  private get(element: string): string {
    const navigation = this.running ? navigationValue(this.api, this.sequenced, this.activity, element) : undefined;
    if (navigation !== undefined) {
      this.api.lastErrorCode = "0";
      return navigation;
    }
    const given = this.api.GetValue(element);
    return element === SUSPEND_DATA ? this.suspendData.instead(given) : given;
  }

  private set(element: string, value: string): string {
    if (element !== SUSPEND_DATA) return this.remember(element, value, this.api.SetValue(element, value));
    const returned = this.api.SetValue(element, this.suspendData.standIn(value));
    if (returned === "true") this.suspendData.keep(value);
    return returned;
  }

  private remember(element: string, value: string, returned: string): string {
    const shared = this.context.settings.on("PlayerMakeStudentPrefsGlobalToCourse");
    if (shared && returned === "true" && element.startsWith("cmi.learner_preference."))
      this.context.preferences[element] = value;
    return returned;
  }

  /** What the course's settings make of the values that content leaves. */
  private terminate(args: readonly string[]): string {
    const { cmi } = this.api;
    if (this.running && this.context.settings.on("PlayerScaleRawScore") && !cmi.score.scaled && cmi.score.raw) {
      const most = Number(cmi.score.max) || 100;
      this.api.SetValue("cmi.score.scaled", String(Math.min(1, Math.max(-1, Number(cmi.score.raw) / most))));
    }
    const passed = this.running && cmi.success_status === "passed";
    if (passed && this.context.settings.on("PlayerSatisfiedCausesCompletion"))
      this.api.SetValue("cmi.completion_status", "completed");
    if (this.running && this.exit === "normal" && this.api.adl.nav.request === SUSPEND_ALL)
      this.api.SetValue("cmi.exit", "suspend"); // so that the attempt which sequencing resumes has its data (RTE 4th Ed., 4.2.8)
    if (this.running) this.sequenced.ending();
    return this.api.Terminate(...(args as [string]));
  }

  /** The data model as content first sees it (RTE 4th Ed., 4.2). */
  private beginning(activity: Activity): Elements {
    const kept = this.stored.elements;
    const { learner } = this.context.boot;
    const limits = activity.scorm2004?.sequencing?.limit_conditions;
    const total = secondsOfDuration(kept["cmi.total_time"] ?? "") + secondsOfDuration(kept["cmi.session_time"] ?? "");
    const elements: Record<string, string | undefined> = {};
    for (const [element, value] of Object.entries(kept)) {
      if (element.startsWith("cmi.") && !NOT_KEPT.includes(element)) elements[element] = value;
    }
    Object.assign(elements, this.context.preferences, {
      "cmi.learner_id": learner.id,
      "cmi.learner_name": learner.name,
      "cmi.credit": "credit",
      "cmi.mode": "normal",
      "cmi.entry": entry(kept),
      "cmi.total_time": duration(total),
      "cmi.launch_data": activity.launch_data,
      "cmi.time_limit_action": activity.time_limit_action,
      "cmi.max_time_allowed": limits?.attempt_absolute_duration_limit,
      "cmi.scaled_passing_score": activity.scaled_passing_score,
      "cmi.completion_threshold": completionThreshold(activity, this.context.boot.course.standard),
      [SUSPEND_DATA]: this.suspendData.whole.slice(0, 1),
    });
    return Object.fromEntries(Object.entries(elements).filter((pair): pair is [string, string] => Boolean(pair[1])));
  }
}

function completionThreshold(activity: Activity, standard: string): string | undefined {
  const threshold = activity.scorm2004?.completion_threshold;
  if (!threshold || (standard === FIRST_EDITION_4 && !threshold.completed_by_measure)) return undefined;
  return String(threshold.min_progress_measure ?? 1);
}

/** Left with "suspend" or "logout", or torn away before Terminate, is to be resumed. */
function entry(kept: Elements): string {
  if (!("cmi.learner_id" in kept)) return "ab-initio";
  const suspended = kept["cmi.exit"] === "suspend" || kept["cmi.exit"] === "logout" || !(ENDED in kept);
  return suspended ? "resume" : "";
}

export function statusOf(elements: Elements): Status {
  const seconds =
    secondsOfDuration(elements["cmi.total_time"] ?? "") + secondsOfDuration(elements["cmi.session_time"] ?? "");
  const score = elements["cmi.score.scaled"];
  const progress = elements["cmi.progress_measure"];
  return {
    completion: (elements["cmi.completion_status"] as Status["completion"] | undefined) ?? "unknown",
    success: (elements["cmi.success_status"] as Status["success"] | undefined) ?? "unknown",
    seconds,
    ...(score !== undefined && { score: Number(score) }),
    ...(progress !== undefined && { progress: Number(progress) }),
  };
}
