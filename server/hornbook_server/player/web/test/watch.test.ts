import assert from "node:assert/strict";
import { test } from "node:test";
import type { Global } from "../src/content_windows";
import { listenTo } from "../src/inspector/watch";
import { Trace } from "../src/trace";

/** A window of content in a browser whose entries of resources have these properties. */
function windowOf(timing: object): EventTarget {
  class PerformanceObserver {
    observe(): void {}
  }
  const location = { origin: "https://here.example" };
  const PerformanceResourceTiming = { prototype: timing };
  return Object.assign(new EventTarget(), { location, ErrorEvent, PerformanceObserver, PerformanceResourceTiming });
}

class ErrorEvent extends Event {}

function told(timing: object, src: string): string[] {
  const trace = new Trace();
  const target = windowOf(timing);
  listenTo(target as Global, trace);
  const event = new Event("error");
  Object.defineProperty(event, "target", { value: { src } });
  target.dispatchEvent(event);
  return trace.entries.map(({ what }) => ("text" in what ? what.text : ""));
}

const SCRIPT = "https://here.example/play/x/content/lib/a.js";

test("a file of the package that fails is told of where the browser does not say how it was answered", () => {
  assert.deepEqual(told({}, SCRIPT), ["lib/a.js could not be loaded"]);
});

test("a file of the package that fails is left to the browser's entry, which says why", () => {
  assert.deepEqual(told({ responseStatus: 0 }, SCRIPT), []);
});

test("a file of another origin that fails is told of", () => {
  const url = "https://elsewhere.example/a.js";
  assert.deepEqual(told({ responseStatus: 0 }, url), [`${url} could not be loaded`]);
});
