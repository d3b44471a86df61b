/** What has happened in this opening of the player, for the inspector. */

export interface Call {
  readonly kind: "call";
  readonly api: string;
  readonly method: string;
  readonly args: readonly string[];
  readonly returned: string;
  /** The standard's error code, "0" for none, and what the run-time says of it. */
  readonly error: string;
  readonly diagnostic: string;
  /** How long the call took, in milliseconds. */
  readonly took: number;
}

export interface Note {
  readonly kind: "navigation" | "launch" | "commit" | "network" | "problem" | "message";
  readonly text: string;
  readonly detail?: string;
}

export type Happening = Call | Note;

export interface Entry {
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly activity: string;
  readonly what: Happening;
}

const MOST = 20_000;

export class Trace {
  readonly entries: Entry[] = [];
  activity = "";
  private number = 0;
  private listeners: ((entry: Entry) => void)[] = [];

  add(what: Happening): void {
    this.number += 1;
    const entry = { number: this.number, at: Date.now(), activity: this.activity, what };
    this.entries.push(entry);
    if (this.entries.length > MOST) this.entries.splice(0, MOST / 10);
    for (const listener of this.listeners) listener(entry);
  }

  note(kind: Note["kind"], text: string, detail?: string): void {
    this.add(detail === undefined ? { kind, text } : { kind, text, detail });
  }

  clear(): void {
    this.entries.length = 0;
  }

  listen(listener: (entry: Entry) => void): void {
    this.listeners.push(listener);
  }
}
