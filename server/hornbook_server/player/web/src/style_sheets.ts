/** Style sheets that a launch or its course brings: no page waits for them, and `missing` is told of those that fail. */

import { el } from "./ui/dom";

export function wear(sheets: readonly string[], missing: (url: string) => void): void {
  for (const href of sheets) {
    const link = el("link", { rel: "stylesheet", href });
    link.addEventListener("error", () => missing(link.href));
    if (URL.canParse(href, document.baseURI)) document.head.append(link);
    else missing(href);
  }
}
