/** What happens when content has ended: by the place of its SCO, the course's result and how it left (SCORM 1.2). */

import type { Settings } from "./settings";
import type { Exit } from "./standards/standard";

export type ExitAction =
  | "EXIT_COURSE"
  | "EXIT_COURSE_AFTER_CONFIRM"
  | "GO_TO_NEXT_SCO"
  | "DISPLAY_MESSAGE"
  | "DO_NOTHING";

const WORDS: Readonly<Record<Exit, string>> = {
  normal: "Normal",
  suspend: "Suspend",
  logout: "Logout",
  timeout: "Timeout",
};

export function exitAction(settings: Settings, at: { final: boolean; satisfied: boolean; exit: Exit }): ExitAction {
  const place = at.final ? "FinalScoCourse" : "IntermediateSco";
  const result = at.satisfied ? "Satisfied" : "NotSatisfied";
  return settings.text(`Player${place}${result}${WORDS[at.exit]}ExitAction`) as ExitAction;
}
