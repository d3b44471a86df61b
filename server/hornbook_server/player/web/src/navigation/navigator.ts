/** Where the learner may go, and where a wish to go leads: one module a kind of navigation, behind this interface. */

export type NavigationRequest =
  | {
      readonly to:
        | "start"
        | "resume"
        | "continue"
        | "previous"
        | "exit"
        | "exitAll"
        | "abandon"
        | "abandonAll"
        | "suspendAll";
    }
  | { readonly to: "choice" | "jump"; readonly target: string }
  /** Whatever the run-time has worked out as the content ended. */
  | { readonly to: "worked out" };

/** What a request leads to. `because` says in words why, for the inspector and, where nothing opens, for the learner. */
export type Decision =
  | { readonly open: string; readonly because: string }
  | { readonly close: "finished" | "suspended" | "abandoned"; readonly because: string }
  | { readonly stay: true; readonly because: string };

/** Of one activity in the menu. */
export type Choice = "enabled" | "disabled" | "hidden";

export interface Navigator {
  readonly canContinue: boolean;
  readonly canPrevious: boolean;
  /** Buttons of the player that the open activity brings itself, in the words of adlnav:hideLMSUI. */
  readonly hidden: ReadonlySet<string>;
  choice(key: string): Choice;
  /** The request is about to be made: what is open ends first. */
  announce(request: NavigationRequest): void;
  request(request: NavigationRequest): Decision;
}
