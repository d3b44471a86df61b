/** The windows and frames that content is in, each document of them as it appears. */

const LOOK = 25;

export type Global = Window & typeof globalThis;

/** `roots` are the windows of content at this moment; those of other origins stay closed to everybody. */
export function onEachDocument(roots: () => Iterable<Window>, visit: (target: Global) => void): void {
  const seen = new WeakSet<Document>();
  setInterval(() => {
    for (const root of roots()) {
      for (const one of within(root)) {
        if (seen.has(one.document) || one.location.href === "about:blank") continue;
        seen.add(one.document);
        visit(one);
      }
    }
  }, LOOK);
}

function* within(root: Window): Generator<Global> {
  try {
    if (!root.document) return;
  } catch {
    return;
  }
  yield root as Global;
  for (let index = 0; index < root.frames.length; index += 1) {
    const inner = root.frames[index];
    if (inner) yield* within(inner);
  }
}
