/** The journal's way to the server, at addresses below the page's own. */

import type { Opening } from "./boot";
import type { Answer, Channel } from "./journal";
import type { Trace } from "./trace";

const ACCEPTED = 202;
const CONFLICT = 409;
const GONE = [404, 410];

export function channelTo(trace: Trace): Channel {
  const url = "commits";
  return {
    async send(body, keepalive): Promise<Answer> {
      const started = performance.now();
      try {
        const response = await fetch(url, {
          method: "POST",
          body,
          keepalive,
          headers: { "Content-Type": "application/json" },
        });
        if (response.ok) {
          const answer = (await response.json()) as { applied: number };
          const took = Math.round(performance.now() - started);
          trace.note("commit", `Saved up to change ${answer.applied}: ${body.length} characters in ${took} ms`);
          return answer;
        }
        trace.note("problem", "A save was refused", `${response.status} ${await response.text()}`);
        if (response.status === CONFLICT) return "superseded";
        return GONE.includes(response.status) ? "gone" : "unreachable";
      } catch (error) {
        trace.note("problem", "A save did not arrive; it is tried again", String(error));
        return "unreachable";
      }
    },
    beacon: (body) => navigator.sendBeacon(url, new Blob([body], { type: "application/json" })),
    after: (milliseconds, action) => void setTimeout(action, milliseconds),
  };
}

const PATIENCE = 10;
const WAIT = 50;

/** What this page leaves in its history entry for the page that a reload puts in its place. */
interface Trail {
  readonly hornbookOpening?: number;
}

/** Whether this page stands where another of the same launch was: after a reload, or on the way back to it. */
export function followsTrail(): boolean {
  return trail().hornbookOpening !== undefined;
}

export function leaveTrail(opening: number): void {
  history.replaceState({ ...trail(), hornbookOpening: opening } satisfies Trail, "");
}

/**
 * Tells the server that this page has taken over. After a reload the farewell of the page before may still be on its way:
 * it is waited for, though not long. Rejects where the server cannot be reached.
 */
export async function opened(): Promise<Opening> {
  const { hornbookOpening } = trail();
  for (let attempt = 0; hornbookOpening !== undefined && attempt < PATIENCE; attempt += 1) {
    const opening = await taken({ after: hornbookOpening });
    if (opening) return opening;
    await new Promise((resolve) => setTimeout(resolve, WAIT));
  }
  const opening = await taken({});
  if (!opening) throw new Error("the server does not let this page open");
  return opening;
}

function trail(): Trail {
  return (history.state ?? {}) as Trail;
}

async function taken(body: { after?: number }): Promise<Opening | null> {
  const headers = { "Content-Type": "application/json" };
  const response = await fetch("openings", { method: "POST", body: JSON.stringify(body), headers });
  if (response.status === ACCEPTED) return null;
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as Opening;
}
