/** What the player shows on its page: content, and panels where there is none. */

import type { Boot } from "./boot";
import type { Activity } from "./course";
import type { Page } from "./player";
import { redirecting } from "./redirect";
import type { LaunchType, Settings } from "./settings";
import type { Open, Shape, Stage } from "./stage";
import type { Session } from "./standards/standard";
import type { Texts } from "./texts";
import { confirmed, tell } from "./ui/dialogs";
import { button, el } from "./ui/dom";
import type { Frame } from "./ui/frame";

export function pageOf(
  boot: Boot,
  settings: Settings,
  texts: Texts,
  frame: Frame,
  stage: Stage,
  acts: { again(): void; anew(): void; leaving(): Promise<void>; refresh(): void },
): Page {
  function ended(how: "lesson" | "course"): void {
    const [title, hint, again] =
      how === "lesson"
        ? [texts.lessonEnded, texts.lessonEndedHint, acts.again]
        : [texts.courseEnded, texts.courseEndedHint, acts.anew];
    frame.panel(el("h2", {}, title), el("p", {}, hint), button(texts.again, again));
  }

  async function inWindow(session: Session, shape: Shape, gone: () => void): Promise<Open> {
    let opened = shape.type.startsWith("NEW_WINDOW_AFTER_CLICK") ? null : stage.window(session.url, shape, gone);
    let closed = false;
    if (!opened) {
      const open = button(texts.openWindow, () => {
        opened = stage.window(session.url, shape, gone);
        if (opened && !closed) frame.panel(el("p", {}, texts.inWindow));
      });
      frame.panel(el("p", {}, texts.opensInWindow), open);
    } else {
      frame.panel(el("p", {}, texts.inWindow));
    }
    return {
      async close() {
        closed = true;
        await opened?.close();
      },
    };
  }

  function stuck(because: string): void {
    frame.panel(el("h2", {}, texts.cannotOpen), el("p", {}, because), button(texts.again, acts.again));
  }

  /** By the network or the service: what these say means nothing to a learner, but to those who are asked for help. */
  function unreachable(because: string): void {
    const said = [el("p", {}, texts.notOpenedHint), el("p", {}, el("code", {}, because))];
    frame.panel(el("h2", {}, texts.cannotOpen), ...said, button(texts.again, acts.again));
  }

  return {
    async open(activity: Activity, session: Session, gone: () => void): Promise<Open> {
      const type = launchTypeOf(activity, settings);
      const least = { width: settings.number("PlayerRequiredWidth"), height: settings.number("PlayerRequiredHeight") };
      if (type === "FRAMESET") return stage.frame(session.url, activity.title, least, unreachable);
      return inWindow(session, shapeOf(settings, type), gone);
    },
    ended,
    leave: () => redirecting(boot.redirect, acts.leaving),
    tellTimeUp: () => tell(texts.timeIsUp, texts),
    confirmExit: () => confirmed(texts.confirmExit, texts),
    waiting: () => frame.panel(el("p", {}, texts.chooseLesson)),
    stuck,
    unreachable,
    refresh: acts.refresh,
  };
}

/** A cmi5 unit may insist on a window of its own (8.1). */
function launchTypeOf(activity: Activity, settings: Settings): LaunchType {
  const type = settings.launchType("PlayerScoLaunchType");
  return type === "FRAMESET" && activity.cmi5?.launch_method === "OwnWindow" ? "NEW_WINDOW" : type;
}

/** What the course wants of a window; what it requires wins over what it desires. */
export function shapeOf(settings: Settings, type: LaunchType): Shape {
  const size = (side: "Width" | "Height") =>
    settings.number(`PlayerRequired${side}`) || settings.number(`PlayerDesired${side}`);
  return {
    type,
    width: size("Width"),
    height: size("Height"),
    fullScreen: settings.on("PlayerRequiredFullScreen") || settings.on("PlayerDesiredFullScreen"),
    resizable: !settings.on("PlayerPreventWindowResize"),
  };
}
