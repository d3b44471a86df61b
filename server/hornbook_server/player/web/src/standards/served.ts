/**
 * AICC, xAPI and cmi5: content speaks to the service, at addresses that the launch gives it. This module opens its
 * sessions there, and looks what has become of them.
 */

import type { Elements, Stored } from "../boot";
import type { Activity } from "../course";
import { statusOfTree } from "../rollup";
import { statusOfResults } from "./results";
import { completionOfFailed, statusOf } from "./scorm12";
import { type Context, type Exit, type Session, type Standard, type Status, UNTOUCHED } from "./standard";

const LOOK = 500;
/** What content says as it goes may still be on its way. */
const GRACE = 400;

interface Exchange {
  readonly number: number;
  readonly at: number;
  readonly method: string;
  readonly resource: string;
  readonly sent: string;
  readonly status: number;
  readonly answered: string;
  readonly took: number;
}

interface Seen {
  readonly begun: boolean;
  readonly ended: boolean;
  readonly returned: boolean;
  readonly exchanges: readonly Exchange[];
  /** Of all activities, where anything has happened. */
  readonly states: Readonly<Record<string, Stored>>;
}

export class Served implements Standard {
  readonly rollsUp: boolean;
  /** Of lessons that this page has brought itself: nobody knows them better. */
  protected readonly own = new Map<string, Stored>();
  private states: Readonly<Record<string, Stored>>;
  private leaving: Promise<void> = Promise.resolve();
  private last = 0;

  constructor(
    protected readonly context: Context,
    stored: Readonly<Record<string, Stored>>,
    private readonly standard: "AICC" | "XAPI" | "CMI5",
  ) {
    this.states = stored;
    this.rollsUp = standard === "CMI5";
  }

  async open(activity: Activity): Promise<Session> {
    await this.leaving;
    const page = new URL(".", location.href).href;
    const response = await fetch("sessions", {
      method: "POST",
      body: JSON.stringify({ activity: activity.key, page }),
    });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    const { session, url } = (await response.json()) as { session: string; url: string };
    return this.session(activity, session, url);
  }

  protected session(activity: Activity, id: string, url: string): Session {
    return new ServedSession(this, this.context, activity, id, url);
  }

  status(activity: Activity): Status {
    const elements = this.elements(activity.key);
    if (activity.children.length) return this.ofBlock(activity, elements);
    if (this.standard !== "AICC") return statusOfResults(elements);
    const { settings } = this.context;
    return elements
      ? statusOf(elements, completionOfFailed(settings.text("PlayerCompletionStatOfFailedSuccessStat")))
      : UNTOUCHED;
  }

  elements(key: string): Elements | undefined {
    return this.state(key)?.elements;
  }

  attempt(key: string): number {
    return this.state(key)?.attempt ?? 1;
  }

  /** AICC's content says that it ends; that of cmi5 leads the learner back (10.2.6). */
  isOver(seen: Seen): boolean {
    return this.standard === "AICC" ? seen.ended : seen.returned;
  }

  /** Resolves to what has happened since the last look; undefined where the service cannot be asked. */
  async look(session: string): Promise<Seen | undefined> {
    try {
      const response = await fetch(`sessions/${session}?after=${this.last}`);
      if (!response.ok) return undefined;
      const seen = (await response.json()) as Seen;
      for (const exchange of seen.exchanges) this.trace(exchange);
      this.last = seen.exchanges.at(-1)?.number ?? this.last;
      if (Object.keys(seen.states).length) this.states = seen.states;
      return seen;
    } catch {
      return undefined;
    }
  }

  leave(session: string, ended: () => boolean): void {
    this.leaving = (async () => {
      await this.look(session);
      if (!ended()) await new Promise((resolve) => setTimeout(resolve, GRACE));
      await fetch(`sessions/${session}/end`, { method: "POST", keepalive: true }).catch(() => undefined);
      await this.look(session);
      this.context.ears.changed();
    })();
  }

  private state(key: string): Stored | undefined {
    return this.own.get(key) ?? this.states[key];
  }

  /** A block's criterion is met when all its units' are (cmi5 9.3.9). */
  private ofBlock(activity: Activity, elements: Elements | undefined): Status {
    const together = statusOfTree(activity, (one) => this.status(one));
    if (!this.rollsUp) return together;
    if (elements?.satisfied === "true") return { ...together, completion: "completed" };
    return together.completion === "completed" ? { ...together, completion: "incomplete" } : together;
  }

  private trace(exchange: Exchange): void {
    const { method, sent, status, answered, took } = exchange;
    const api = { AICC: "HACP", XAPI: "xAPI", CMI5: "cmi5" }[this.standard];
    const [path = "", query = ""] = exchange.resource.split("?");
    const parameters = [...new URLSearchParams(query)].map(([name, value]) => `${name}=${value}`);
    const failure = failureOf(exchange);
    this.context.trace.add({
      kind: "call",
      api,
      method: `${method} ${path}`,
      args: [...parameters, ...said(sent)],
      returned: `${status} ${answered}`,
      error: failure,
      diagnostic: failure === "0" ? "" : answered,
      took,
    });
  }
}

/** The body of a request; a form as its fields. */
function said(body: string): string[] {
  if (!/^[\w.-]+=/.test(body)) return body ? [body] : [];
  return [...new URLSearchParams(body)].map(([name, value]) => `${name}=${value}`);
}

/** HACP's error, or the status; that a document is not there yet is no failure. */
function failureOf({ resource, method, status, answered }: Exchange): string {
  const error = /^error=([123])/.exec(answered)?.[1];
  if (error && resource.startsWith("hacp")) return error;
  return status >= 400 && !(status === 404 && method === "GET") ? String(status) : "0";
}

export class ServedSession implements Session {
  private readonly timer: ReturnType<typeof setInterval>;
  private looking = false;
  private seen: Seen | undefined;
  private over = false;

  constructor(
    protected readonly standard: Served,
    private readonly context: Context,
    protected readonly activity: Activity,
    private readonly id: string,
    readonly url: string,
  ) {
    this.timer = setInterval(() => void this.look(), LOOK);
  }

  get globals(): Readonly<Record<string, object>> {
    return {};
  }

  get keeps(): Session["keeps"] {
    return "service";
  }

  get exit(): Exit {
    return "normal";
  }

  get attempt(): number {
    return this.standard.attempt(this.activity.key);
  }

  /** What content says reaches the service by itself: no closing page can lose it. */
  get running(): boolean {
    return false;
  }

  elements(): Elements {
    return this.standard.elements(this.activity.key) ?? {};
  }

  status(): Status {
    return this.standard.status(this.activity);
  }

  end(): void {
    this.over = true;
    clearInterval(this.timer);
    this.standard.leave(this.id, () => this.seen?.ended ?? false);
  }

  private async look(): Promise<void> {
    if (this.looking || this.over) return;
    this.looking = true;
    const seen = await this.standard.look(this.id);
    this.looking = false;
    if (!seen || this.over) return;
    const was = this.seen;
    this.seen = seen;
    if (seen.exchanges.length || !was) this.context.ears.changed();
    if (this.standard.isOver(seen) && !(was && this.standard.isOver(was))) this.context.ears.ended(undefined);
  }
}
