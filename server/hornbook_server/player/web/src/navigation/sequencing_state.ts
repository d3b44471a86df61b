/**
 * The state of sequencing as elements to keep: two for each activity, as the run-time writes each twice, so that only
 * activities that have changed travel. When it was written is left out, as that would be a change each time.
 */

import type { Elements } from "../boot";

const REST = "sequencing";
const ACTIVITY = "sequencing.activity.";
const NODE = "sequencing.node.";
const TIMELESS = "1970-01-01T00:00:00.000Z";

interface Node {
  readonly id: string;
  readonly children: readonly Node[];
}

interface State {
  readonly sequencing?: { readonly activityStates?: Readonly<Record<string, unknown>> };
  readonly suspensionState?: { readonly activityTree?: Node };
}

/** `serialized` is what the run-time writes of its whole tree. */
export function elementsOf(serialized: string): Elements {
  const state = JSON.parse(serialized) as State;
  const { activityStates = {}, ...sequencing } = state.sequencing ?? {};
  const { activityTree, ...suspension } = state.suspensionState ?? {};
  const rest = {
    ...state,
    timestamp: TIMELESS,
    sequencing: { ...sequencing, timestamp: TIMELESS },
    suspensionState: { ...suspension, timestamp: TIMELESS, activityTree: activityTree?.id },
  };
  const elements: Record<string, string> = { [REST]: JSON.stringify(rest) };
  for (const [id, one] of Object.entries(activityStates)) elements[`${ACTIVITY}${id}`] = JSON.stringify(one);
  for (const node of activityTree ? nodes(activityTree) : []) {
    elements[`${NODE}${node.id}`] = JSON.stringify({ ...node, children: node.children.map(({ id }) => id) });
  }
  return elements;
}

/** What the run-time reads; undefined where nothing has been kept. */
export function serializedFrom(elements: Elements): string | undefined {
  if (!elements[REST]) return undefined;
  const state = JSON.parse(elements[REST]) as { sequencing: object; suspensionState: { activityTree?: string } };
  const activityStates: Record<string, unknown> = {};
  for (const [element, text] of Object.entries(elements)) {
    if (element.startsWith(ACTIVITY)) activityStates[element.slice(ACTIVITY.length)] = JSON.parse(text);
  }
  const root = state.suspensionState.activityTree;
  return JSON.stringify({
    ...state,
    sequencing: { ...state.sequencing, activityStates },
    suspensionState: { ...state.suspensionState, activityTree: root && tree(root, elements) },
  });
}

function* nodes(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children) yield* nodes(child);
}

function tree(id: string, elements: Elements): unknown {
  const node = JSON.parse(elements[`${NODE}${id}`] ?? "{}") as { children?: string[] };
  return { ...node, children: (node.children ?? []).map((child) => tree(child, elements)) };
}
