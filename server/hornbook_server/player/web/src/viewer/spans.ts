/** Spans of seconds, such as those of a recording that have been played. */

export type Span = readonly [start: number, end: number];

/** In order, none touching another. */
export function joined(spans: readonly Span[]): Span[] {
  const whole: [number, number][] = [];
  for (const [start, end] of [...spans].sort((one, other) => one[0] - other[0])) {
    const last = whole.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else whole.push([start, end]);
  }
  return whole;
}

export function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, [start, end]) => sum + end - start, 0);
}

/** As `0-12.5,20-30`. */
export function written(spans: readonly Span[]): string {
  return spans.map(([start, end]) => `${tenth(start)}-${tenth(end)}`).join(",");
}

export function read(text: string): Span[] {
  const spans = text.split(",").map((part) => part.split("-").map(Number) as [number, number]);
  return spans.filter(([start, end]) => end > start);
}

function tenth(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
