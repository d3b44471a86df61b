/** The activity tree, with its nodes by key. */

import type { ActivityNode } from "./boot";

export interface Activity extends Omit<ActivityNode, "children"> {
  readonly children: readonly Activity[];
  readonly parent: Activity | undefined;
  readonly level: number;
}

export class Course {
  readonly root: Activity;
  /** All of them, in the order of the package. */
  readonly activities: readonly Activity[];
  private readonly byKey: ReadonlyMap<string, Activity>;
  private readonly titles = new Map<string, number>();

  constructor(node: ActivityNode) {
    this.root = linked(node, undefined, 0);
    this.activities = [...walk(this.root)];
    this.byKey = new Map(this.activities.map((activity) => [activity.key, activity]));
    for (const { title } of this.activities) this.titles.set(title, (this.titles.get(title) ?? 0) + 1);
  }

  get(key: string): Activity {
    const found = this.byKey.get(key);
    if (!found) throw new Error(`the course has no activity ${key}`);
    return found;
  }

  find(identifier: string): Activity | undefined {
    const named = (activity: Activity) =>
      [activity.key, activity.item_identifier, activity.external_identifier].includes(identifier);
    return this.byKey.get(identifier) ?? this.activities.find(named);
  }

  /** The title, with the key where others have the same. */
  nameOf({ title, key }: Activity): string {
    return this.titles.get(title) === 1 ? title : `${title} (${key})`;
  }

  get launchable(): readonly Activity[] {
    return this.activities.filter((activity) => activity.url);
  }
}

export function* walk(activity: Activity): Generator<Activity> {
  yield activity;
  for (const child of activity.children) yield* walk(child);
}

function linked(node: ActivityNode, parent: Activity | undefined, level: number): Activity {
  const children: Activity[] = [];
  const activity: Activity = { ...node, children, parent, level };
  for (const child of node.children ?? []) children.push(linked(child, activity, level + 1));
  return activity;
}
