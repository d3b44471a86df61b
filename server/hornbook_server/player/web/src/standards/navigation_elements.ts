/** What content reads of adl.nav (SCORM 2004 SN 4th Ed., 5.6), where the run-time answers otherwise than the standard. */

import type { Scorm2004API } from "scorm-again/scorm2004";
import { type Activity, walk } from "../course";
import type { Sequenced } from "../navigation/sequenced";

const REQUEST = "adl.nav.request";
const VALID = /^adl\.nav\.request_valid\.(choice|jump)\.\{target=(.+)\}$/;

/**
 * The value, or undefined where the run-time is to answer. It takes the request for write-only, and finds no target whose
 * identifier has a full stop.
 */
export function navigationValue(
  api: Scorm2004API,
  sequenced: Sequenced,
  open: Activity,
  element: string,
): string | undefined {
  if (element === REQUEST) return api.adl.nav.request;
  const [, request, target = ""] = VALID.exec(element) ?? [];
  if (request === "jump") return String(keysOfCourse(open).includes(target));
  return request === "choice" ? String(sequenced.mayChoose(target)) : undefined;
}

function keysOfCourse(open: Activity): string[] {
  let root = open;
  while (root.parent) root = root.parent;
  return [...walk(root)].map(({ key }) => key);
}
