/** The place of the course structure: beside the content, as wide as wanted; above it on a narrow screen. */

import type { Settings } from "../settings";
import type { Texts } from "../texts";
import { button, el } from "./dom";
import { gripOf } from "./grip";
import type { CourseTree } from "./tree";

const USUAL = 260;
const LEAST = 140;
const NARROW = "(max-width: 640px)";

export interface Sidebar {
  readonly element: HTMLElement;
  readonly opener: HTMLButtonElement;
}

export function sidebar(tree: CourseTree, settings: Settings, texts: Texts): Sidebar {
  const element = el("aside", { class: "structure", id: "structure", "aria-label": texts.courseStructure });
  const opener = button("☰", () => show(element.hidden), { class: "opener", "aria-controls": "structure" });
  let width = Math.max(LEAST, settings.number("PlayerCourseStructureWidth") || USUAL);

  function resize(to: number): void {
    width = to;
    element.style.setProperty("--width", `${width}px`);
  }

  function show(shown: boolean): void {
    element.hidden = !shown;
    opener.setAttribute("aria-expanded", String(shown));
    opener.title = shown ? texts.hideStructure : texts.showStructure;
    opener.setAttribute("aria-label", opener.title);
    if (shown) tree.scroll();
  }

  const most = () => Math.max(LEAST, window.innerWidth * 0.7);
  resize(Math.round(Math.min(width, most())));
  const grip = gripOf(
    {
      label: texts.courseStructure,
      orientation: "vertical",
      least: LEAST,
      most,
      size: () => width,
      under: (pointer) => pointer.clientX - element.getBoundingClientRect().left,
      resize,
    },
    { class: "grip" },
  );
  element.append(el("div", { class: "scroll" }, tree.element), grip);
  tree.element.addEventListener("click", () => {
    if (window.matchMedia(NARROW).matches) show(false);
  });
  show(settings.on("PlayerCourseStructureStartsOpen") && !window.matchMedia(NARROW).matches);
  return { element, opener };
}
