/** What the learner is told of saving. */

import type { Loss } from "./boot";
import type { Course } from "./course";
import type { Health } from "./journal";
import { filled, type Texts } from "./texts";
import { button, el } from "./ui/dom";
import type { Frame } from "./ui/frame";

export function tellLosses(losses: readonly Loss[], course: Course, frame: Frame, texts: Texts): void {
  for (const { opening, kind, activity = "", element = "", characters = 0 } of losses) {
    const title = course.find(activity)?.title ?? activity;
    const what = kind === "ended" ? texts.lostEnded : filled(texts.lostValue, { element, characters, activity: title });
    frame.notice(`lost-${opening}-${activity}-${element}`, `${texts.lost} ${what}`, texts.dismiss);
  }
}

/** `patience` is how many saves in a row may fail before the learner hears of it. */
export function tellHealth(health: Health, failures: number, patience: number, frame: Frame, texts: Texts): void {
  frame.notice("failing", health === "failing" && failures >= Math.max(1, patience) ? texts.notSaved : null);
  if (health === "superseded") frame.notice("ended", texts.superseded, texts.again, () => location.reload());
  if (health === "gone") frame.notice("ended", texts.gone);
}

/** Instead of the player, where its page could not take over or load what it consists of. */
export function tellFailure(error: unknown, texts: Texts): void {
  const said = [
    el("h1", {}, texts.notOpened),
    el("p", {}, texts.notOpenedHint),
    el("p", {}, el("code", {}, String(error))),
  ];
  document.body.replaceChildren(
    el(
      "main",
      { class: "panel", role: "alert" },
      ...said,
      button(texts.again, () => location.reload()),
    ),
  );
}
