/** Questions and messages above the page. */

import type { Texts } from "../texts";
import { button, el } from "./dom";

/** The value of the button pressed; null where the dialog was closed otherwise. */
export function ask<Value>(question: string, answers: readonly (readonly [Value, string])[]): Promise<Value | null> {
  return new Promise((resolve) => {
    const dialog = el("dialog", { "aria-label": question }, el("p", {}, question));
    const end = (value: Value | null) => {
      dialog.close(); // gives the focus back
      dialog.remove();
      resolve(value);
    };
    const buttons = answers.map(([value, label]) => button(label, () => end(value)));
    dialog.append(el("div", { class: "answers" }, ...buttons));
    dialog.addEventListener("cancel", () => end(null));
    document.body.append(dialog);
    dialog.showModal();
  });
}

export async function confirmed(question: string, texts: Texts): Promise<boolean> {
  return (
    (await ask(question, [
      [true, texts.yes],
      [false, texts.no],
    ])) === true
  );
}

export async function tell(message: string, texts: Texts): Promise<void> {
  await ask(message, [[true, texts.ok]]);
}
