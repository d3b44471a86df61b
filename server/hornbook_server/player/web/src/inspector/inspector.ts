/** The drawer below the player: what content and player do, as it happens. */

import type { Boot, Elements, Loss } from "../boot";
import type { Trace } from "../trace";
import { button, el } from "../ui/dom";
import { gripOf } from "../ui/grip";
import { Log } from "./log";
import { Table } from "./tables";

export interface Subject {
  readonly boot: Boot;
  readonly losses: readonly Loss[];
  readonly trace: Trace;
  /** The data model of what is open. */
  elements(): Elements;
  /** Status words by activity title. */
  statuses(): Readonly<Record<string, string>>;
  titleOf(activity: string): string;
  /** What of the journal is on its way. */
  pending(): number;
}

const REFRESH = 300;
const LEAST = 120;

export class Inspector {
  private readonly panels: Readonly<Record<string, HTMLElement>>;
  private readonly tabs: Readonly<Record<string, HTMLButtonElement>>;
  private readonly log: Log;
  private readonly model = new Table("Element", "Value");
  private readonly activities = new Table("Activity", "Status");
  private readonly settings = new Table("Setting", "Value in force");
  private chosen = "Calls";

  constructor(
    private readonly drawer: HTMLElement,
    private readonly subject: Subject,
  ) {
    this.log = new Log(subject.trace, subject.titleOf);
    this.panels = {
      Calls: this.log.element,
      "Data model": this.model.element,
      Activities: this.activities.element,
      Launch: this.launch(),
      Warnings: this.warnings(),
      Settings: this.settings.element,
    };
    this.tabs = Object.fromEntries(
      Object.keys(this.panels).map((name) => [name, button(name, () => this.choose(name), { role: "tab" })]),
    );
    const tools = el("div", { class: "tabs", role: "tablist", "aria-label": "Inspector" }, ...Object.values(this.tabs));
    tools.addEventListener("keydown", (event) => this.walk(event));
    const bar = el(
      "div",
      { class: "inspectorbar" },
      tools,
      button("Export as JSON", () => this.save()),
    );
    drawer.replaceChildren(this.grip(), bar, ...Object.values(this.panels));
    for (const [name, panel] of Object.entries(this.panels)) {
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-label", name);
    }
    this.settings.show(subject.boot.settings);
    this.choose("Calls");
    setInterval(() => drawer.hidden || this.refresh(), REFRESH);
  }

  refresh(): void {
    if (this.chosen === "Data model") this.model.show(this.subject.elements());
    if (this.chosen === "Activities") this.activities.show(this.subject.statuses());
  }

  choose(name: string): void {
    this.chosen = name;
    for (const [one, panel] of Object.entries(this.panels)) panel.hidden = one !== name;
    for (const [one, tab] of Object.entries(this.tabs)) {
      tab.setAttribute("aria-selected", String(one === name));
      tab.tabIndex = one === name ? 0 : -1;
    }
    if (name === "Calls") this.log.draw();
    this.refresh();
  }

  private walk(event: KeyboardEvent): void {
    const names = Object.keys(this.tabs);
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = by && names.at((names.indexOf(this.chosen) + by) % names.length);
    if (!next) return;
    this.choose(next);
    this.tabs[next]?.focus();
  }

  private launch(): HTMLElement {
    const { boot, losses } = this.subject;
    const list = el("dl", { class: "explanation" });
    const say = (term: string, text: string) => list.append(el("dt", {}, term), el("dd", {}, text || "–"));
    say("Course", boot.course.title);
    say("Course id, version", `${boot.course.id}, ${boot.course.version}`);
    say("Learning standard", boot.course.standard);
    say("Launch", location.href);
    say("Learner", `${boot.learner.id}, ${boot.learner.name}`);
    say("Begins at", boot.start);
    say("Culture", boot.culture);
    say("Style sheet", boot.styles.join(" "));
    say("Afterwards", boot.redirect);
    for (const [name, value] of boot.additional) say(`Parameter ${name}`, value);
    for (const loss of losses)
      say("Lost last time", loss.kind === "ended" ? "up to a second" : `${loss.element} of ${loss.activity}`);
    return el("section", {}, el("div", { class: "scroll", tabindex: 0 }, list));
  }

  private warnings(): HTMLElement {
    const { warnings } = this.subject.boot;
    if (!warnings.length) return el("section", {}, el("p", { class: "empty" }, "The import had no warnings."));
    const items = warnings.map((one) => {
      const place = [one.file, one.line].filter(Boolean).join(":");
      return el(
        "li",
        {},
        el("strong", {}, one.code),
        ` ${one.message} `,
        el("em", {}, one.fix),
        place && el("code", {}, place),
      );
    });
    return el("section", {}, el("ul", { class: "scroll warnings", tabindex: 0 }, ...items));
  }

  private grip(): HTMLElement {
    const { drawer } = this;
    return gripOf(
      {
        label: "Inspector",
        orientation: "horizontal",
        least: LEAST,
        most: () => innerHeight * 0.85,
        size: () => drawer.offsetHeight,
        under: (pointer) => innerHeight - pointer.clientY,
        resize: (height) => drawer.style.setProperty("--height", `${height}px`),
      },
      { class: "drawergrip" },
    );
  }

  private save(): void {
    const blob = new Blob([JSON.stringify(exported(this.subject), null, 2)], { type: "application/json" });
    const link = el("a", { href: URL.createObjectURL(blob), download: `${this.subject.boot.course.id}-preview.json` });
    link.click();
    URL.revokeObjectURL(link.href);
  }
}

/** All that the inspector knows, for a file. */
export function exported(subject: Subject): unknown {
  const { boot, losses, trace } = subject;
  const { root: _, ...course } = boot.course;
  return {
    course,
    launch: location.href,
    exported: new Date().toISOString(),
    browser: navigator.userAgent,
    settings: boot.settings,
    warnings: boot.warnings,
    losses,
    elements: subject.elements(),
    activities: subject.statuses(),
    unsaved: subject.pending(),
    entries: trace.entries.map(({ what, ...entry }) => ({ ...entry, at: new Date(entry.at).toISOString(), ...what })),
  };
}
