/**
 * All frames of a window share one history, so content that goes back from its first page would take the player along.
 * The player therefore stands on an entry of its own above the one that it was opened at: a script that comes down to
 * that is sent up again, and a learner who does goes on to where they came from.
 */

interface Trail {
  readonly hornbookAbove?: boolean;
}

export class Doorstep {
  private readonly below: string | undefined;
  private held = true;
  private learnerLeaves = false;

  /** `refused` is told where content would have gone back. */
  constructor(refused: (url: string) => void) {
    const { navigation } = window;
    if (!navigation || history.length === 1) return;
    const trail = (history.state ?? {}) as Trail;
    if (!trail.hornbookAbove) history.pushState({ ...trail, hornbookAbove: true } satisfies Trail, "");
    this.below = navigation.entries()[(navigation.currentEntry?.index ?? 0) - 1]?.key;
    const hold = (event: NavigateEvent) => {
      if (!this.held || event.navigationType !== "traverse" || event.destination.key !== this.below) return;
      this.learnerLeaves = event.userInitiated;
      if (this.learnerLeaves) return;
      event.preventDefault(); // where the browser lets it be prevented, as it does not in a frame
      refused(event.destination.url);
    };
    navigation.addEventListener("navigate", hold, true);
    window.addEventListener("popstate", () => {
      if (!this.held || navigation.currentEntry?.key !== this.below) return;
      if (this.learnerLeaves) history.back();
      else history.forward();
    });
  }

  /** Down to where the player was opened, so that what comes now takes that place. */
  async leave(): Promise<void> {
    this.held = false;
    if (this.below) await window.navigation?.traverseTo(this.below).finished.catch(() => undefined);
  }
}
