/** What the player hands to the viewer, which finds it on a window above its own as content finds its API. */

export interface Report {
  /** Where to go on next time: a page's number, or seconds. */
  readonly place: string;
  /** What has been read or played so far: pages, or spans of seconds. */
  readonly seen: string;
  readonly progress: number;
  readonly done: boolean;
}

export interface Desk {
  readonly url: string;
  readonly title: string;
  readonly culture: string;
  readonly styles: readonly string[];
  readonly place: string;
  readonly seen: string;
  /** Of 100, how much of a recording must have been played for it to be completed. */
  readonly playedPercent: number;
  /** How many seconds a page must have been in view to count as read. */
  readonly secondsOfPage: number;
  report(report: Report): void;
  problem(text: string): void;
  missing(url: string): void;
}

export function findDesk(): Desk | undefined {
  for (const place of [window.parent, window.opener as Window | null]) {
    const desk = (place as { hornbookDesk?: Desk } | null)?.hornbookDesk;
    if (desk) return desk;
  }
  return undefined;
}
