/**
 * Prerequisites of SCORM 1.2 and AICC: the aicc_script language (SCORM 1.2 CAM 2.3.2.5.5.1; AICC CMI001, 6.4.1.4).
 *
 * Identifiers joined by `&` (and), `|` (or), `~` (not), `=` and `<>` (compared with a status), `{}` sets, `3*{...}`
 * (at least three of), and parentheses. An identifier alone holds once its activity is completed or passed.
 */

import type { Status } from "../standards/standard";

export type StatusOf = (identifier: string) => Status | undefined;

const TOKEN = /\s*(<>|[&|~=(){},*]|"[^"]*"|[^\s&|~=<>(){},*"]+)/y;
const WORDS: Readonly<Record<string, string>> = {
  p: "passed",
  f: "failed",
  c: "completed",
  i: "incomplete",
  b: "browsed",
  n: "not attempted",
};

/** Whether they hold; what cannot be read holds, as it should not shut anybody out. */
export function prerequisitesHold(script: string, statusOf: StatusOf): boolean {
  try {
    const reader = new Reader(tokens(script), statusOf);
    return reader.whole();
  } catch {
    return true;
  }
}

function tokens(script: string): string[] {
  const found: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < script.trimEnd().length) {
    const match = TOKEN.exec(script);
    if (!match?.[1]) throw new SyntaxError(script);
    found.push(match[1].replaceAll('"', ""));
  }
  return found;
}

class Reader {
  private at = 0;

  constructor(
    private readonly words: readonly string[],
    private readonly statusOf: StatusOf,
  ) {}

  whole(): boolean {
    const holds = this.words.length === 0 || this.either();
    if (this.at < this.words.length) throw new SyntaxError(this.words.join(" "));
    return holds;
  }

  private either(): boolean {
    let holds = this.both();
    while (this.take("|")) holds = this.both() || holds;
    return holds;
  }

  private both(): boolean {
    let holds = this.one();
    while (this.take("&")) holds = this.one() && holds;
    return holds;
  }

  private one(): boolean {
    if (this.take("~")) return !this.one();
    if (this.take("(")) return this.closing(")", this.either());
    if (this.words[this.at] === "{") return this.set().every(Boolean);
    const word = this.next();
    if (this.take("*")) return this.set().filter(Boolean).length >= Number(word);
    if (this.take("=")) return this.is(word, this.next());
    if (this.take("<>")) return !this.is(word, this.next());
    return this.done(word);
  }

  private set(): boolean[] {
    this.closing("{", true);
    const members = [this.either()];
    while (this.take(",")) members.push(this.either());
    this.closing("}", true);
    return members;
  }

  private done(identifier: string): boolean {
    const status = this.statusOf(identifier);
    return (
      status === undefined ||
      status.success === "passed" ||
      (status.completion === "completed" && status.success !== "failed")
    );
  }

  private is(identifier: string, wanted: string): boolean {
    const status = this.statusOf(identifier);
    const word = WORDS[wanted.toLowerCase()] ?? wanted.toLowerCase();
    return status === undefined || status.completion === word || status.success === word;
  }

  private take(word: string): boolean {
    if (this.words[this.at] !== word) return false;
    this.at += 1;
    return true;
  }

  private closing<T>(word: string, value: T): T {
    if (!this.take(word)) throw new SyntaxError(word);
    return value;
  }

  private next(): string {
    const word = this.words[this.at];
    if (word === undefined) throw new SyntaxError("end");
    this.at += 1;
    return word;
  }
}
