/** Navigation without sequencing, as SCORM 1.1 and 1.2, AICC and cmi5 have it: through what can be launched, in order. */

import { type Activity, type Course, walk } from "../course";
import type { Status } from "../standards/standard";
import type { Choice, Decision, NavigationRequest, Navigator } from "./navigator";
import { prerequisitesHold } from "./prerequisites";

export interface Rules {
  readonly mayChoose: boolean;
  readonly mayFlow: boolean;
  /** What is shown for an activity that cannot be chosen. */
  readonly invalid: Choice;
}

export class Flow implements Navigator {
  readonly hidden: ReadonlySet<string> = new Set();
  private current: Activity | undefined;
  private readonly order: readonly Activity[];

  constructor(
    private readonly course: Course,
    private readonly rules: Rules,
    private readonly statusOf: (activity: Activity) => Status,
    last = "",
  ) {
    this.order = course.launchable;
    this.current = last ? course.find(last) : undefined;
  }

  get canContinue(): boolean {
    return this.rules.mayFlow && this.step(1) !== undefined;
  }

  get canPrevious(): boolean {
    return this.rules.mayFlow && this.step(-1) !== undefined;
  }

  choice(key: string): Choice {
    const activity = this.course.get(key);
    if (activity.url && this.rules.mayChoose && this.open(activity)) return "enabled";
    return activity.url && !this.open(activity) ? this.rules.invalid : "disabled";
  }

  announce(): void {}

  request(request: NavigationRequest): Decision {
    switch (request.to) {
      case "resume":
        if (this.current && this.open(this.current)) return this.deliver(this.current, "");
        return this.request({ to: "start" });
      case "start":
        return this.deliver(
          this.order.find((activity) => this.open(activity)),
          "nothing in this course can be opened",
        );
      case "continue":
        return this.deliver(this.step(1), "there is nothing after this activity");
      case "previous":
        return this.deliver(this.step(-1), "there is nothing before this activity");
      case "choice":
      case "jump":
        return this.chosen(request.target);
      case "suspendAll":
        return { close: "suspended", because: "the learner leaves, to come back" };
      case "abandon":
      case "abandonAll":
        return { close: "abandoned", because: "the attempt is abandoned" };
      default:
        return { close: "finished", because: "the learner leaves" };
    }
  }

  private chosen(target: string): Decision {
    const found = this.course.find(target);
    const activity = found && [...walk(found)].find((one) => one.url);
    if (!activity) return { stay: true, because: `"${target}" is nothing that can be opened` };
    if (!this.open(activity))
      return { stay: true, because: `the prerequisites of "${activity.title}" do not hold yet` };
    return this.deliver(activity, "");
  }

  private deliver(activity: Activity | undefined, otherwise: string): Decision {
    if (!activity) return { stay: true, because: otherwise };
    this.current = activity;
    return { open: activity.key, because: `"${activity.title}" is next in the order of the package` };
  }

  private step(by: 1 | -1): Activity | undefined {
    let at = this.current ? this.order.indexOf(this.current) + by : 0;
    for (; at >= 0 && at < this.order.length; at += by) {
      const activity = this.order[at];
      if (activity && this.open(activity)) return activity;
    }
    return undefined;
  }

  private open(activity: Activity): boolean {
    const statusOf = (identifier: string) => {
      const found = this.course.find(identifier);
      return found && this.statusOf(found);
    };
    return !activity.prerequisites || prerequisitesHold(activity.prerequisites, statusOf);
  }
}
