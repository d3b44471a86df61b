/** What the server writes into the player's page. */

import type { Scorm2004Definition } from "./navigation/definition";

/** Run-time values by the element names of the learning standard, such as `cmi.core.lesson_status`. */
export type Elements = Readonly<Record<string, string>>;

/** What is stored of one activity; a higher attempt starts with nothing. */
export interface Stored {
  readonly attempt: number;
  readonly elements: Elements;
}

/** A node of the activity tree as the server has it; members that have their default are absent. */
export interface ActivityNode {
  readonly key: string;
  readonly title: string;
  readonly type: "UNKNOWN" | "AGGREGATION" | "SCO" | "ASSET" | "OBJECTIVE";
  readonly external_identifier?: string;
  readonly item_identifier?: string;
  /** Where its content is, below the launch or elsewhere, its parameters included; absent if there is none. */
  readonly url?: string;
  readonly visible?: boolean;
  readonly scaled_passing_score?: string;
  readonly launch_data?: string;
  readonly max_time_allowed?: string;
  readonly time_limit_action?: string;
  readonly prerequisites?: string;
  readonly scorm2004?: Scorm2004Definition;
  readonly cmi5?: { readonly launch_method?: string; readonly move_on?: string; readonly entitlement_key?: string };
  readonly children?: readonly ActivityNode[];
}

/** What never reached the server in an earlier opening of this page. */
export interface Loss {
  readonly opening: number;
  /** `left` was named by the page as it closed; `ended` is a page that closed without saying anything. */
  readonly kind: "left" | "ended";
  readonly activity?: string;
  readonly element?: string;
  readonly characters?: number;
}

export interface Warning {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly fix: string;
  readonly file?: string;
  readonly line?: number | null;
}

export interface Boot {
  readonly launch: string;
  readonly course: {
    readonly id: string;
    readonly version: number;
    readonly title: string;
    readonly standard: string;
    readonly root: ActivityNode;
  };
  readonly learner: { readonly id: string; readonly name: string };
  /** The course was complete before this launch, and is reviewed without credit. */
  readonly review: boolean;
  readonly settings: Readonly<Record<string, string>>;
  readonly start: string;
  readonly culture: string;
  readonly redirect: string;
  /** URLs of style sheets: the player's own, and those of the pages that show media files. */
  readonly styles: readonly string[];
  readonly media_styles: readonly string[];
  readonly additional: readonly (readonly [string, string])[];
  readonly warnings: readonly Warning[];
}

/** What the server answers when a page says that it has opened; only then is its predecessor sure to be gone. */
export interface Opening {
  readonly opening: number;
  /** By activity key; that of the course itself is empty. */
  readonly stored: Readonly<Record<string, Stored>>;
  readonly losses: readonly Loss[];
}

export function readBoot(page: Document): Boot {
  return JSON.parse(page.getElementById("boot")?.textContent ?? "null") as Boot;
}
