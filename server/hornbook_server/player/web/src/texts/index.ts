/** The player's own words, in the language that the launch asks for. */

import { de } from "./de";
import { en, type Texts } from "./en";
import { es } from "./es";
import { fr } from "./fr";

export type { Texts } from "./en";

const TABLES: Readonly<Record<string, Texts>> = { en, de, fr, es };

/** The table of a culture such as `de-CH`, English where there is none; and what its page says of itself. */
export function textsFor(culture: string, browser: readonly string[]): { texts: Texts; lang: string } {
  for (const tag of [culture, ...(culture ? [] : browser)]) {
    const language = tag.toLowerCase().split(/[-_]/)[0] ?? "";
    const texts = TABLES[language];
    if (texts) return { texts, lang: language };
  }
  return { texts: en, lang: "en" };
}

/** `{name}` in a text replaced by a value. */
export function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
