/** The course structure as an ARIA tree (WAI-ARIA APG, tree view): arrows move, Enter and Space open. */

import type { Activity, Course } from "../course";
import type { Choice } from "../navigation/navigator";
import type { Status } from "../standards/standard";
import type { Texts } from "../texts";
import { el } from "./dom";

const MARKS = ["notAttempted", "incomplete", "completed", "passed", "failed", "unknown"] as const;
export type Mark = (typeof MARKS)[number];

export interface Shown {
  status(activity: Activity): Status;
  choice(activity: Activity): Choice;
}

/** What PlayerStatusDisplayPreference lets the learner see of a status. */
export type Display = "SUCCESS_ONLY" | "COMPLETION_ONLY" | "SEPARATE" | "COMBINED" | "NONE";

export class CourseTree {
  readonly element: HTMLElement;
  private readonly items = new Map<string, HTMLElement>();
  private readonly rows = new Map<string, HTMLElement>();
  private current = "";

  constructor(
    course: Course,
    private readonly texts: Texts,
    private readonly display: Display,
    private readonly onchoose: (key: string) => void,
  ) {
    this.element = el("ul", { role: "tree", class: "tree", "aria-label": texts.courseStructure });
    for (const child of course.root.children.length ? course.root.children : [course.root])
      this.add(child, this.element);
    this.element.addEventListener("keydown", (event) => this.press(event));
  }

  show(shown: Shown, course: Course, current: string): void {
    const moved = this.current !== current;
    this.current = current;
    for (const activity of course.activities) {
      const item = this.items.get(activity.key);
      if (item) this.refresh(item, activity, shown);
    }
    this.focusable(this.items.get(current) ?? this.visible()[0]);
    if (moved) this.scroll();
  }

  /** Brings what is open into view. */
  scroll(): void {
    this.rows.get(this.current)?.scrollIntoView({ block: "nearest" });
  }

  private add(activity: Activity, list: HTMLElement): void {
    if (activity.visible === false) {
      for (const child of activity.children) this.add(child, list);
      return;
    }
    const row = el("div", { class: "row" }, el("span", { class: "mark", "aria-hidden": "true" }));
    const title = el("span", { class: "title", dir: "auto" }, activity.title);
    const status = el("span", { class: "status" });
    row.append(title, status);
    row.style.paddingInlineStart = `${0.5 + Math.max(0, activity.level - 1)}rem`;
    const item = el("li", { role: "treeitem", tabindex: -1, "data-key": activity.key }, row);
    row.addEventListener("click", () => this.click(activity, item));
    if (activity.children.length) {
      const group = el("ul", { role: "group" });
      for (const child of activity.children) this.add(child, group);
      item.setAttribute("aria-expanded", "true");
      item.append(group);
    }
    this.items.set(activity.key, item);
    this.rows.set(activity.key, row);
    list.append(item);
  }

  private refresh(item: HTMLElement, activity: Activity, shown: Shown): void {
    const mark = markOf(shown.status(activity), this.display);
    const choice = shown.choice(activity);
    const row = this.rows.get(activity.key);
    item.hidden = choice === "hidden";
    item.setAttribute("aria-disabled", String(choice !== "enabled"));
    item.toggleAttribute("data-launches", Boolean(activity.url));
    if (activity.key === this.current) item.setAttribute("aria-current", "true");
    else item.removeAttribute("aria-current");
    row?.querySelector(".mark")?.setAttribute("data-mark", this.display === "NONE" ? "none" : mark);
    const words = row?.querySelector(".status");
    if (words) words.textContent = this.display === "NONE" ? "" : this.words(shown.status(activity), mark);
  }

  private words(status: Status, mark: Mark): string {
    const both = this.display === "SEPARATE" && status.success !== "unknown" && status.completion !== "unknown";
    return both ? `${this.texts[markOf(status, "COMPLETION_ONLY")]}, ${this.texts[mark]}` : this.texts[mark];
  }

  private click(activity: Activity, item: HTMLElement): void {
    this.focusable(item);
    item.focus();
    if (item.getAttribute("aria-disabled") !== "true") this.onchoose(activity.key);
    else if (item.hasAttribute("aria-expanded")) toggle(item);
  }

  private press(event: KeyboardEvent): void {
    const items = this.visible();
    const item = (event.target as HTMLElement).closest<HTMLElement>("[role=treeitem]");
    if (!item) return;
    const at = items.indexOf(item);
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => this.move(items[at + 1]),
      ArrowUp: () => this.move(items[at - 1]),
      Home: () => this.move(items[0]),
      End: () => this.move(items.at(-1)),
      ArrowRight: () => (isClosed(item) ? toggle(item) : this.move(item.querySelector<HTMLElement>("[role=treeitem]"))),
      ArrowLeft: () => (isOpen(item) ? toggle(item) : this.move(item.parentElement?.closest("[role=treeitem]"))),
      Enter: () => this.rows.get(item.dataset.key ?? "")?.click(),
      " ": () => this.rows.get(item.dataset.key ?? "")?.click(),
    };
    const move = moves[event.key] ?? this.startingWith(items, at, event);
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  }

  /** A letter goes to the next item whose title begins with it. */
  private startingWith(items: readonly HTMLElement[], at: number, event: KeyboardEvent): (() => void) | undefined {
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return undefined;
    const wanted = event.key.toLocaleLowerCase();
    const rest = [...items.slice(at + 1), ...items.slice(0, at + 1)];
    const found = rest.find((item) =>
      item.querySelector(".title")?.textContent?.toLocaleLowerCase().startsWith(wanted),
    );
    return found && (() => this.move(found));
  }

  private move(item: Element | null | undefined): void {
    if (!(item instanceof HTMLElement)) return;
    this.focusable(item);
    item.focus();
  }

  private focusable(item: HTMLElement | undefined): void {
    for (const one of this.items.values()) one.tabIndex = one === item ? 0 : -1;
  }

  private visible(): HTMLElement[] {
    return [...this.items.values()].filter(
      (item) => !item.hidden && !item.parentElement?.closest("[aria-expanded=false]"),
    );
  }
}

export function markOf(status: Status, display: Display): Mark {
  const showsSuccess = display !== "COMPLETION_ONLY";
  if (showsSuccess && status.success !== "unknown") return status.success;
  if (display === "SUCCESS_ONLY") return "unknown";
  return status.completion === "not attempted" ? "notAttempted" : status.completion;
}

function isOpen(item: HTMLElement): boolean {
  return item.getAttribute("aria-expanded") === "true";
}

function isClosed(item: HTMLElement): boolean {
  return item.getAttribute("aria-expanded") === "false";
}

function toggle(item: HTMLElement): void {
  item.setAttribute("aria-expanded", String(isClosed(item)));
}
