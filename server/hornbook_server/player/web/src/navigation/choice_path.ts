/**
 * The way from the open activity to one that is chosen, by the Choice Sequencing Request Process (SN 4th Ed., SB.2.9).
 *
 * In the run-time, `stopForwardTraversal` shuts off the activity itself instead of what is after it, and `constrainChoice` and
 * `preventActivation` of the group that both activities are in shut off what else is in it. So its tree has none of the three,
 * and they are held to here. So is `hiddenFromChoice` of what the target is in, which it finds out too late for the menu.
 */

import type { Scorm2004API } from "scorm-again/scorm2004";
import type { Course } from "../course";
import type { Sequencing } from "./definition";

/** As the run-time has it, of a rule and an activity in its tree. */
interface Rule {
  readonly action: string;
  evaluate(node: Node): boolean;
}

interface Node {
  readonly id: string;
  readonly parent: Node | null;
  readonly children: readonly Node[];
  readonly isActive: boolean;
  readonly sequencingRules: { readonly preConditionRules: Rule[] };
  getAvailableChildren(): readonly Node[];
}

const STOPS = "stopForwardTraversal";
const HIDES = "hiddenFromChoice";

export class ChoicePath {
  private readonly nodes = new Map<string, Node>();
  private readonly stops = new Map<string, readonly Rule[]>();

  constructor(
    private readonly api: Scorm2004API,
    private readonly course: Course,
  ) {
    const { rootActivity } = api.getSequencingState() as { rootActivity: Node };
    for (const node of walk(rootActivity)) {
      const rules = node.sequencingRules.preConditionRules;
      const all = rules.splice(0);
      rules.push(...all.filter(({ action }) => action !== STOPS));
      this.nodes.set(node.id, node);
      this.stops.set(
        node.id,
        all.filter(({ action }) => action === STOPS),
      );
    }
  }

  /** The exception by which the target cannot be chosen now, or undefined where nothing on the way bars it. */
  barredBy(key: string): string | undefined {
    const { currentActivity: current } = this.api.getSequencingState() as { currentActivity: Node | null };
    const target = this.nodes.get(key);
    if (!target) return undefined;
    if (lineage(target).some(isHidden)) return "SB.2.9-3";
    if (lineage(current).includes(target)) return undefined;
    const [from, to] = apart(current, target);
    const besides = current !== null && current.parent === target.parent;
    if (!besides && this.isTooFar(from, target)) return "SB.2.9-8";
    const way = besides ? passed(current, target) : to;
    const forward = !current || isAfter(target, current);
    if (forward && way.some((one) => this.stopsAt(one))) return "SB.2.4-1";
    return this.wouldActivate(to) ? "SB.2.9-6" : undefined;
  }

  /** Whether a group that is entered, which the common ancestor is not, begins by no choice of what is in it. */
  private wouldActivate([, ...entered]: readonly Node[]): boolean {
    return entered.some((one) => !one.isActive && this.considerations(one)?.prevent_activation);
  }

  /**
   * Whether the innermost group that is left and constrains choice is left for anything but what is next to it, in either
   * direction (Choice Flow Subprocess, SB.2.9.1).
   */
  private isTooFar(left: readonly Node[], target: Node): boolean {
    const group = left.find((one) => one.children.length && this.considerations(one)?.constrain_choice);
    if (!group) return false;
    const next = neighbour(group, isAfter(target, group) ? 1 : -1);
    return !next || !lineage(target).includes(next);
  }

  private considerations({ id }: Node): Sequencing["constrained_choice_considerations"] {
    return this.course.get(id).scorm2004?.sequencing?.constrained_choice_considerations;
  }

  private stopsAt(node: Node): boolean {
    return (this.stops.get(node.id) ?? []).some((rule) => rule.evaluate(node));
  }
}

function isHidden(node: Node): boolean {
  return node.sequencingRules.preConditionRules.some((rule) => rule.action === HIDES && rule.evaluate(node));
}

function* walk(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children) yield* walk(child);
}

/** The activity and what it is in, up to the root. */
function lineage(node: Node | null): readonly Node[] {
  return node ? [node, ...lineage(node.parent)] : [];
}

/**
 * What is left on the way up to the common ancestor, without it, and what is gone through on the way down from it to the
 * target, with it and without the target. Without a current activity, the root is the common ancestor.
 */
function apart(current: Node | null, target: Node): readonly [readonly Node[], readonly Node[]] {
  const up = lineage(current);
  const down = lineage(target);
  const common = up.find((one) => down.includes(one)) ?? down.at(-1);
  const entered = down.filter((one) => one !== target && !up.includes(one));
  return [up.filter((one) => !down.includes(one)), common ? [common, ...entered] : entered];
}

/** Of siblings: from the current activity on, and up to the target, which is not tested itself. */
function passed(current: Node, target: Node): readonly Node[] {
  const siblings = current.parent?.getAvailableChildren() ?? [];
  return siblings.slice(siblings.indexOf(current), Math.max(0, siblings.indexOf(target)));
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
