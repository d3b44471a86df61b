/** Which module plays a course. Each is loaded only where it is wanted. */

import type { Stored } from "../boot";
import type { Course } from "../course";
import type { Choice } from "../navigation/navigator";
import type { Context, Standard } from "./standard";

/** `stored` is what is kept of the course, by activity; `invalid` is how the menu shows what cannot be chosen. */
export async function standardFor(
  context: Context,
  course: Course,
  stored: Readonly<Record<string, Stored>>,
  invalid: Choice,
): Promise<Standard> {
  switch (context.boot.course.standard) {
    case "SCORM11":
    case "SCORM12":
      return new (await import("./scorm12")).Scorm12(context);
    case "SCORM20042NDEDITION":
    case "SCORM20043RDEDITION":
    case "SCORM20044THEDITION":
      return new (await import("./scorm2004")).Scorm2004(context, course, stored[""], invalid);
    case "AICC":
      return new (await import("./aicc")).Aicc(context, stored);
    case "XAPI":
      return new (await import("./served")).Served(context, stored, context.boot.course.standard);
    case "CMI5":
      if (course.launchable.some((activity) => activity.cmi5)) {
        return new (await import("./served")).Served(context, stored, context.boot.course.standard);
      }
      return new (await import("./media")).Media(context);
    default:
      throw new Error(`courses of ${context.boot.course.standard} cannot be played`);
  }
}
