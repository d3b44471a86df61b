/** SCORM 2004, second to fourth edition: the API that content finds as `API_1484_11`, on npm's scorm-again. */

import { Scorm2004API } from "scorm-again/scorm2004";
import type { Elements, Stored } from "../boot";
import type { Activity, Course } from "../course";
import type { Choice, Navigator } from "../navigation/navigator";
import { Sequenced } from "../navigation/sequenced";
import { elementsOf, serializedFrom } from "../navigation/sequencing_state";
import { treeSettings } from "../navigation/tree_settings";
import { Scorm2004Session } from "./scorm2004_session";
import { type Context, ENDED, type Session, type Standard, type Status } from "./standard";

const SILENT = 5;
const SHARED = "shared_data";

/** One run-time holds the activity tree of the whole course; each session begins with its data model emptied. */
export class Scorm2004 implements Standard {
  readonly rollsUp = true;
  readonly navigator: Navigator;
  private readonly api: Scorm2004API;
  private readonly sequenced: Sequenced;

  constructor(
    private readonly context: Context,
    course: Course,
    stored: Stored | undefined,
    invalid: Choice,
  ) {
    const byContent = context.settings.on("PlayerForceObjectiveCompletionSetByContent");
    this.api = new Scorm2004API({
      autocommit: false,
      logLevel: SILENT,
      onLogMessage: () => {},
      lmsCommitUrl: false,
      sequencing: { activityTree: treeSettings(course.root, byContent) as never, autoRollupOnCMIChange: true },
    });
    this.sequenced = new Sequenced(
      this.api,
      course,
      invalid,
      context.settings.on("PlayerAlwaysFlowToFirstSco"),
      context.trace,
    );
    this.navigator = this.sequenced;
    if (stored) this.restore(stored.elements);
  }

  open(activity: Activity, stored: Stored | undefined): Session {
    this.api.reset(undefined, { preserveListeners: true, resetTotalTime: true });
    this.api.cmi.comments_from_learner.childArray = []; // the run-time's own reset leaves them
    return new Scorm2004Session(this.context, this.api, this.sequenced, activity, this.startingFrom(stored));
  }

  status(activity: Activity): Status {
    return this.sequenced.status(activity);
  }

  courseElements(): Elements {
    const shared = JSON.stringify(this.api.captureSharedDataSnapshot());
    return { ...elementsOf(this.api.serializeSequencingState()), ...(shared !== "{}" && { [SHARED]: shared }) };
  }

  /** What was kept, unless the attempt that it belongs to has ended (RTE 4th Ed., 4.2.8). */
  private startingFrom(stored: Stored | undefined): Stored {
    if (!stored) return { attempt: 1, elements: {} };
    const left = stored.elements["cmi.exit"];
    const ended = ENDED in stored.elements && left !== "suspend" && left !== "logout";
    const keeps = this.context.settings.text("PlayerResetRunTimeData") === "NEVER";
    return ended && !keeps ? { attempt: stored.attempt + 1, elements: {} } : stored;
  }

  private restore(elements: Elements): void {
    const serialized = serializedFrom(elements);
    if (serialized && !this.api.deserializeSequencingState(serialized)) {
      this.context.trace.note("problem", "The sequencing state that was kept cannot be read; the course begins anew.");
    }
    if (elements[SHARED]) this.api.restoreSharedDataSnapshot(JSON.parse(elements[SHARED]) as Record<string, string>);
  }
}
