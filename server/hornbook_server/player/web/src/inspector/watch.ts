/** Listens to a document of the content: files that did not load, and errors of its scripts. */

import type { Global } from "../content_windows";
import type { Trace } from "../trace";

const FAILED = 400;
/** What content asks of the service is an exchange of its own. */
const OF_SERVICE = /\/play\/[^/]+\/(hacp|xapi\/|fetch\/)/;

export function listenTo(target: Global, trace: Trace): void {
  target.addEventListener("error", (event) => {
    if (event instanceof target.ErrorEvent)
      trace.note("problem", `The content's script failed: ${event.message}`, place(event));
  });
  const saysHow = "responseStatus" in target.PerformanceResourceTiming.prototype; // WebKit does not
  const notLoaded = (event: Event) => {
    const { src = "", href = src } = event.target as Partial<HTMLImageElement & HTMLLinkElement>;
    if (!/^https?:/.test(href)) return;
    if (new URL(href).origin !== target.location.origin)
      trace.note("network", `${href} could not be loaded`, "It is not part of the package.");
    else if (!saysHow) trace.note("network", `${shortened(href)} could not be loaded`, href);
  };
  target.addEventListener("error", notLoaded, true);
  target.addEventListener("unhandledrejection", (event) => {
    trace.note("problem", `The content left a rejection unhandled: ${String((event as PromiseRejectionEvent).reason)}`);
  });
  const told = new Set<string>(); // browsers bring a document's own entry twice
  for (const type of ["navigation", "resource"]) {
    new target.PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (!told.has(entry.name) && failed(entry as PerformanceResourceTiming, trace)) told.add(entry.name);
      }
    }).observe({ type, buffered: true });
  }
}

/** Whether it has; then the trace has it. */
function failed(entry: PerformanceResourceTiming, trace: Trace): boolean {
  const {
    responseStatus: status,
    name,
    initiatorType,
  } = entry as PerformanceResourceTiming & { responseStatus?: number };
  if (!status || status < FAILED || OF_SERVICE.test(name)) return false;
  const what = status === 404 ? "is not in the package" : `was answered with ${status}`;
  trace.note("network", `${shortened(name)} ${what}`, `${status} ${name}\nasked for by ${initiatorType || "the page"}`);
  return true;
}

function place(event: ErrorEvent): string {
  const where = event.filename ? `${event.filename}:${event.lineno}:${event.colno}` : "";
  return [where, (event.error as Error | undefined)?.stack].filter(Boolean).join("\n");
}

/** From the package's root, where it is a file of the package. */
function shortened(url: string): string {
  const [, inside] = url.split("/content/");
  return inside ?? url;
}
