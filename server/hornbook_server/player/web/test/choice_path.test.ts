import assert from "node:assert/strict";
import { test } from "node:test";
import type { ActivityNode } from "../src/boot";
import type { Scorm2004Definition } from "../src/navigation/definition";
import { opens, sco, started } from "./scorm2004_course";

const CONTROL = { control_mode: { flow: true } };
const CONSTRAINED: Scorm2004Definition = {
  sequencing: { ...CONTROL, constrained_choice_considerations: { constrain_choice: true } },
};

function group(key: string, scorm2004: Scorm2004Definition, children: ActivityNode[]): ActivityNode {
  return { key, title: key.toUpperCase(), type: "AGGREGATION", scorm2004, children };
}

type Started = ReturnType<typeof started>;

function choosable({ course, standard }: Started): string[] {
  return course.launchable.map(({ key }) => key).filter((key) => standard.navigator.choice(key) === "enabled");
}

/** What content reads of where it may go. */
function told(course: Started, api: { GetValue(name: string): string }): string[] {
  const valid = (key: string) => api.GetValue(`adl.nav.request_valid.choice.{target=${key}}`) === "true";
  return course.course.launchable.map(({ key }) => key).filter(valid);
}

function chosen(course: Started, target: string): string {
  course.standard.navigator.request({ to: "start" });
  const { api } = course.open("a");
  api.Initialize("");
  course.standard.navigator.announce({ to: "choice", target });
  api.Terminate("");
  return opens(course.standard.navigator.request({ to: "choice", target }));
}

test("a course that constrains choice keeps no lesson of its own from being chosen", () => {
  const lessons = [sco("a"), sco("b"), sco("c")];
  const course = started(lessons, undefined, {}, CONSTRAINED);
  course.standard.navigator.request({ to: "start" });
  const { api } = course.open("a");
  api.Initialize("");

  assert.deepEqual(choosable(course), ["a", "b", "c"]);
  assert.deepEqual(told(course, api), ["a", "b", "c"]);
  assert.equal(chosen(started(lessons, undefined, {}, CONSTRAINED), "c"), "c");
});

/** Three groups, the first of which lets its lessons be left for what is next to it alone. */
const groups = () => [
  group("one", CONSTRAINED, [sco("a"), sco("a2")]),
  group("two", { sequencing: CONTROL }, [sco("b"), sco("b2")]),
  group("three", { sequencing: CONTROL }, [sco("c")]),
];

test("a group that constrains choice is left for what is next to it, and no further", () => {
  const course = started(groups());
  course.standard.navigator.request({ to: "start" });
  const { api } = course.open("a");
  api.Initialize("");

  assert.deepEqual(choosable(course), ["a", "a2", "b", "b2"]);
  assert.deepEqual(told(course, api), ["a", "a2", "b", "b2"]);
  assert.deepEqual(
    ["a2", "b2", "c"].map((target) => chosen(started(groups()), target)),
    ["a2", "b2", "nothing"],
  );
});

test("a group around one that constrains choice is itself chosen", () => {
  const inner = group("inner", CONSTRAINED, [sco("a")]);
  const course = started([sco("b"), group("outer", { sequencing: CONTROL }, [inner]), sco("c")]);
  course.standard.navigator.request({ to: "start" });
  course.standard.navigator.request({ to: "continue" });

  assert.equal(opens(course.standard.navigator.request({ to: "choice", target: "outer" })), "a");
});
