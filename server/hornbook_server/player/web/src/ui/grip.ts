/** A border that can be moved, by the pointer or by arrow keys (WAI-ARIA APG, window splitter). */

import { el } from "./dom";

const STEP = 20;
const KEYS = { vertical: ["ArrowLeft", "ArrowRight"], horizontal: ["ArrowDown", "ArrowUp"] } as const;

/** What it is the border of; sizes are in pixels. */
export interface Sized {
  readonly label: string;
  readonly orientation: keyof typeof KEYS;
  readonly least: number;
  most(): number;
  size(): number;
  /** The size that the pointer asks for. */
  under(pointer: PointerEvent): number;
  resize(size: number): void;
}

export function gripOf(sized: Sized, attributes: Readonly<Record<string, string>>): HTMLElement {
  const { orientation } = sized;
  const grip = el("div", { role: "separator", "aria-orientation": orientation, tabindex: 0, ...attributes });
  grip.setAttribute("aria-label", sized.label);

  function tell(): void {
    grip.setAttribute("aria-valuemin", String(sized.least));
    grip.setAttribute("aria-valuemax", String(Math.round(sized.most())));
    grip.setAttribute("aria-valuenow", String(Math.round(sized.size())));
  }

  function move(wanted: number): void {
    sized.resize(Math.round(Math.max(sized.least, Math.min(wanted, sized.most()))));
    tell();
  }

  grip.addEventListener("pointerdown", (event) => {
    grip.setPointerCapture(event.pointerId);
    document.body.classList.add("resizing");
  });
  grip.addEventListener("pointermove", (event) => {
    if (grip.hasPointerCapture(event.pointerId)) move(sized.under(event));
  });
  grip.addEventListener("lostpointercapture", () => document.body.classList.remove("resizing"));
  grip.addEventListener("keydown", (event) => {
    const [smaller, larger] = KEYS[orientation];
    if (event.key === smaller) move(sized.size() - STEP);
    if (event.key === larger) move(sized.size() + STEP);
  });
  grip.addEventListener("focus", tell);
  tell();
  return grip;
}
