/** SCORM 1.1 and 1.2 (Run-Time Environment 1.2): the API that content finds as `API`, on npm's scorm-again. */

import { Scorm12API } from "scorm-again/scorm12";
import type { Elements, Stored } from "../boot";
import { type Method, recorded } from "../calls";
import type { Activity } from "../course";
import type { NavigationRequest } from "../navigation/navigator";
import { launchData } from "./launch_data";
import {
  type Completion,
  type Context,
  ENDED,
  type Exit,
  type Session,
  type Standard,
  type Status,
  UNTOUCHED,
} from "./standard";
import { SuspendData } from "./suspend_data";
import { secondsOfTimespan, timespan } from "./time";

const SILENT = 5;
const NOT_INITIALIZED = 301;
const NOT_KEPT = ["cmi.core.exit", "cmi.core.session_time", "cmi.core.entry"];
const SUSPEND_DATA = "cmi.suspend_data";
const STATUS = "cmi.core.lesson_status";
const NOT_ATTEMPTED = "not attempted";
const LASTING = "hornbook.lasting_status";
const DONE = ["completed", "passed"];
const EXITS: Readonly<Record<string, Exit>> = { suspend: "suspend", logout: "logout", "time-out": "timeout" };
const COMPLETIONS: Readonly<Record<string, Completion>> = {
  passed: "completed",
  completed: "completed",
  incomplete: "incomplete",
  browsed: "incomplete",
  "not attempted": "not attempted",
};

export class Scorm12 implements Standard {
  readonly rollsUp = false;

  constructor(private readonly context: Context) {}

  open(activity: Activity, stored: Stored | undefined): Session {
    return new Scorm12Session(this.context, activity, this.startingFrom(stored));
  }

  status(_activity: Activity, stored: Stored | undefined): Status {
    return stored ? statusOf(stored.elements, this.ofFailed()) : UNTOUCHED;
  }

  /** What the new session begins with: what was kept, unless the course wants its run-time data reset. */
  private startingFrom(stored: Stored | undefined): Stored {
    if (!stored) return { attempt: 1, elements: {} };
    const reset = this.context.settings.text("PlayerResetRunTimeData") === "WHEN_EXIT_IS_NOT_SUSPEND";
    const ended = ENDED in stored.elements && stored.elements["cmi.core.exit"] !== "suspend";
    return reset && ended ? { attempt: stored.attempt + 1, elements: {} } : stored;
  }

  private ofFailed(): Completion {
    return completionOfFailed(this.context.settings.text("PlayerCompletionStatOfFailedSuccessStat"));
  }
}

export class Scorm12Session implements Session {
  readonly keeps = "page";
  readonly url: string;
  readonly globals: Readonly<Record<string, object>>;
  readonly attempt: number;
  private readonly api: Scorm12API;
  private readonly suspendData: SuspendData;
  private readonly reviewed: boolean;
  /** Of all earlier sessions; the run-time keeps it, but leaves it out of what it gives to keep. */
  private readonly total: string;
  /** Whether content has begun to speak to it. */
  started = false;
  private ended = false;
  private statusSet: boolean;

  constructor(
    private readonly context: Context,
    private readonly activity: Activity,
    private readonly stored: Stored,
  ) {
    this.attempt = stored.attempt;
    this.statusSet = (stored.elements[STATUS] ?? NOT_ATTEMPTED) !== NOT_ATTEMPTED;
    const finished = context.settings.on("PlayerLaunchCompletedRegsAsNoCredit") && context.finished();
    this.reviewed = context.boot.review || finished;
    this.url = activity.url ?? "";
    this.total = timespan(secondsIn(stored.elements));
    this.suspendData = new SuspendData(
      stored.elements[SUSPEND_DATA] ?? "",
      context.settings.number("PlayerSuspendDataMaxLength"),
    );
    this.api = new Scorm12API({
      autocommit: false,
      logLevel: SILENT,
      lmsCommitUrl: false,
      autoCompleteLessonStatus: true,
      mastery_override: true,
      score_overrides_status: context.settings.on("PlayerScoreOverridesStatus"),
    });
    this.api.loadFromFlattenedJSON(this.beginning());
    this.globals = { API: this.content() };
  }

  get running(): boolean {
    return this.api.isInitialized();
  }

  get exit(): Exit {
    return EXITS[this.elements()["cmi.core.exit"] ?? ""] ?? "normal";
  }

  elements(): Elements {
    if (!this.started)
      return this.activity.type === "ASSET" ? { ...this.stored.elements, ...SHOWN } : this.stored.elements;
    const kept: Record<string, string> = { "cmi.core.total_time": this.total };
    for (const [element, value] of Object.entries(this.api.getFlattenedCMI())) {
      if (value !== "" && typeof value !== "object") kept[element] = String(value);
    }
    if (this.suspendData.whole) kept[SUSPEND_DATA] = this.suspendData.whole;
    if (this.api.isTerminated()) kept[ENDED] = "true";
    const lasting = this.lasting(kept[STATUS] ?? "");
    if (lasting) kept[LASTING] = lasting;
    return kept;
  }

  status(): Status {
    const ofFailed = completionOfFailed(this.context.settings.text("PlayerCompletionStatOfFailedSuccessStat"));
    return statusOf(this.elements(), ofFailed);
  }

  end(): void {
    if (!this.running) return;
    this.context.trace.note("message", "The content went without LMSFinish; the player ends its session.");
    this.finish([""]);
  }

  private content(): object {
    const api = this.api;
    const methods = {
      LMSInitialize: (...args: string[]) => this.initialize(args),
      LMSFinish: (...args: string[]) => this.finish(args),
      LMSGetValue: (element: string) => this.unlessOver("", () => this.get(element)),
      LMSSetValue: (element: string, value: string) => this.unlessOver("false", () => this.set(element, value)),
      LMSCommit: (...args: string[]) => this.unlessOver("false", () => api.LMSCommit(...(args as [string]))),
      LMSGetLastError: () => api.LMSGetLastError(),
      LMSGetErrorString: (code: string) => api.LMSGetErrorString(code),
      LMSGetDiagnostic: (code: string) => api.LMSGetDiagnostic(code),
    } satisfies Record<string, Method>;
    const errors = { last: () => api.LMSGetLastError(), explain: (code: string) => api.LMSGetDiagnostic(code) };
    return recorded("API", methods, errors, this.context.trace, (method, _args, returned) => {
      if (method === "LMSInitialize" || method === "LMSSetValue" || method === "LMSCommit") this.context.ears.changed();
      if (method === "LMSFinish" && returned === "true") this.over();
    });
  }

  /** The run-time answers "true" to each LMSFinish; the first ends the session. */
  private over(): void {
    if (!this.ended) this.context.ears.ended(this.wish());
    this.ended = true;
  }

  private initialize(args: readonly string[]): string {
    const returned = this.api.LMSInitialize(...(args as [string]));
    this.started ||= returned === "true";
    return returned;
  }

  /**
   * Where content sets no status, the LMS says completed as it ends, and judges by the mastery score (RTE 1.2, 3.4.4). The
   * run-time takes the status that it begins with itself for one that content has set.
   */
  private finish(args: readonly string[]): string {
    this.api.statusSetByModule = this.statusSet;
    return this.api.LMSFinish(...(args as [string]));
  }

  /** The run-time goes on after LMSFinish, as the standard does not (SCORM 1.2 RTE, 3.3). */
  private unlessOver(refusal: string, call: () => string): string {
    if (!this.api.isTerminated()) return call();
    this.api.throwSCORMError(undefined, NOT_INITIALIZED);
    return refusal;
  }

  private get(element: string): string {
    const given = this.api.LMSGetValue(element);
    return element === SUSPEND_DATA ? this.suspendData.instead(given) : given;
  }

  private set(element: string, value: string): string {
    if (element !== SUSPEND_DATA) return this.remember(element, value, this.api.LMSSetValue(element, value));
    const returned = this.api.LMSSetValue(element, this.suspendData.standIn(value));
    if (returned === "true") this.suspendData.keep(value);
    return returned;
  }

  private remember(element: string, value: string, returned: string): string {
    this.statusSet ||= element === STATUS && returned === "true";
    const shared = this.context.settings.on("PlayerMakeStudentPrefsGlobalToCourse");
    if (shared && returned === "true" && element.startsWith("cmi.student_preference."))
      this.context.preferences[element] = value;
    return returned;
  }

  /** A status that content takes back counts on, where the course does not allow that. */
  private lasting(status: string): string {
    const before = this.stored.elements[LASTING] ?? this.stored.elements[STATUS] ?? "";
    const kept = DONE.includes(before) && !this.context.settings.on("PlayerAllowCompleteStatusChange");
    return kept && (!DONE.includes(status) || (before === "passed" && status === "completed")) ? before : "";
  }

  private wish(): NavigationRequest | undefined {
    if (this.api.nav.event === "continue") return { to: "continue" };
    return this.api.nav.event === "previous" ? { to: "previous" } : undefined;
  }

  /** The data model as content first sees it (RTE 1.2, 3.4.4). */
  private beginning(): Elements {
    const kept = this.stored.elements;
    const { learner } = this.context.boot;
    const elements: Record<string, string> = {};
    for (const [element, value] of Object.entries(kept)) {
      if (element.startsWith("cmi.") && !NOT_KEPT.includes(element)) elements[element] = value;
    }
    return {
      ...elements,
      ...launchData(this.activity),
      "cmi.core.student_id": learner.id,
      "cmi.core.student_name": learner.name,
      ...this.context.preferences,
      "cmi.core.credit": this.reviewed ? "no-credit" : "credit",
      "cmi.core.lesson_mode": this.reviewed ? "review" : "normal",
      "cmi.core.entry": entry(kept),
      "cmi.core.total_time": this.total,
      ...(this.suspendData.whole && { [SUSPEND_DATA]: this.suspendData.whole.slice(0, 1) }),
    };
  }
}

/** An asset is done once it has been shown. */
const SHOWN: Elements = { "cmi.core.lesson_status": "completed" };

/** Nothing kept is the first time; left with "suspend", or torn away before LMSFinish, is to be resumed. */
function entry(kept: Elements): string {
  if (!("cmi.core.student_id" in kept)) return "ab-initio";
  return kept["cmi.core.exit"] === "suspend" || !(ENDED in kept) ? "resume" : "";
}

export function statusOf(elements: Elements, ofFailed: Completion): Status {
  const word = elements[LASTING] ?? elements[STATUS] ?? "not attempted";
  const raw = elements["cmi.core.score.raw"];
  return {
    completion: word === "failed" ? ofFailed : (COMPLETIONS[word] ?? "unknown"),
    success: word === "passed" || word === "failed" ? word : "unknown",
    seconds: secondsIn(elements),
    ...(raw !== undefined && raw !== "" && { score: scaled(Number(raw), elements) }),
  };
}

/** Over all sessions. */
function secondsIn(elements: Elements): number {
  return (
    secondsOfTimespan(elements["cmi.core.total_time"] ?? "") +
    secondsOfTimespan(elements["cmi.core.session_time"] ?? "")
  );
}

function scaled(raw: number, elements: Elements): number {
  const least = Number(elements["cmi.core.score.min"] || 0);
  const most = Number(elements["cmi.core.score.max"] || 100);
  return most > least ? Math.min(1, Math.max(0, (raw - least) / (most - least))) : 0;
}

export function completionOfFailed(word: string): Completion {
  const words: Readonly<Record<string, Completion>> = {
    Completed: "completed",
    Incomplete: "incomplete",
    Browsed: "incomplete",
    Not_Attempted: "not attempted",
  };
  return words[word] ?? "unknown";
}
