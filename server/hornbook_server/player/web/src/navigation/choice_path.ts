/**
 * The way from the open activity to one that is chosen, by the Choice Sequencing Request Process (SN 4th Ed., SB.2.9).
 *
 * In the run-time, `constrainChoice` of the group that both activities are in shuts off all others of that group. So its tree
 * does not have it, and it is held to here.
 */

import type { Scorm2004API } from "scorm-again/scorm2004";
import type { Course } from "../course";

/** As the run-time has it, of an activity in its tree. */
interface Node {
  readonly id: string;
  readonly parent: Node | null;
  readonly children: readonly Node[];
  getAvailableChildren(): readonly Node[];
}

export class ChoicePath {
  private readonly nodes = new Map<string, Node>();

  constructor(
    private readonly api: Scorm2004API,
    private readonly course: Course,
  ) {
    const { rootActivity } = api.getSequencingState() as { rootActivity: Node };
    for (const node of walk(rootActivity)) this.nodes.set(node.id, node);
  }

  /** The exception by which the target cannot be chosen now, or undefined where nothing on the way bars it. */
  barredBy(key: string): string | undefined {
    const { currentActivity: current } = this.api.getSequencingState() as { currentActivity: Node | null };
    const target = this.nodes.get(key);
    if (!target || lineage(current).includes(target)) return undefined;
    const besides = current?.parent === target.parent;
    return !besides && this.isTooFar(left(current, target), target) ? "SB.2.9-8" : undefined;
  }

  /**
   * Whether the innermost group that is left and constrains choice is left for anything but what is next to it, in either
   * direction (Choice Flow Subprocess, SB.2.9.1).
   */
  private isTooFar(path: readonly Node[], target: Node): boolean {
    const group = path.find((one) => one.children.length && this.constrains(one));
    if (!group) return false;
    const next = neighbour(group, isAfter(target, group) ? 1 : -1);
    return !next || !lineage(target).includes(next);
  }

  private constrains({ id }: Node): boolean {
    const { sequencing } = this.course.get(id).scorm2004 ?? {};
    return sequencing?.constrained_choice_considerations?.constrain_choice ?? false;
  }
}

function* walk(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children) yield* walk(child);
}

/** The activity and what it is in, up to the root. */
function lineage(node: Node | null): readonly Node[] {
  return node ? [node, ...lineage(node.parent)] : [];
}

/** What is left on the way up to the common ancestor, without it. */
function left(current: Node | null, target: Node): readonly Node[] {
  const down = lineage(target);
  return lineage(current).filter((one) => !down.includes(one));
}

/** Whether it comes after the other in the order of the tree. */
function isAfter(one: Node, other: Node): boolean {
  const [up, down] = [lineage(other), lineage(one)];
  const common = up.find((each) => down.includes(each));
  if (!common || common === one) return false;
  const at = (path: readonly Node[]) => {
    const below = path[path.indexOf(common) - 1];
    return below ? common.children.indexOf(below) : -1;
  };
  return at(down) > at(up);
}

/** The next activity in a direction that is not within the group, whatever it is in itself. */
function neighbour(group: Node, step: 1 | -1): Node | undefined {
  const siblings = group.parent?.getAvailableChildren();
  if (!siblings || !group.parent) return undefined;
  return siblings[siblings.indexOf(group) + step] ?? neighbour(group.parent, step);
}
