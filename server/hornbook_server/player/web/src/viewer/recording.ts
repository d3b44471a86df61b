/** Audio and video, by the browser's own player. */

import { el } from "../ui/dom";
import type { Desk } from "./desk";
import { joined, lengthOf, read, type Span, written } from "./spans";

/** Rejects where the browser cannot play it. */
export function showRecording(desk: Desk, kind: "audio" | "video"): Promise<void> {
  const media = el(kind, { src: desk.url, controls: true, preload: "metadata", title: desk.title });
  const earlier = read(desk.seen);
  let reported = 0;
  document.body.replaceChildren(el("main", { class: kind }, media));

  function report(): void {
    const seen = joined([...earlier, ...spansOf(media.played)]);
    const part = media.duration ? lengthOf(seen) / media.duration : 0;
    const done = part * 100 >= desk.playedPercent;
    reported = Date.now();
    desk.report({ place: String(media.currentTime), seen: written(seen), progress: done ? 1 : part, done });
  }

  media.addEventListener("timeupdate", () => void (Date.now() - reported > 1_000 && report()));
  for (const event of ["pause", "ended", "seeked"]) media.addEventListener(event, report);
  return new Promise((resolve, reject) => {
    media.addEventListener("error", () => reject(new Error(media.error?.message || "it cannot be played")));
    media.addEventListener("loadedmetadata", () => {
      const place = Number(desk.place);
      if (place > 0 && place < media.duration - 1) media.currentTime = place;
      report();
      resolve();
    });
  });
}

function spansOf(ranges: TimeRanges): Span[] {
  return Array.from({ length: ranges.length }, (_, index) => [ranges.start(index), ranges.end(index)] as const);
}
