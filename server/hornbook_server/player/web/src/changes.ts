/** What has changed between two states of an activity, small enough to leave the page at once. */

import type { Elements } from "./boot";

/** Part of a long value: `insert` takes the place of `remove` UTF-16 code units from `at`. */
export interface Splice {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

/** By element: its value, part of it, or null where it is gone. */
export type Changes = Readonly<Record<string, string | Splice | null>>;

const LONG = 1024;

export function changesBetween(before: Elements, after: Elements): Changes {
  const changes: Record<string, string | Splice | null> = {};
  for (const [element, value] of Object.entries(after)) {
    const old = before[element];
    if (old !== value) changes[element] = old === undefined ? value : changed(old, value);
  }
  for (const element of Object.keys(before)) if (!(element in after)) changes[element] = null;
  return changes;
}

export function isEmpty(changes: Changes): boolean {
  return Object.keys(changes).length === 0;
}

export function charactersOf(change: string | Splice | null | undefined): number {
  if (change === null || change === undefined) return 0;
  return typeof change === "string" ? change.length : change.insert.length;
}

/** The whole value, or the part that differs where that is less than half of it. */
function changed(old: string, value: string): string | Splice {
  if (value.length < LONG || old.length < LONG) return value;
  const most = Math.min(old.length, value.length);
  let start = 0;
  while (start < most && old.charCodeAt(start) === value.charCodeAt(start)) start += 1;
  if (start > 0 && isHigh(value.charCodeAt(start - 1))) start -= 1;
  let end = 0;
  while (end < most - start && old.charCodeAt(old.length - 1 - end) === value.charCodeAt(value.length - 1 - end))
    end += 1;
  if (end > 0 && isLow(value.charCodeAt(value.length - end))) end -= 1;
  const insert = value.slice(start, value.length - end);
  return insert.length > value.length / 2 ? value : { at: start, remove: old.length - start - end, insert };
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
