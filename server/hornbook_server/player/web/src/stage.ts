/** Where content is shown: a frame of this page, or a window of its own. */

import type { LaunchType } from "./settings";

/** Content gets this long to take its leave. */
const LEAVE = 1_500;
const LOOK = 500;

export interface Shape {
  readonly type: LaunchType;
  readonly width: number;
  readonly height: number;
  readonly fullScreen: boolean;
  readonly resizable: boolean;
}

/** Content that is open. */
export interface Open {
  /** Resolves once the content has had its chance to end itself, and is gone. */
  close(): Promise<void>;
}

export class Stage {
  private shown: Window | null = null;

  constructor(private readonly place: HTMLElement) {}

  /** Where content is at this moment. */
  *windows(): Iterable<Window> {
    if (this.shown && !this.shown.closed) yield this.shown;
  }

  /**
   * Smaller than `least`, in pixels, the frame does not become: the page scrolls instead. `unreachable` is called where
   * the content cannot be fetched, and the browser shows a page of its own in its place.
   */
  frame(
    url: string,
    title: string,
    least: { width: number; height: number },
    unreachable: (because: string) => void,
  ): Open {
    const frame = document.createElement("iframe");
    frame.title = title;
    frame.name = "content";
    frame.allow = "autoplay *; fullscreen *; clipboard-write; picture-in-picture *";
    frame.src = url;
    frame.style.minWidth = `${least.width}px`;
    frame.style.minHeight = `${least.height}px`;
    frame.addEventListener("load", () => void check(frame, unreachable), { once: true });
    this.place.replaceChildren(frame);
    frame.focus();
    this.shown = frame.contentWindow;
    return {
      async close() {
        await left(frame);
        frame.remove();
      },
    };
  }

  /** Null where the browser lets no window open, as it does unless the learner has just clicked. */
  window(url: string, shape: Shape, onclosed: () => void): Open | null {
    const opened = window.open(url, "_blank", features(shape));
    if (!opened) return null;
    if (new URL(url, location.href).origin !== location.origin) opened.opener = null; // it could lead this window away
    this.shown = opened;
    const timer = setInterval(() => {
      if (!opened.closed) return;
      clearInterval(timer);
      onclosed();
    }, LOOK);
    return {
      async close() {
        clearInterval(timer);
        opened.close();
        await until(() => opened.closed);
      },
    };
  }
}

export function features(shape: Shape): string {
  const width = shape.fullScreen ? screen.availWidth : shape.width;
  const height = shape.fullScreen ? screen.availHeight : shape.height;
  const size = [width && `width=${width}`, height && `height=${height}`].filter(Boolean);
  const plain = shape.type.endsWith("WITHOUT_BROWSER_TOOLBAR");
  const parts = [...(plain || size.length ? ["popup"] : []), ...size, `resizable=${shape.resizable ? "yes" : "no"}`];
  return parts.length > 1 ? parts.join(",") : "";
}

/** What is closed to this page is another origin's, to which content may have gone on by itself, or the browser's own. */
async function check(frame: HTMLIFrameElement, unreachable: (because: string) => void): Promise<void> {
  if (frame.contentDocument || new URL(frame.src).origin !== location.origin) return;
  try {
    await fetch(frame.src, { method: "HEAD" });
  } catch (error) {
    if (frame.isConnected) unreachable(String(error));
  }
}

/** Lets the frame's page run its unload handlers, which removing the frame would partly skip. */
function left(frame: HTMLIFrameElement): Promise<void> {
  return new Promise((resolve) => {
    frame.addEventListener("load", () => resolve(), { once: true });
    setTimeout(resolve, LEAVE);
    try {
      frame.contentWindow?.location.replace("about:blank");
    } catch {
      frame.src = "about:blank";
    }
  });
}

async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + LEAVE;
  while (!holds() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
}
