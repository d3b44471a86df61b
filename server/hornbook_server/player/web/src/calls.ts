/** An API object for content, which passes its calls on and lets the trace know of them. */

import type { Trace } from "./trace";

export type Method = (...args: string[]) => string;

/** How the run-time answers what content asks after a call: its last error, and words for it. */
export interface Errors {
  readonly last: () => string;
  readonly explain: (code: string) => string;
}

export function recorded<Name extends string>(
  api: string,
  methods: Readonly<Record<Name, Method>>,
  errors: Errors,
  trace: Trace,
  after: (method: Name, args: readonly string[], returned: string) => void,
): Readonly<Record<Name, Method>> {
  const wrap = (method: Name) => {
    const call: Method = (...given) => {
      const args = given.map(String);
      const started = performance.now();
      const returned = String(methods[method](...args));
      const took = performance.now() - started;
      const error = errors.last();
      const diagnostic = error === "0" ? "" : errors.explain(error);
      trace.add({ kind: "call", api, method, args, returned, error, diagnostic, took });
      after(method, args, returned);
      return returned;
    };
    return [method, call] as const;
  };
  return Object.fromEntries((Object.keys(methods) as Name[]).map(wrap)) as Record<Name, Method>;
}
