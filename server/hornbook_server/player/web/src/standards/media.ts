/** Media files that are courses of their own: shown by the viewer, which tells this module how far the learner is. */

import type { Elements, Stored } from "../boot";
import type { Activity } from "../course";
import type { Desk, Report } from "../viewer/desk";
import { statusOfResults } from "./results";
import type { Context, Exit, Session, Standard, Status } from "./standard";

export class Media implements Standard {
  readonly rollsUp = false;

  constructor(private readonly context: Context) {}

  open(activity: Activity, stored: Stored | undefined): Session {
    return new MediaSession(this.context, activity, stored?.elements ?? {});
  }

  status(_activity: Activity, stored: Stored | undefined): Status {
    return statusOfResults(stored?.elements);
  }
}

class MediaSession implements Session {
  readonly keeps = "page";
  readonly url = "viewer";
  readonly attempt = 1;
  readonly exit: Exit = "suspend";
  readonly globals: Readonly<Record<string, object>>;
  private kept: Elements;
  private readonly earlier: number;
  private readonly started = Date.now();

  constructor(context: Context, activity: Activity, stored: Elements) {
    this.kept = stored;
    this.earlier = Number(stored.seconds ?? 0);
    const desk: Desk = {
      url: new URL(activity.url ?? "", location.href).href,
      title: activity.title,
      culture: context.boot.culture,
      styles: context.boot.media_styles,
      place: stored.place ?? "",
      seen: stored.seen ?? "",
      playedPercent: context.settings.number("MediaContentCompletionThreshold"),
      secondsOfPage: context.settings.number("PDFContentPageDurationThreshold"),
      report: (report) => {
        this.take(report);
        context.ears.changed();
      },
      problem: (text) => context.trace.note("problem", "The file cannot be shown", text),
      missing: (url) => context.trace.note("network", `${url} could not be loaded`, "It is a style sheet."),
    };
    this.globals = { hornbookDesk: desk };
  }

  /** There is nothing that its page could be too late to say. */
  get running(): boolean {
    return false;
  }

  elements(): Elements {
    return this.kept;
  }

  status(): Status {
    return statusOfResults(this.kept);
  }

  end(): void {}

  private take(report: Report): void {
    const done = this.kept.completion === "completed" || report.done;
    this.kept = {
      completion: done ? "completed" : "incomplete",
      progress: String(Math.round(Math.min(1, report.progress) * 1_000) / 1_000),
      place: report.place,
      seen: report.seen,
      seconds: String(Math.round(this.earlier + (Date.now() - this.started) / 1_000)),
    };
  }
}
