/** The settings in force for the course. The server sends every one of them, so a missing one is a defect. */

export type LaunchType =
  | "FRAMESET"
  | "NEW_WINDOW"
  | "NEW_WINDOW_AFTER_CLICK"
  | "NEW_WINDOW_WITHOUT_BROWSER_TOOLBAR"
  | "NEW_WINDOW_AFTER_CLICK_WITHOUT_BROWSER_TOOLBAR";

export class Settings {
  constructor(private readonly values: Readonly<Record<string, string>>) {}

  text(id: string): string {
    const value = this.values[id];
    if (value === undefined) throw new Error(`the page came without the setting ${id}`);
    return value;
  }

  on(id: string): boolean {
    return this.text(id) === "true";
  }

  number(id: string): number {
    return Number(this.text(id)) || 0;
  }

  launchType(id: "PlayerLaunchType" | "PlayerScoLaunchType"): LaunchType {
    return this.text(id) as LaunchType;
  }
}
