/** An entry of the trace as text, and what it is filtered by. */

import type { Status } from "../standards/standard";
import type { Entry } from "../trace";
import { isHarmless } from "./explain";

export type Level = "plain" | "hint" | "error";

export const KINDS = ["call", "navigation", "launch", "commit", "network", "problem", "message"] as const;
export type Kind = (typeof KINDS)[number];

const SHORT = 160;

export function levelOf({ what }: Entry): Level {
  if (what.kind === "network" || what.kind === "problem") return "error";
  if (what.kind !== "call" || what.error === "0") return "plain";
  return isHarmless(what.api, what.error) ? "hint" : "error";
}

export function timeOf(entry: Entry): string {
  const at = new Date(entry.at);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${String(at.getMilliseconds()).padStart(3, "0")}`;
}

/** The call as content would write it, with long arguments cut. */
export function callOf(entry: Entry, short = true): string {
  const { what } = entry;
  if (what.kind !== "call") return what.text;
  return `${what.method}(${what.args.map((text) => JSON.stringify(short ? cut(text) : text)).join(", ")})`;
}

export function returnOf(entry: Entry, short = true): string {
  const { what } = entry;
  return what.kind === "call" ? JSON.stringify(short ? cut(what.returned) : what.returned) : "";
}

export function lineOf(entry: Entry): string {
  const { what } = entry;
  const head = `${timeOf(entry)}  ${entry.activity}  `;
  if (what.kind !== "call") return `${head}${what.kind}: ${what.text}${what.detail ? ` (${what.detail})` : ""}`;
  const error = what.error === "0" ? "" : `  error ${what.error}: ${what.diagnostic}`;
  return `${head}${callOf(entry, false)} → ${returnOf(entry, false)}${error}  ${what.took.toFixed(1)} ms`;
}

export function matches(entry: Entry, wanted: { text: string; kinds: ReadonlySet<Kind>; errors: boolean }): boolean {
  if (!wanted.kinds.has(entry.what.kind)) return false;
  if (wanted.errors && levelOf(entry) !== "error") return false;
  return !wanted.text || lineOf(entry).toLocaleLowerCase().includes(wanted.text.toLocaleLowerCase());
}

function cut(text: string): string {
  return text.length > SHORT ? `${text.slice(0, SHORT)}… ${text.length} characters` : text;
}

export function worded(status: Status): string {
  const parts: string[] = [status.completion];
  if (status.success !== "unknown") parts.push(status.success);
  if (status.score !== undefined) parts.push(`score ${Math.round(status.score * 10_000) / 100} %`);
  if (status.progress !== undefined) parts.push(`progress ${Math.round(status.progress * 100)} %`);
  if (status.seconds) parts.push(`${Math.round(status.seconds)} s`);
  return parts.join(", ");
}
