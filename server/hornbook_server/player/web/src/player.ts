/** The player: which activity is open, what opens next, and what is kept. */

import type { Elements, Stored } from "./boot";
import type { Activity, Course } from "./course";
import { exitAction } from "./exit_action";
import type { Journal } from "./journal";
import type { Decision, NavigationRequest, Navigator } from "./navigation/navigator";
import { isSatisfied, statusOfCourse, statusOfTree } from "./rollup";
import type { Settings } from "./settings";
import type { Session, Standard, Status } from "./standards/standard";
import { Countdown, type Expiry, expiryOf, secondsAllowed } from "./time_limit";
import type { Trace } from "./trace";

/** What the page does for the player. */
export interface Page {
  /** Opens content; `gone` is called when its window has been closed by the learner. */
  open(activity: Activity, session: Session, gone: () => void): Promise<{ close(): Promise<void> }>;
  ended(how: "lesson" | "course"): void;
  leave(): Promise<void>;
  tellTimeUp(): Promise<void>;
  waiting(): void;
  confirmExit(): Promise<boolean>;
  stuck(because: string): void;
  unreachable(because: string): void;
  refresh(): void;
}

export interface Parts {
  readonly stored: Readonly<Record<string, Stored>>;
  readonly course: Course;
  readonly settings: Settings;
  readonly standard: Standard;
  readonly trace: Trace;
  readonly page: Page;
}

interface Current {
  readonly activity: Activity;
  readonly session: Session;
  shown?: { close(): Promise<void> };
}

const MINUTE = 60;
/** Seconds in which content may heed its own time limit, as the standards expect of it, before the player does. */
const GRACE = 5;
/** Kept of the course: the activity that was opened last. */
export const LAST = "hornbook.activity";
const EXITS = ["exit", "exitAll", "suspendAll", "abandon", "abandonAll"];

export class Player {
  private current: Current | undefined;
  private readonly stored = new Map<string, Stored>();
  private last = "";
  private moving = false;
  private parted = false;
  private readonly activityTime = new Countdown();
  private readonly courseTime = new Countdown();
  private navigator!: Navigator;
  private journal!: Journal;

  constructor(private readonly parts: Parts) {
    for (const [key, one] of Object.entries(parts.stored)) this.stored.set(key, one);
  }

  /** The navigator asks this player for statuses and the journal for values, so both come after it. */
  equip(navigator: Navigator, journal: Journal): void {
    this.navigator = navigator;
    this.journal = journal;
  }

  get activity(): Activity | undefined {
    return this.current?.activity;
  }

  get session(): Session | undefined {
    return this.current?.session;
  }

  /** Whether the learner has left the course. From then on nothing opens here, as nothing would be taken up again. */
  get left(): boolean {
    return this.parted;
  }

  statusOf(activity: Activity): Status {
    if (this.parts.standard.rollsUp) return this.parts.standard.status(activity, undefined);
    return statusOfTree(activity, (one) => this.ownStatus(one));
  }

  ownStatus(activity: Activity): Status {
    const open = this.current?.activity.key === activity.key && !this.parts.standard.rollsUp;
    const own =
      open && this.current
        ? this.current.session.status()
        : this.parts.standard.status(activity, this.stored.get(activity.key));
    return this.skippedByPretest(activity) ? { ...own, completion: "completed" } : own;
  }

  courseStatus(): Status {
    if (this.parts.standard.rollsUp) return this.parts.standard.status(this.parts.course.root, undefined);
    return statusOfCourse(this.parts.course, this.parts.settings, (one) => this.ownStatus(one));
  }

  /** What the journal is to look at: the open activity first, as it matters most, and the course. */
  *values(): Iterable<{ activity: string; attempt: number; elements: Elements }> {
    if (this.current?.session.keeps === "page") {
      const { activity, session } = this.current;
      yield { activity: activity.key, attempt: session.attempt, elements: session.elements() };
    }
    const course = { ...this.parts.standard.courseElements?.(), ...(this.last && { [LAST]: this.last }) };
    if (Object.keys(course).length) yield { activity: "", attempt: 1, elements: course };
  }

  begin(start: string): Promise<void> {
    const { settings } = this.parts;
    const minutes = settings.number("PlayerTimeLimit");
    if (minutes) this.courseTime.begin(minutes * MINUTE, () => void this.timeUp({ exits: true, tells: true }));
    const wanted = start ? this.parts.course.find(start) : undefined;
    if (start && !wanted) this.parts.trace.note("problem", `The course has nothing called "${start}" to start with`);
    if (wanted) return this.go({ to: "choice", target: wanted.key });
    if (!this.stored.size && !settings.on("PlayerAlwaysFlowToFirstSco")) {
      this.parts.page.waiting();
      this.parts.page.refresh();
      return Promise.resolve();
    }
    return this.go({ to: this.stored.size ? "resume" : "start" });
  }

  /** Leaves what is open, and goes where the request leads. A request made on the way is let go. */
  async go(request: NavigationRequest): Promise<void> {
    if (this.moving || this.parted) return;
    this.moving = true;
    try {
      this.navigator.announce(request);
      await this.leaveCurrent();
      const decision = this.navigator.request(request);
      this.note(request, decision);
      await this.follow(decision);
    } finally {
      this.moving = false;
      this.parts.page.refresh();
    }
  }

  changed(): void {
    this.journal.running = this.current?.session.running ?? false;
    this.journal.touch();
    this.parts.page.refresh();
  }

  /** Content has ended by itself. While the player is on its way, that is what it asked for. */
  async ended(request: NavigationRequest | undefined): Promise<void> {
    this.changed();
    if (this.moving || !this.current) return;
    await Promise.resolve();
    if (request && request.to !== "worked out") return this.go(request);
    if (request) return this.followSequencing();
    const { activity, session } = this.current;
    const final = this.parts.course.launchable.at(-1)?.key === activity.key;
    const satisfied = isSatisfied(this.courseStatus());
    const action = exitAction(this.parts.settings, { final, satisfied, exit: session.exit });
    this.parts.trace.note("navigation", `The content has ended; the setting for this case says ${action}.`);
    switch (action) {
      case "EXIT_COURSE":
        return this.go({ to: session.exit === "suspend" ? "suspendAll" : "exitAll" });
      case "EXIT_COURSE_AFTER_CONFIRM":
        if (await this.parts.page.confirmExit()) return this.go({ to: "exitAll" });
        return;
      case "GO_TO_NEXT_SCO":
        return this.go(this.navigator.canContinue || !final ? { to: "continue" } : { to: "exitAll" });
      case "DISPLAY_MESSAGE":
        await this.leaveCurrent();
        this.parts.page.ended("lesson");
        this.parts.page.refresh();
    }
  }

  /** The run-time has worked out what comes next as its content ended. */
  private async followSequencing(): Promise<void> {
    const decision = this.navigator.request({ to: "worked out" });
    this.note({ to: "worked out" }, decision);
    if (!("stay" in decision)) return this.turn(decision);
    const exit = this.current?.session.exit;
    const leaves = exit === "timeout" || (exit === "logout" && this.parts.settings.on("PlayerLogoutCausesPlayerExit"));
    if (leaves) return this.go({ to: "exitAll" });
    const alone = this.parts.course.launchable.length === 1;
    if (alone) return this.go({ to: this.current?.session.exit === "suspend" ? "suspendAll" : "exitAll" });
    this.parts.page.refresh();
  }

  private async turn(decision: Decision): Promise<void> {
    this.moving = true;
    try {
      await this.leaveCurrent();
      await this.follow(decision);
    } finally {
      this.moving = false;
      this.parts.page.refresh();
    }
  }

  async leaveCurrent(): Promise<void> {
    const leaving = this.current;
    if (!leaving) return;
    const moving = this.moving;
    this.moving = true;
    this.activityTime.stop();
    await leaving.shown?.close();
    leaving.session.end();
    this.stored.set(leaving.activity.key, { attempt: leaving.session.attempt, elements: leaving.session.elements() });
    this.journal.running = false;
    void this.journal.beat();
    this.journal.activity = "";
    this.current = undefined;
    for (const name of Object.keys(leaving.session.globals)) Reflect.deleteProperty(window, name);
    this.moving = moving;
  }

  private async follow(decision: Decision): Promise<void> {
    if ("open" in decision) {
      const activity = this.parts.course.get(decision.open);
      return this.open(activity).catch((error: unknown) => this.unopened(activity, String(error)));
    }
    if ("close" in decision) {
      this.parted = true;
      this.parts.page.ended("course");
      await this.journal.part();
      await this.parts.page.leave();
      return;
    }
    this.parts.page.stuck(decision.because);
  }

  private async open(activity: Activity): Promise<void> {
    this.parts.trace.activity = activity.key;
    this.last = activity.key;
    this.journal.activity = activity.key;
    const session = await this.parts.standard.open(activity, this.stored.get(activity.key));
    const current: Current = { activity, session };
    this.current = current;
    Object.assign(window, session.globals);
    this.parts.trace.note("launch", `Opening "${activity.title}"`, session.url);
    this.limitTime(activity, session);
    current.shown = await this.parts.page.open(activity, session, () => void this.windowClosed(current));
    this.journal.touch();
  }

  /** The service could not be reached, or has refused. */
  private unopened(activity: Activity, because: string): void {
    this.parts.trace.note("problem", `"${activity.title}" could not be opened`, because);
    this.parts.page.unreachable(because);
  }

  private limitTime(activity: Activity, session: Session): void {
    const allowed = secondsAllowed(activity);
    if (allowed === undefined) return;
    const expiry = expiryOf(activity.time_limit_action ?? "");
    this.activityTime.begin(GRACE + allowed - (session.status().seconds ?? 0), () => void this.timeUp(expiry));
  }

  private async timeUp(expiry: Expiry): Promise<void> {
    this.parts.trace.note(
      "navigation",
      "The time is up",
      expiry.exits ? "the content is ended" : "the content goes on",
    );
    if (expiry.exits) await this.go({ to: "exitAll" });
    if (expiry.tells) await this.parts.page.tellTimeUp();
  }

  /** Passing the first SCO completes all others, where the course says so. */
  private skippedByPretest(activity: Activity): boolean {
    const { course, settings, standard } = this.parts;
    if (standard.navigator || !settings.on("PlayerFirstScoIsPretest")) return false;
    const first = course.launchable[0];
    return (
      first !== undefined && first !== activity && Boolean(activity.url) && this.ownStatus(first).success === "passed"
    );
  }

  /** The learner has closed the window that content was in. */
  private async windowClosed(current: Current): Promise<void> {
    if (this.current !== current || this.moving) return;
    await this.leaveCurrent();
    this.parts.page.ended("lesson");
    this.parts.page.refresh();
  }

  private note(request: NavigationRequest, decision: Decision): void {
    const wish = "target" in request ? `${request.to} ${request.target}` : request.to;
    const outcome =
      "open" in decision
        ? `opens ${decision.open}`
        : "close" in decision
          ? `ends the course, ${decision.close}`
          : "opens nothing";
    const leaves = EXITS.includes(request.to) ? "leaving" : "navigation";
    this.parts.trace.note("navigation", `${leaves}: ${wish} → ${outcome}`, decision.because);
  }
}
