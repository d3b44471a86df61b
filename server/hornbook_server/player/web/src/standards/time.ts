/** Lengths of time as the standards write them. Seconds everywhere else. */

const TIMESPAN = /^(\d{2,4}):([0-5]\d):([0-5]\d(?:\.\d{1,2})?)$/;
const DURATION =
  /^P(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const UNITS = [365 * 86_400, 30 * 86_400, 86_400, 3_600, 60, 1];

/** CMITimespan of SCORM 1.2 (RTE 3.4.2.1); 0 for what is none. */
export function secondsOfTimespan(text: string): number {
  const [, hours, minutes, seconds] = TIMESPAN.exec(text) ?? [];
  return Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
}

export function timespan(seconds: number): string {
  const hundredths = Math.round(seconds * 100);
  const whole = Math.floor(hundredths / 100);
  const two = (value: number) => String(value).padStart(2, "0");
  const clock = `${String(Math.floor(whole / 3_600)).padStart(4, "0")}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return hundredths % 100 ? `${clock}.${two(hundredths % 100)}` : clock;
}

/** timeinterval(second,10,2) of SCORM 2004 (RTE 4.1.1.7), an ISO 8601 duration; 0 for what is none. */
export function secondsOfDuration(text: string): number {
  const parts = DURATION.exec(text)?.slice(1) ?? [];
  return parts.reduce((sum, part, index) => sum + Number(part ?? 0) * (UNITS[index] ?? 0), 0);
}

export function duration(seconds: number): string {
  const whole = Math.floor(seconds);
  const rest = Math.round((seconds - whole) * 100) / 100;
  const parts: [number, string][] = [
    [Math.floor(whole / 3_600), "H"],
    [Math.floor(whole / 60) % 60, "M"],
    [(whole % 60) + rest, "S"],
  ];
  const text = parts.map(([value, unit]) => (value ? `${value}${unit}` : "")).join("");
  return `PT${text || "0S"}`;
}
