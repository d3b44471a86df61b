/** The list of what happened: filtered, searched, each entry opening to its explanation. */

import type { Entry, Trace } from "../trace";
import { button, el } from "../ui/dom";
import { explain, sectionOf } from "./explain";
import { callOf, KINDS, type Kind, levelOf, lineOf, matches, returnOf, timeOf } from "./lines";

/** More rows than this make browsers slow; the export has them all. */
const MOST_ROWS = 2_000;

export class Log {
  readonly element = el("section", { class: "log" });
  private readonly rows = el("ol", { class: "rows", "aria-label": "API calls and events" });
  private readonly search = el("input", {
    type: "search",
    placeholder: "Filter: text or error",
    "aria-label": "Filter",
  });
  private readonly errors = el("input", { type: "checkbox" });
  private readonly count = el("span", { class: "count" });
  private readonly said = el("span", { role: "status" });
  private readonly kinds = new Set<Kind>(KINDS);

  constructor(
    private readonly trace: Trace,
    private readonly titleOf: (activity: string) => string,
  ) {
    const chips = KINDS.map((kind) => this.chip(kind));
    const errors = el("label", { class: "chip" }, this.errors, "errors only");
    const acts = [button("Copy", () => void this.copy()), button("Clear", () => this.clear())];
    this.element.append(
      el("div", { class: "tools" }, this.search, ...chips, errors, this.count, this.said, ...acts),
      this.rows,
    );
    this.search.addEventListener("input", () => this.draw());
    this.errors.addEventListener("change", () => this.draw());
    trace.listen((entry) => {
      if (this.element.isConnected) this.append(entry);
    });
  }

  draw(): void {
    const shown = this.shown();
    this.rows.replaceChildren(...shown.slice(-MOST_ROWS).map((entry) => this.row(entry)));
    this.rows.scrollTop = this.rows.scrollHeight;
    this.say(shown.length);
  }

  private shown(): Entry[] {
    const wanted = { text: this.search.value, kinds: this.kinds, errors: this.errors.checked };
    return this.trace.entries.filter((entry) => matches(entry, wanted));
  }

  private append(entry: Entry): void {
    const wanted = { text: this.search.value, kinds: this.kinds, errors: this.errors.checked };
    if (matches(entry, wanted)) this.follow(this.row(entry));
    this.say(this.rows.childElementCount);
  }

  /** A list that is scrolled to its end stays there. */
  private follow(row: HTMLElement): void {
    const atEnd = this.rows.scrollTop + this.rows.clientHeight > this.rows.scrollHeight - 40;
    this.rows.append(row);
    if (this.rows.childElementCount > MOST_ROWS) this.rows.firstElementChild?.remove();
    if (atEnd) this.rows.scrollTop = this.rows.scrollHeight;
  }

  private say(shown: number): void {
    const errors = this.trace.entries.filter((entry) => levelOf(entry) === "error").length;
    this.said.textContent = "";
    this.count.textContent = `${shown} of ${this.trace.entries.length}, ${errors} ${errors === 1 ? "error" : "errors"}`;
  }

  private row(entry: Entry): HTMLElement {
    const { what } = entry;
    const level = levelOf(entry);
    const summary = el("summary", {}, el("time", {}, timeOf(entry)), el("code", { class: "what" }, callOf(entry)));
    if (what.kind === "call") {
      const code = what.error === "0" ? "" : `${what.error} ${explain(what.api, what.error)?.name ?? what.diagnostic}`;
      summary.append(el("code", { class: "returned" }, `→ ${returnOf(entry)}`), el("span", { class: "error" }, code));
      summary.append(el("span", { class: "took" }, `${what.took < 0.05 ? "<0.1" : what.took.toFixed(1)} ms`));
    } else {
      summary.append(el("span", { class: "kind" }, what.kind));
    }
    const details = el("details", {}, summary);
    details.addEventListener("toggle", () => details.open && details.append(this.explanation(entry)), { once: true });
    return el("li", { "data-level": level, "data-kind": what.kind }, details);
  }

  private explanation(entry: Entry): HTMLElement {
    const { what } = entry;
    const list = el("dl", { class: "explanation" });
    const say = (term: string, text: string) => text && list.append(el("dt", {}, term), el("dd", {}, text));
    say("Activity", this.titleOf(entry.activity));
    if (what.kind === "call") {
      const error = explain(what.api, what.error);
      say("Call", callOf(entry, false));
      say("Returned", returnOf(entry, false));
      say("Error", what.error === "0" ? "" : `${what.error} ${error?.name ?? ""}`);
      say("In words", error?.words ?? "");
      say("Diagnostic", what.diagnostic === error?.name ? "" : what.diagnostic);
      say("Standard", [error?.section, sectionOf(what.api, what.args[0] ?? "")].filter(Boolean).join("; "));
    } else {
      say("What", what.text);
      say("Detail", what.detail ?? "");
    }
    return list;
  }

  private chip(kind: Kind): HTMLElement {
    const box = el("input", { type: "checkbox", checked: true });
    box.addEventListener("change", () => {
      if (box.checked) this.kinds.add(kind);
      else this.kinds.delete(kind);
      this.draw();
    });
    return el(
      "label",
      { class: "chip" },
      box,
      `${kind}s`.replace("launchs", "launches").replace("networks", "network").replace("navigations", "navigation"),
    );
  }

  private async copy(): Promise<void> {
    await navigator.clipboard.writeText(this.shown().map(lineOf).join("\n"));
    this.said.textContent = "copied";
  }

  private clear(): void {
    this.trace.clear();
    this.draw();
  }
}
