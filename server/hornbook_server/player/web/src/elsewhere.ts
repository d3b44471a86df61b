/** Courses that want the player in a window of its own: this page then only opens that window. */

import type { Boot } from "./boot";
import { shapeOf } from "./page";
import type { Settings } from "./settings";
import { features } from "./stage";
import type { Texts } from "./texts";
import { button, el } from "./ui/dom";

/** True where the player has been opened elsewhere, or will be once the learner clicks. */
export function opensElsewhere(boot: Boot, settings: Settings, texts: Texts): boolean {
  const type = settings.launchType("PlayerLaunchType");
  const name = `player ${boot.launch}`;
  if (type === "FRAMESET" || window.name === name) return false;
  const open = () => window.open(location.href, name, features(shapeOf(settings, type)));
  const opened = type.startsWith("NEW_WINDOW_AFTER_CLICK") ? null : open();
  const said = el("p", {}, texts.courseInWindow);
  document.body.append(
    el("main", { class: "panel" }, el("h1", {}, boot.course.title), said, button(texts.openCourse, open)),
  );
  if (!opened && !type.startsWith("NEW_WINDOW_AFTER_CLICK")) said.textContent = texts.blocked;
  return true;
}
