/**
 * Takes what changes to the server: numbered, in order, within a fraction of a second, again until it is acknowledged.
 *
 * The server applies each number of an opening once, so what is sent twice does no harm. As the page closes, a beacon
 * takes what still fits into it, and names what does not.
 */

import type { Elements, Stored } from "./boot";
import { type Changes, changesBetween, charactersOf, isEmpty } from "./changes";

/** Browsers refuse beacons and kept-alive requests of together more than 64 KiB. */
const BEACON = 60_000;
const KEPT_ALIVE = 16_000;
const DELAY = 150;
const RETRY = 1_000;
const SLOWEST_RETRY = 15_000;

export interface Commit {
  readonly number: number;
  readonly activity: string;
  readonly attempt: number;
  readonly changes: Changes;
}

export interface Farewell {
  readonly opening: number;
  readonly commits: readonly Commit[];
  /** The last number that there is; `left` says what of it is not in `commits`. */
  readonly last: number;
  readonly left: readonly { readonly activity: string; readonly element: string; readonly characters: number }[];
}

/** How the journal reaches the server and the clock. */
export interface Channel {
  send(body: string, keepalive: boolean): Promise<Answer>;
  beacon(body: string): boolean;
  after(milliseconds: number, action: () => void): void;
}

/** `applied` is the last number that the server has; `superseded` when a later opening of the page has taken over. */
export type Answer = { readonly applied: number } | "unreachable" | "superseded" | "gone";

export type Health = "well" | "failing" | "superseded" | "gone";

/** What is to be looked at for changes before anything is sent. */
export type Source = () => Iterable<{ activity: string; attempt: number; elements: Elements }>;

export class Journal {
  private readonly known = new Map<string, Stored>();
  private queue: Commit[] = [];
  private number = 0;
  private sending = false;
  private underWay: Promise<void> = Promise.resolve();
  /** The farewell has been said, and nothing has happened since. */
  private parted = false;
  private scheduled = false;
  private failures = 0;
  private health: Health = "well";
  running = false;
  /** What is open, by its key; empty where nothing is. */
  activity = "";
  onhealth: (health: Health, failures: number) => void = () => {};

  constructor(
    private readonly opening: number,
    stored: Readonly<Record<string, Stored>>,
    private readonly source: Source,
    private readonly channel: Channel,
  ) {
    for (const [activity, one] of Object.entries(stored)) this.known.set(activity, one);
  }

  get pending(): number {
    return this.queue.length;
  }

  /** Something may have changed: look, and send it soon. */
  touch(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    this.channel.after(DELAY, () => {
      this.scheduled = false;
      void this.flush();
    });
  }

  /** Send what has changed now; resolves once the server has answered, or could not be reached. */
  async flush(): Promise<void> {
    this.collect();
    if (this.queue.length) await this.submit();
  }

  /** As flush, and with nothing to send a sign of life. */
  async beat(): Promise<void> {
    this.collect();
    if (!this.parted) await this.submit();
  }

  /**
   * The player is about to lead its page elsewhere: resolves once the server has all and the farewell, or could not be
   * reached. Firefox drops what a page sends as it gives way to one of another origin.
   */
  async part(): Promise<void> {
    await this.underWay;
    await this.flush();
    if (this.queue.length || this.health === "superseded" || this.health === "gone") return;
    const last = this.number;
    const answer = await this.channel.send(this.parting([], []), true);
    this.parted = typeof answer === "object" && this.number === last;
  }

  /** The page closes: what is not acknowledged goes into one beacon, as far as it fits. */
  farewell(): void {
    this.collect();
    if (this.parted) return;
    const commits: Commit[] = [];
    const left: Farewell["left"][number][] = [];
    let room = BEACON;
    for (const commit of this.queue) {
      const size = left.length ? Number.POSITIVE_INFINITY : bytes(JSON.stringify(commit));
      if (size <= room) {
        room -= size;
        commits.push(commit);
      } else {
        for (const [element, change] of Object.entries(commit.changes)) {
          left.push({ activity: commit.activity, element, characters: charactersOf(change) });
        }
      }
    }
    this.channel.beacon(this.parting(commits, left.slice(0, 20)));
  }

  private parting(commits: Farewell["commits"], left: Farewell["left"]): string {
    return JSON.stringify({ opening: this.opening, commits, last: this.number, left, ...this.present() });
  }

  private collect(): void {
    for (const { activity, attempt, elements } of this.source()) {
      const known = this.known.get(activity);
      const before = known?.attempt === attempt ? known.elements : {};
      const whole = wellFormed(elements);
      const changes = changesBetween(before, whole);
      if (isEmpty(changes)) continue;
      this.known.set(activity, { attempt, elements: whole });
      this.number += 1;
      this.parted = false;
      this.queue.push({ number: this.number, activity, attempt, changes });
    }
  }

  private async submit(): Promise<void> {
    if (this.sending || this.health === "superseded" || this.health === "gone") return;
    this.sending = true;
    this.underWay = this.post().then((answer) => {
      this.sending = false;
      this.heed(answer);
    });
    await this.underWay;
  }

  private present(): { running: boolean; activity: string } {
    return { running: this.running, activity: this.activity };
  }

  private post(): Promise<Answer> {
    const body = JSON.stringify({ opening: this.opening, commits: this.queue, ...this.present() });
    return this.channel.send(body, body.length < KEPT_ALIVE);
  }

  private heed(answer: Answer): void {
    if (answer === "unreachable") {
      if (this.queue.length === 0) return;
      this.failures += 1;
      this.say("failing");
      this.channel.after(Math.min(RETRY * 2 ** (this.failures - 1), SLOWEST_RETRY), () => void this.flush());
    } else if (answer === "superseded" || answer === "gone") {
      this.say(answer);
    } else {
      this.failures = 0;
      this.say("well");
      this.queue = this.queue.filter((commit) => commit.number > answer.applied);
      if (this.queue.length) this.touch();
    }
  }

  private say(health: Health): void {
    this.health = health;
    this.onhealth(health, this.failures);
  }
}

/** Unpaired surrogates are no text: no server could store them. */
function wellFormed(elements: Elements): Elements {
  const whole: Record<string, string> = {};
  for (const [element, value] of Object.entries(elements))
    whole[element] = value.isWellFormed() ? value : value.toWellFormed();
  return whole;
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
