/** Names and values that can be filtered, with what has just changed marked. */

import { el } from "../ui/dom";

export class Table {
  readonly element = el("section", { class: "values" });
  private readonly body = el("tbody");
  private readonly search = el("input", { type: "search", placeholder: "Filter", "aria-label": "Filter" });
  private readonly rows = new Map<string, { row: HTMLTableRowElement; cell: HTMLTableCellElement; value: string }>();

  constructor(names: string, values: string) {
    const head = el("thead", {}, el("tr", {}, el("th", { scope: "col" }, names), el("th", { scope: "col" }, values)));
    this.element.append(
      el("div", { class: "tools" }, this.search),
      el("div", { class: "scroll", tabindex: 0 }, el("table", {}, head, this.body)),
    );
    this.search.addEventListener("input", () => this.filter());
  }

  show(values: Readonly<Record<string, string>>): void {
    for (const [name, { row }] of this.rows) {
      if (name in values) continue;
      row.remove();
      this.rows.delete(name);
    }
    for (const [name, value] of Object.entries(values)) this.set(name, value);
    this.filter();
  }

  private set(name: string, value: string): void {
    const known = this.rows.get(name);
    if (known?.value === value) return;
    if (known) {
      known.value = value;
      known.cell.textContent = value;
      known.row.classList.remove("changed");
      void known.row.offsetWidth; // begins the animation anew
      known.row.classList.add("changed");
      return;
    }
    const cell = el("td", { dir: "auto" }, value);
    const row = el("tr", {}, el("th", { scope: "row" }, name), cell);
    this.rows.set(name, { row, cell, value });
    this.body.append(row);
  }

  private filter(): void {
    const wanted = this.search.value.toLocaleLowerCase();
    for (const [name, { row, value }] of this.rows)
      row.hidden = !`${name} ${value}`.toLocaleLowerCase().includes(wanted);
  }
}
