/** What the player uses of the Navigation API (HTML, 7.2.6), which TypeScript's library does not have yet. */

interface NavigationDestination {
  readonly key: string;
  readonly url: string;
  readonly sameDocument: boolean;
}

interface NavigateEvent extends Event {
  readonly navigationType: "push" | "replace" | "reload" | "traverse";
  readonly destination: NavigationDestination;
  readonly downloadRequest: string | null;
  readonly userInitiated: boolean;
}

interface NavigationHistoryEntry {
  readonly key: string;
  readonly index: number;
}

interface Navigation {
  readonly currentEntry: NavigationHistoryEntry | null;
  entries(): readonly NavigationHistoryEntry[];
  traverseTo(key: string): { readonly finished: Promise<unknown> };
  addEventListener(type: "navigate", listener: (event: NavigateEvent) => void, capture: true): void;
}

interface Window {
  /** Absent from older browsers. */
  readonly navigation?: Navigation;
  readonly NavigateEvent?: { readonly prototype: NavigateEvent };
  readonly NavigationDestination?: { readonly prototype: NavigationDestination };
}
