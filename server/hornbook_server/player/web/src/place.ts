/**
 * Keeps the player's window where it is. Content has the player's origin, as SCORM demands, so no sandbox would hold it;
 * but whatever script of this origin leads the window elsewhere, the window is asked first (HTML, navigate event).
 */

// Taken before there is any content, which could put others in their place.
const { apply } = Reflect;
const prevent = Event.prototype.preventDefault;

export class Place {
  private held = true;

  /** `refused` is told where the window was to be led. */
  constructor(refused: (url: string) => void) {
    const { navigation, NavigateEvent, NavigationDestination } = window;
    const typeOf = getter(NavigateEvent, "navigationType");
    const downloadOf = getter(NavigateEvent, "downloadRequest");
    const destinationOf = getter(NavigateEvent, "destination");
    const staysInDocument = getter(NavigationDestination, "sameDocument");
    // A browser that does not ask, or not all that there is to know, is left as it is.
    if (!navigation || !typeOf || !downloadOf || !destinationOf || !staysInDocument) return;
    const hold = (event: NavigateEvent) => {
      const type = apply(typeOf, event, []);
      const destination = apply(destinationOf, event, []);
      const leads = type === "push" || type === "replace";
      if (!this.held || !leads || apply(downloadOf, event, []) !== null) return;
      if (apply(staysInDocument, destination, [])) return;
      apply(prevent, event, []);
      refused(destination.url);
    };
    navigation.addEventListener("navigate", hold, true); // in Firefox, others that capture would be called before it
  }

  /** The player itself leads the window elsewhere from now on. */
  release(): void {
    this.held = false;
  }
}

/** How a property of all objects of this class is read, where they have it. */
function getter<Of, Name extends keyof Of>(
  made: { readonly prototype: Of } | undefined,
  name: Name,
): ((this: Of) => Of[Name]) | undefined {
  return made && Object.getOwnPropertyDescriptor(made.prototype, name)?.get;
}
