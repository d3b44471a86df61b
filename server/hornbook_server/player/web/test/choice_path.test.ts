import assert from "node:assert/strict";
import { test } from "node:test";
import type { ActivityNode } from "../src/boot";
import type { Scorm2004Definition, SequencingRule } from "../src/navigation/definition";
import { opens, sco, started } from "./scorm2004_course";

const CONTROL = { control_mode: { flow: true } };
const CONSTRAINED: Scorm2004Definition = {
  sequencing: { ...CONTROL, constrained_choice_considerations: { constrain_choice: true } },
};

function rule(action: string, ...conditions: SequencingRule["conditions"]): Scorm2004Definition {
  const one: SequencingRule = { action, conditions, condition_combination: "any" };
  return { sequencing: { sequencing_rules: { pre_condition: [one] } } };
}

function stops(...conditions: SequencingRule["conditions"]): Pick<ActivityNode, "scorm2004"> {
  return { scorm2004: rule("stopForwardTraversal", ...conditions) };
}

const ALWAYS = { condition: "always" };
/** As authors have to write it: what nothing is known of is neither completed nor not (SN 4th Ed., UP.2.1). */
const UNTIL_COMPLETED = ["completed", "activityProgressKnown"].map((condition) => ({
  condition,
  operator: "not" as const,
}));

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

test("from a lesson that stops the way forward, nothing after it is chosen, but it can be chosen itself", () => {
  const lessons = [sco("a", stops(ALWAYS)), sco("b"), sco("c")];
  const course = started(lessons);
  course.standard.navigator.request({ to: "start" });
  const { api } = course.open("a");
  api.Initialize("");

  assert.deepEqual(choosable(course), ["a"]);
  assert.deepEqual(told(course, api), ["a"]);
  assert.equal(chosen(started(lessons), "c"), "nothing");
});

test("a lesson that stops the way forward is chosen from one after it", () => {
  const course = started([sco("a", stops(ALWAYS)), sco("b"), sco("c")]);
  course.standard.navigator.request({ to: "start" });
  course.standard.navigator.request({ to: "continue" });

  assert.deepEqual(choosable(course), ["a", "b", "c"]);
  assert.equal(opens(course.standard.navigator.request({ to: "choice", target: "a" })), "a");
});

test("a group that stops the way forward is not entered by choosing one of its lessons", () => {
  const second = { ...group("two", { sequencing: CONTROL }, [sco("b")]), ...stops(ALWAYS) };
  const course = started([group("one", { sequencing: CONTROL }, [sco("a")]), second, sco("c")]);

  assert.equal(chosen(course, "b"), "nothing");
  assert.deepEqual(choosable(course), ["a", "c"]);
});

test("what stops the way forward until a lesson is completed lets it go on once it is", () => {
  const course = started([sco("a", stops(...UNTIL_COMPLETED)), sco("b", stops(...UNTIL_COMPLETED)), sco("c")]);
  course.standard.navigator.request({ to: "start" });
  const { api } = course.open("a");
  api.Initialize("");
  const before = choosable(course);
  api.SetValue("cmi.completion_status", "completed");
  const after = choosable(course);
  api.SetValue("adl.nav.request", "{target=c}choice");
  api.Terminate("");

  assert.deepEqual([before, after], [["a"], ["a", "b"]]);
  assert.equal(opens(course.standard.navigator.request({ to: "worked out" })), "nothing");
  assert.equal(opens(course.standard.navigator.request({ to: "choice", target: "b" })), "b");
});

test("a choice that is barred ends the lesson that asks for it, and is told of", () => {
  const course = started([sco("a", stops(ALWAYS)), sco("b")]);
  course.standard.navigator.request({ to: "start" });
  const { api } = course.open("a");
  api.Initialize("");
  api.SetValue("cmi.success_status", "passed");
  api.SetValue("adl.nav.request", "{target=b}choice");
  const ended = api.Terminate("");
  const decision = course.standard.navigator.request({ to: "worked out" });

  assert.deepEqual([ended, decision.because], ["true", "a rule stops the way forward (SB.2.4-1)"]);
  assert.equal(course.standard.status(course.course.get("a")).success, "passed");
});

test("what bars a choice does so after the course has been left and opened again", () => {
  const lessons = [sco("a", stops(ALWAYS)), sco("b")];
  const before = started(lessons);
  before.standard.navigator.request({ to: "start" });
  before.open("a").api.Initialize("");
  const after = started(lessons, { attempt: 1, elements: before.standard.courseElements() });
  after.standard.navigator.request({ to: "resume" });

  assert.equal(opens(after.standard.navigator.request({ to: "choice", target: "b" })), "nothing");
  assert.equal(opens(after.standard.navigator.request({ to: "choice", target: "a" })), "a");
});

test("a lesson that stops the way forward is left by next", () => {
  const course = started([sco("a", stops(ALWAYS)), sco("b")]);
  course.standard.navigator.request({ to: "start" });

  assert.equal(opens(course.standard.navigator.request({ to: "continue" })), "b");
});

const PREVENTS: Scorm2004Definition = {
  sequencing: { ...CONTROL, constrained_choice_considerations: { prevent_activation: true } },
};

test("a course that prevents activation keeps no lesson of its own from being chosen", () => {
  const lessons = () => started([sco("a"), sco("b"), sco("c")], undefined, {}, PREVENTS);
  const course = lessons();
  course.standard.navigator.request({ to: "start" });
  const { api } = course.open("a");
  api.Initialize("");

  assert.deepEqual(choosable(course), ["a", "b", "c"]);
  assert.deepEqual(told(course, api), ["a", "b", "c"]);
  assert.equal(chosen(lessons(), "c"), "c");
});

test("a group that prevents activation is not entered by choosing one of its lessons, as long as it is not open", () => {
  const lessons = () => started([sco("a"), group("two", PREVENTS, [sco("b"), sco("b2")]), sco("c")]);
  const course = lessons();
  course.standard.navigator.request({ to: "start" });
  const { api } = course.open("a");
  api.Initialize("");
  const outside = [choosable(course), told(course, api)];
  course.standard.navigator.request({ to: "continue" });

  assert.deepEqual(outside, [
    ["a", "c"],
    ["a", "c"],
  ]);
  assert.deepEqual(choosable(course), ["a", "b", "b2", "c"]);
  assert.equal(chosen(lessons(), "b2"), "nothing");
});

test("a course without flow begins with the first lesson that may be chosen", () => {
  const lessons = [group("one", PREVENTS, [sco("a")]), sco("b")];

  assert.equal(opens(started(lessons, undefined, {}, {}).standard.navigator.request({ to: "start" })), "b");
});

test("in a group that is hidden from choice nothing can be chosen, by the learner who is in it neither", () => {
  const hidden = rule("hiddenFromChoice", ALWAYS).sequencing;
  const lessons = () =>
    started([group("one", { sequencing: { ...hidden, ...CONTROL } }, [sco("a"), sco("a2")]), sco("b")]);
  const course = lessons();
  course.standard.navigator.request({ to: "start" });
  const { api } = course.open("a");
  api.Initialize("");

  assert.deepEqual([choosable(course), told(course, api)], [["b"], ["b"]]);
  assert.equal(chosen(lessons(), "a2"), "nothing");
});
