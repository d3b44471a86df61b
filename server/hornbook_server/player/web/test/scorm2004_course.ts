/** A course of SCORM 2004 with its run-time, as the player would have it. */

import type { ActivityNode, Boot, Stored } from "../src/boot";
import { Course } from "../src/course";
import type { Scorm2004Definition } from "../src/navigation/definition";
import type { Decision } from "../src/navigation/navigator";
import { Settings } from "../src/settings";
import { Scorm2004 } from "../src/standards/scorm2004";
import type { Session } from "../src/standards/standard";
import { Trace } from "../src/trace";

type Api = Record<"Initialize" | "Terminate" | "GetValue" | "SetValue" | "GetLastError", (...args: string[]) => string>;

const FLOW: Scorm2004Definition = { sequencing: { control_mode: { flow: true } } };

export function sco(key: string, more: Partial<ActivityNode> = {}): ActivityNode {
  return { key, title: key.toUpperCase(), type: "SCO", url: `${key}.html`, ...more };
}

export function started(
  children: ActivityNode[],
  stored?: Stored,
  settings: Record<string, string> = {},
  root: Scorm2004Definition = FLOW,
) {
  const course = new Course({ key: "root", title: "Golf", type: "AGGREGATION", scorm2004: root, children });
  const context = {
    boot: { learner: { id: "L1", name: "Learner, A" }, course: { standard: "SCORM20044THEDITION" } } as Boot,
    settings: new Settings({
      PlayerResetRunTimeData: "WHEN_EXIT_IS_NOT_SUSPEND",
      PlayerSuspendDataMaxLength: "64000",
      PlayerAlwaysFlowToFirstSco: "true",
      PlayerForceObjectiveCompletionSetByContent: "false",
      PlayerMakeStudentPrefsGlobalToCourse: "false",
      PlayerScaleRawScore: "false",
      PlayerSatisfiedCausesCompletion: "false",
      ...settings,
    }),
    trace: new Trace(),
    ears: { changed: () => {}, ended: () => {} },
    preferences: {},
    finished: () => false,
  };
  const standard = new Scorm2004(context, course, stored, "disabled");
  const open = (key: string, one?: Stored) => {
    const session = standard.open(course.get(key), one) as Session;
    return { session, api: session.globals.API_1484_11 as Api };
  };
  return { course, standard, open, trace: context.trace };
}

export function opens(decision: Decision): string {
  return "open" in decision ? decision.open : "close" in decision ? decision.close : "nothing";
}
