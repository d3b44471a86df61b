/** The navigation of a course whose standard has no rules of its own. */

import type { Activity, Course } from "../course";
import type { Settings } from "../settings";
import type { Status } from "../standards/standard";
import { Flow } from "./flow";
import type { Choice } from "./navigator";

const SHOWN: Readonly<Record<string, Choice>> = { SHOW: "enabled", HIDE: "hidden", DISABLE: "disabled" };

/** How the menu shows an activity that cannot be chosen. */
export function choiceOfInvalid(settings: Settings): Choice {
  return SHOWN[settings.text("PlayerInvalidMenuItemAction")] ?? "disabled";
}

/** `last` is the activity that was open when the page was last left. */
export function flowOf(
  course: Course,
  settings: Settings,
  statusOf: (activity: Activity) => Status,
  last: string | undefined,
): Flow {
  const rules = {
    mayChoose: settings.on("PlayerEnableChoiceNav"),
    mayFlow: settings.on("PlayerEnableFlowNav"),
    invalid: choiceOfInvalid(settings),
  };
  return new Flow(course, rules, statusOf, last);
}
