/**
 * Navigation by SCORM 2004's sequencing (SN 4th Ed.), which scorm-again works out on its activity tree.
 *
 * A request that ends a running SCO is worked out when the SCO calls Terminate: `announce` leaves it with the run-time
 * as the learner's, which wins over the SCO's own. What comes of it is fetched by `request`.
 */

import type { Scorm2004API } from "scorm-again/scorm2004";
import type { Activity, Course } from "../course";
import type { Status } from "../standards/standard";
import type { Trace } from "../trace";
import { ChoicePath } from "./choice_path";
import type { Choice, Decision, NavigationRequest, Navigator } from "./navigator";
import { tellSequencing } from "./sequencing_trace";

interface Validity {
  readonly continue: boolean;
  readonly previous: boolean;
  readonly choice: Readonly<Record<string, string>>;
  readonly hideLmsUi: readonly string[];
}

/** What the run-time has worked out since it was last asked. */
interface Outcome {
  delivered?: string;
  ended?: string;
  error?: string;
}

const CHOICE = /^\{target=(.+)\}choice$/;
const CLOSED: Readonly<Record<string, "finished" | "suspended" | "abandoned">> = {
  suspendAll: "suspended",
  abandon: "abandoned",
  abandonAll: "abandoned",
};

export class Sequenced implements Navigator {
  private validity: Validity = { continue: false, previous: false, choice: {}, hideLmsUi: [] };
  private outcome: Outcome = {};
  private asked = "";
  private target = "";
  private settled = false;
  private held: string | undefined;
  private readonly path: ChoicePath;

  constructor(
    private readonly api: Scorm2004API,
    private readonly course: Course,
    private readonly invalid: Choice,
    private readonly alwaysFlows: boolean,
    trace: Trace,
  ) {
    this.path = new ChoicePath(api, course);
    api.setSequencingEventListeners({
      onActivityDelivery: (activity) => this.note({ delivered: activity.id }),
      onSequencingSessionEnd: (data) => this.note({ ended: [data.reason, data.exception].filter(Boolean).join(", ") }),
      onSequencingError: (error) => this.note({ error }),
      onNavigationRequest: (request, target) => {
        if (request === "jump" && this.course.find(target ?? "")) this.endBeforeJump();
        this.asked = request;
        this.target = target ?? "";
        this.settled = true;
      },
      onNavigationValidityUpdate: (data) => {
        this.validity = data;
      },
      onSequencingDebug: (event, data) => tellSequencing(event, data, course, trace),
    });
  }

  get canContinue(): boolean {
    return this.validity.continue;
  }

  get canPrevious(): boolean {
    return this.validity.previous;
  }

  get hidden(): ReadonlySet<string> {
    return new Set(this.validity.hideLmsUi);
  }

  choice(key: string): Choice {
    const valid = this.validity.choice[key] === "true" && this.path.barredBy(key) === undefined;
    const activity = this.course.get(key);
    if (valid && (activity.url || activity.children.length)) return "enabled";
    return this.invalid === "enabled" ? "disabled" : this.invalid;
  }

  announce(request: NavigationRequest): void {
    this.outcome = {};
    this.settled = false;
    this.held = undefined;
    const wish = "target" in request ? `{target=${request.target}}${request.to}` : request.to;
    if (this.api.isInitialized() && request.to !== "worked out") this.api.SetValue("adl.nav.request", wish);
  }

  request(request: NavigationRequest): Decision {
    const { held } = this;
    this.held = undefined;
    if (held !== undefined && (request.to === "worked out" || request.to === "choice")) this.choose(held);
    else if (request.to === "worked out") this.chooseOnceEnded();
    else if (!(this.settled && this.asked === request.to)) this.ask(request);
    const { delivered, ended, error } = this.outcome;
    this.outcome = {};
    this.settled = false;
    if (delivered) return { open: delivered, because: `sequencing identifies "${this.course.get(delivered).title}"` };
    if (ended !== undefined)
      return { close: CLOSED[this.asked] ?? "finished", because: `the sequencing session ends: ${ended}` };
    return { stay: true, because: error ? explained(error) : "sequencing identifies no activity" };
  }

  /** Whether content may choose it now, as it reads of adl.nav.request_valid. */
  mayChoose(key: string): boolean {
    const valid = this.api.getSequencingService()?.getOverallSequencingProcess()?.predictChoiceEnabled(key) ?? false;
    return valid && this.path.barredBy(key) === undefined;
  }

  /** Content is about to terminate. A choice that is barred as yet is put off until its attempt has ended (SN 4th Ed., OP.1). */
  ending(): void {
    const [, target] = CHOICE.exec(this.api.adl.nav.request) ?? [];
    if (!target || this.path.barredBy(target) === undefined || this.keepsWithin(target)) return;
    this.held = target;
    this.api.SetValue("adl.nav.request", "exit");
  }

  status(activity: Activity): Status {
    const data = this.api.getActivityTrackingData(activity.key);
    const completion = (data?.completionStatus as Status["completion"] | undefined) ?? "unknown";
    const success = (data?.successStatus as Status["success"] | undefined) ?? "unknown";
    const untouched =
      completion === "unknown" && success === "unknown" && data?.score == null && !this.isOpen(activity);
    return {
      completion: untouched ? "not attempted" : completion,
      success,
      ...(data?.score != null && { score: data.score }),
      ...(data?.attemptCompletionAmountStatus && { progress: data.attemptCompletionAmount }),
    };
  }

  private isOpen(activity: Activity): boolean {
    const current = this.api.getSequencingState().currentActivity as { id: string } | null;
    for (let one = current ? this.course.get(current.id) : undefined; one; one = one.parent) {
      if (one === activity) return true;
    }
    return false;
  }

  /**
   * The run-time refuses a choice for a rule that only the end of the open activity lifts, where the standard ends it first
   * (SN 4th Ed., OP.1): a lesson that is passed could not choose one that waits for that.
   */
  private chooseOnceEnded(): void {
    const { delivered, ended } = this.outcome;
    const refused = this.settled && this.asked === "choice" && delivered === undefined && ended === undefined;
    const { target } = this;
    if (!refused || !this.course.find(target) || this.keepsWithin(target)) return;
    this.api.processNavigationRequest("exit");
    this.choose(target);
  }

  /** What is open has ended, unless its own rules have led elsewhere. */
  private choose(target: string): void {
    if (this.outcome.delivered === undefined && this.outcome.ended === undefined) this.ask({ to: "choice", target });
  }

  /** A jump ends the open activity as an exit does (SN 4th Ed., NB.2.1); the run-time would leave its attempt as it is. */
  private endBeforeJump(): void {
    const current = this.api.getSequencingState().currentActivity as { isActive: boolean } | null;
    if (current?.isActive) this.api.processNavigationRequest("exit");
    this.outcome = {};
  }

  /** Whether the open activity, or a group around it that the target is not in, may not be left by a choice. */
  private keepsWithin(target: string): boolean {
    const current = this.api.getSequencingState().currentActivity as { id: string } | null;
    const around = new Set<Activity>();
    for (let one = this.course.find(target); one; one = one.parent) around.add(one);
    for (let one = current ? this.course.get(current.id) : undefined; one && !around.has(one); one = one.parent) {
      if (one.scorm2004?.sequencing?.control_mode?.choice_exit === false) return true;
    }
    return false;
  }

  private ask(request: NavigationRequest): void {
    this.outcome = {};
    const current = this.api.getSequencingState().currentActivity as { id: string; isActive: boolean } | null;
    if (request.to === "resume" && current?.isActive) {
      this.outcome = { delivered: current.id };
      return;
    }
    const error = request.to === "choice" ? this.path.barredBy(request.target) : undefined;
    if (error) {
      this.outcome = { error };
      return;
    }
    const wanted = request.to === "resume" ? "resumeAll" : request.to;
    this.api.processNavigationRequest(wanted, "target" in request ? request.target : undefined);
    if (wanted === "resumeAll" && !this.outcome.delivered) this.api.processNavigationRequest("start");
    if ((wanted === "start" || wanted === "resumeAll") && !this.outcome.delivered) this.flowToFirst();
  }

  /** Without flow, a start identifies nothing (SN 4th Ed., SB.2.5); the course then begins as if its first were chosen. */
  private flowToFirst(): void {
    for (const activity of this.alwaysFlows ? this.course.launchable : []) {
      if (this.outcome.delivered) return;
      if (!this.path.barredBy(activity.key)) this.api.processNavigationRequest("choice", activity.key);
    }
  }

  private note(found: Outcome): void {
    this.outcome = { ...this.outcome, ...found };
  }
}

/** The exceptions of the sequencing processes (SN 4th Ed., appendix C), in words. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  "NB.2.1-1": "the sequencing session has begun already",
  "NB.2.1-2": "the sequencing session has not begun",
  "NB.2.1-3": "there is no suspended activity to resume",
  "NB.2.1-4": "the parent does not allow flow, so there is no Next",
  "NB.2.1-5": "the parent does not allow flow, or forward only, so there is no Previous",
  "NB.2.1-6": "there is nothing before the first activity",
  "NB.2.1-8": "the open activity may not be left by choosing another (choiceExit is false)",
  "NB.2.1-10": "the parent does not allow choice",
  "NB.2.1-11": "there is no such activity",
  "NB.2.1-12": "the activity has ended already",
  "SB.2.1-1": "there is nothing after the last activity",
  "SB.2.1-2": "a group has no activity that is available",
  "SB.2.1-3": "there is nothing before the first activity",
  "SB.2.1-4": "the group goes forward only",
  "SB.2.2-1": "flow is not allowed here, so nothing opens by itself",
  "SB.2.2-2": "the activity is not available: a rule disables it, or its limits are reached",
  "SB.2.4-1": "a rule stops the way forward",
  "SB.2.4-2": "the group goes forward only",
  "SB.2.7-2": "flow is not allowed here, or the course has come to its end",
  "SB.2.8-2": "flow is not allowed here, or there is nothing before this activity",
  "SB.2.9-2": "the activity is not available",
  "SB.2.9-3": "a rule hides the activity from choice",
  "SB.2.9-4": "the parent does not allow choice",
  "SB.2.9-6": "a group on the way cannot be activated by choice (preventActivation)",
  "SB.2.9-7": "the open activity may not be left by choosing another (choiceExit is false)",
  "SB.2.9-8": "the choice is constrained to what is next (constrainChoice)",
  "DB.1.1-1": "what was identified is a group, not content",
  "DB.1.1-3": "the activity is not available: its limits are reached, or a rule disables it",
};

function explained(error: string): string {
  const code = error.split(" ")[0] ?? error;
  return EXCEPTIONS[code] ? `${EXCEPTIONS[code]} (${code})` : error;
}
