/**
 * What every learning standard is to the player: one module a standard, behind these interfaces.
 *
 * A standard opens a session for an activity. Content finds the session's `globals` on the player's window, or talks to
 * an endpoint of the server that `url` leads it to. The journal reads `elements` whenever something may have changed.
 */

import type { Boot, Elements, Stored } from "../boot";
import type { Activity } from "../course";
import type { NavigationRequest, Navigator } from "../navigation/navigator";
import type { Settings } from "../settings";
import type { Trace } from "../trace";

export type Completion = "unknown" | "not attempted" | "incomplete" | "completed";
export type Success = "unknown" | "passed" | "failed";

/** An activity's result, in the words that all standards share. `score` is 0 to 1 scaled, `progress` 0 to 1. */
export interface Status {
  readonly completion: Completion;
  readonly success: Success;
  readonly score?: number;
  readonly progress?: number;
  /** In seconds, over all sessions. */
  readonly seconds?: number;
}

/** How content left: with work to come back to, done, asking to log out, or out of time. */
export type Exit = "suspend" | "normal" | "logout" | "timeout";

export interface Session {
  /** What to open for the learner. */
  readonly url: string;
  /** What content looks for on the windows above it, by name. */
  readonly globals: Readonly<Record<string, object>>;
  readonly attempt: number;
  /** True while content is between its standard's beginning and end. */
  readonly running: boolean;
  readonly exit: Exit;
  /** Who brings what content says to where it is kept: this page, or the service that content itself speaks to. */
  readonly keeps: "page" | "service";
  elements(): Elements;
  status(): Status;
  /** The content is gone, or about to go: end what it left open. Called once. */
  end(): void;
}

/** What a session tells the player. */
export interface Ears {
  /** Something may have changed that is to be kept. */
  changed(): void;
  /** Content has ended its session; `request` is where it wants to go from here, if it said. */
  ended(request: NavigationRequest | undefined): void;
}

export interface Context {
  readonly boot: Boot;
  readonly settings: Settings;
  readonly trace: Trace;
  readonly ears: Ears;
  /** Preferences of the learner by element name, where one SCO's hold in all of them. */
  readonly preferences: Record<string, string>;
  /** Whether the course has been completed already. */
  finished(): boolean;
}

export interface Standard {
  /** A new session over what is stored of the activity, if anything is. */
  open(activity: Activity, stored: Stored | undefined): Session | Promise<Session>;
  /** The status of an activity that is not open, from what is stored of it. */
  status(activity: Activity, stored: Stored | undefined): Status;
  /** Where the standard has rules of navigation of its own, its navigator. */
  readonly navigator?: Navigator;
  /** Whether `status` has that of what has children, too. */
  readonly rollsUp: boolean;
  /** What is to be kept of the course as a whole, beside its activities. */
  courseElements?(): Elements;
}

/** Kept beside the data model's own elements: content has ended its session by itself or by the player. */
export const ENDED = "hornbook.ended";

export const UNTOUCHED: Status = { completion: "not attempted", success: "unknown" };
