import assert from "node:assert/strict";
import { test } from "node:test";
import { Place } from "../src/place";

type Listener = (event: Event) => void;

class NavigationDestination {
  readonly url = "https://evil.example/";
  get sameDocument(): boolean {
    return false;
  }
}

class NavigateEvent extends Event {
  get navigationType(): string {
    return "push";
  }
  get downloadRequest(): null {
    return null;
  }
  get destination(): NavigationDestination {
    return new NavigationDestination();
  }
}

/** Calls listeners in the order of the DOM standard (2.9), which Node's own does not keep: at the target, those of capture first. */
class Navigation {
  private readonly listeners: { listener: Listener; capture: boolean }[] = [];

  addEventListener(_type: string, listener: Listener, capture = false): void {
    this.listeners.push({ listener, capture });
  }

  /** What content begins; true where the window may go. */
  navigate(): boolean {
    const event = new NavigateEvent("navigate", { cancelable: true });
    let stopped = false;
    event.stopImmediatePropagation = () => {
      stopped = true;
    };
    for (const phase of [true, false])
      for (const { listener, capture } of this.listeners) if (capture === phase && !stopped) listener(event);
    return !event.defaultPrevented;
  }
}

test("listeners that content puts on the window's navigation do not hear of it first", () => {
  const navigation = new Navigation();
  Object.assign(globalThis, { window: { navigation, NavigateEvent, NavigationDestination } });
  const refused: string[] = [];
  new Place((url) => refused.push(url));
  navigation.addEventListener("navigate", (event) => event.stopImmediatePropagation(), true);

  assert.deepEqual([navigation.navigate(), refused], [false, ["https://evil.example/"]]);
});
