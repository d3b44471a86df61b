/**
 * Suspend data up to the course's own limit. The run-time underneath stops at 64,000 characters, so it is shown a
 * stand-in, which it accepts or refuses by its own rules, and the value is kept here.
 */

/** Longer than the run-time takes of any value. */
const TOO_LONG = "-".repeat(64_001);
const TAKEN = 64_000;
/** Of a batch the service takes 32 MiB, of an activity's state 8 Mi characters: beyond that, nothing would arrive any more. */
const MOST = 4 * 2 ** 20;

export class SuspendData {
  constructor(
    private value: string,
    private readonly limit: number,
  ) {}

  get whole(): string {
    return this.value;
  }

  /** What to show the run-time in the place of a value. */
  standIn(value: string): string {
    if (value.length > Math.min(this.limit || MOST, MOST)) return TOO_LONG;
    return value.slice(0, TAKEN);
  }

  keep(value: string): void {
    this.value = value;
  }

  /** The value where the run-time would give its stand-in. */
  instead(given: string): string {
    return given === "" ? given : this.value;
  }
}
