/** The page around the content: title bar, course structure, navigation bar, messages. */

import type { Course } from "../course";
import type { Settings } from "../settings";
import type { Texts } from "../texts";
import { button, el } from "./dom";
import { sidebar } from "./sidebar";
import { CourseTree, type Display } from "./tree";

export interface Wishes {
  choose(key: string): void;
  previous(): void;
  next(): void;
  exit(): void;
  close(): void;
  help(): void;
  inspect(): void;
}

export interface Enabled {
  readonly previous: boolean;
  readonly next: boolean;
  readonly hidden: ReadonlySet<string>;
  readonly open: boolean;
}

export class Frame {
  readonly stage = el("div", { class: "stage" });
  readonly drawer: HTMLElement;
  readonly tree: CourseTree;
  private readonly notices = el("div", { class: "notices", role: "status" });
  private readonly lesson = el("span", { class: "lesson", dir: "auto" });
  private readonly bar = el("progress", { max: 1, value: 0 });
  private readonly buttons: Readonly<Record<string, HTMLButtonElement>>;

  constructor(
    course: Course,
    private readonly title: string,
    settings: Settings,
    texts: Texts,
    wishes: Wishes,
  ) {
    const display = settings.text("PlayerStatusDisplayPreference") as Display;
    this.drawer = el("section", { class: "drawer", hidden: true, "aria-label": texts.inspector });
    this.tree = new CourseTree(course, texts, display, wishes.choose);
    this.buttons = {
      previous: button(texts.previous, wishes.previous, { class: "previous" }),
      next: button(texts.next, wishes.next, { class: "next" }),
      close: button(texts.closeLesson, wishes.close, { class: "close" }),
      help: button(texts.help, wishes.help, { class: "help" }),
      exit: button(texts.exit, wishes.exit, { class: "exit" }),
      inspect: button(texts.inspector, wishes.inspect, { class: "inspect", "aria-expanded": "false" }),
    };
    const structure = settings.on("PlayerShowCourseStructure");
    const side = sidebar(this.tree, settings, texts);
    this.bar.setAttribute("aria-label", texts.progress);
    const shows = (id: string) => settings.on(id);
    const heading = el("div", { class: "heading" }, el("h1", { dir: "auto" }, title), this.lesson);
    const header = el("header", { hidden: !shows("PlayerShowTitleBar") }, ...(structure ? [side.opener] : []), heading);
    const navigation = el("nav", { "aria-label": title, class: "bar", hidden: !shows("PlayerShowNavBar") });
    navigation.append(
      ...(structure && !shows("PlayerShowTitleBar") ? [side.opener] : []),
      this.button("previous"),
      this.button("next"),
      ...(shows("PlayerShowProgressBar") ? [this.bar] : [el("span", { class: "space" })]),
      ...(shows("PlayerShowCloseItem") ? [this.button("close")] : []),
      ...(shows("PlayerShowHelp") ? [this.button("help")] : []),
      this.button("inspect"),
      ...(shows("PlayerShowFinishButton") ? [this.button("exit")] : []),
    );
    const main = el("main", {}, this.stage);
    const middle = el("div", { class: "middle" }, ...(structure ? [side.element] : []), main);
    const floating = !shows("PlayerShowNavBar");
    this.button("inspect").classList.toggle("floating", floating);
    document.body.append(header, this.notices, middle, navigation, this.drawer);
    if (floating) document.body.append(this.button("inspect"));
  }

  show(lesson: string, progress: number, enabled: Enabled): void {
    this.lesson.textContent = lesson === this.title ? "" : lesson;
    this.bar.value = progress;
    this.set("previous", enabled.previous, enabled.hidden.has("previous"));
    this.set("next", enabled.next, enabled.hidden.has("continue"));
    this.set("close", enabled.open, false);
    this.set("exit", true, enabled.hidden.has("exitAll") && enabled.hidden.has("suspendAll"));
  }

  panel(...children: readonly (Node | string)[]): void {
    this.stage.replaceChildren(el("div", { class: "panel" }, ...children));
  }

  /** `label` is on a button that does `act`; the notice goes with it. */
  notice(id: string, text: string | null, label?: string, act?: () => void): void {
    document.getElementById(`notice-${id}`)?.remove();
    if (text === null) return;
    const notice = el("p", { id: `notice-${id}`, class: "notice" }, text);
    const done = () => {
      notice.remove();
      act?.();
    };
    if (label) notice.append(button(label, done));
    this.notices.append(notice);
  }

  toggleDrawer(): boolean {
    this.drawer.hidden = !this.drawer.hidden;
    this.button("inspect").setAttribute("aria-expanded", String(!this.drawer.hidden));
    return !this.drawer.hidden;
  }

  private button(name: string): HTMLButtonElement {
    const found = this.buttons[name];
    if (!found) throw new Error(`no button ${name}`);
    return found;
  }

  private set(name: string, enabled: boolean, hidden: boolean): void {
    this.button(name).disabled = !enabled;
    this.button(name).hidden = hidden;
  }
}
