import assert from "node:assert/strict";
import { test } from "node:test";
import type { ActivityNode } from "../src/boot";
import { opens, sco, started } from "./scorm2004_course";

test("the learner's wish is worked out as the content terminates", () => {
  const { standard, open } = started([sco("a"), sco("b")]);
  const first = opens(standard.navigator.request({ to: "start" }));
  const { api } = open("a");
  api.Initialize("");
  standard.navigator.announce({ to: "continue" });
  api.Terminate("");

  assert.deepEqual([first, opens(standard.navigator.request({ to: "continue" }))], ["a", "b"]);
});

test("a global objective that one lesson writes is read by another", () => {
  const map = (more: object) => ({
    scorm2004: {
      sequencing: {
        objectives: [{ objective_id: "o", map_infos: [{ target_objective_id: "global", ...more }] }],
      },
    },
  });
  const { standard, open } = started([
    sco("a", map({ write_satisfied_status: true })),
    sco("b", map({ read_satisfied_status: true })),
  ]);
  standard.navigator.request({ to: "start" });
  const { api } = open("a");
  api.Initialize("");
  const index = ["0", "1"].find((one) => api.GetValue(`cmi.objectives.${one}.id`) === "o");
  api.SetValue(`cmi.objectives.${index}.success_status`, "passed");
  standard.navigator.announce({ to: "continue" });
  api.Terminate("");
  standard.navigator.request({ to: "continue" });
  const second = open("b").api;
  second.Initialize("");
  const found = ["0", "1"].find((one) => second.GetValue(`cmi.objectives.${one}.id`) === "o");

  assert.equal(second.GetValue(`cmi.objectives.${found}.success_status`), "passed");
});

test("the state of sequencing is kept by activity, and goes on from there", () => {
  const before = started([sco("a"), sco("b")]);
  before.standard.navigator.request({ to: "start" });
  before.open("a").api.Initialize("");
  const first = before.standard.courseElements();
  before.standard.navigator.announce({ to: "continue" });
  before.standard.navigator.request({ to: "continue" });
  const kept = before.standard.courseElements();
  const after = started([sco("a"), sco("b")], { attempt: 1, elements: kept });

  assert.deepEqual(Object.keys(first), Object.keys(kept));
  assert.equal(first["sequencing.activity.b"] === kept["sequencing.activity.b"], false);
  assert.equal(opens(after.standard.navigator.request({ to: "resume" })), "b");
});

test("nothing is kept anew while nothing changes", () => {
  const { standard, open } = started([sco("a")]);
  standard.navigator.request({ to: "start" });
  open("a").api.Initialize("");

  assert.deepEqual(standard.courseElements(), standard.courseElements());
});

test("comments of one lesson do not reach the next", () => {
  const { standard, open } = started([sco("a"), sco("b")]);
  standard.navigator.request({ to: "start" });
  const { api } = open("a");
  api.Initialize("");
  api.SetValue("cmi.comments_from_learner.0.comment", "mine");
  standard.navigator.announce({ to: "continue" });
  api.Terminate("");
  standard.navigator.request({ to: "continue" });
  const next = open("b").api;
  next.Initialize("");

  assert.equal(next.GetValue("cmi.comments_from_learner._count"), "0");
});

test("a raw score is scaled and passing completes, where the course says so", () => {
  const settings = { PlayerScaleRawScore: "true", PlayerSatisfiedCausesCompletion: "true" };
  const { standard, open } = started([sco("a")], undefined, settings);
  standard.navigator.request({ to: "start" });
  const { api, session } = open("a");
  api.Initialize("");
  api.SetValue("cmi.score.raw", "45");
  api.SetValue("cmi.score.max", "50");
  api.SetValue("cmi.success_status", "passed");
  api.Terminate("");
  const { score, completion } = session.status();

  assert.deepEqual([score, completion], [0.9, "completed"]);
});

test("a session that is suspended goes on, one that has ended begins a new attempt", () => {
  const { standard, open } = started([sco("a")]);
  standard.navigator.request({ to: "start" });
  const { api, session } = open("a");
  api.Initialize("");
  api.SetValue("cmi.location", "7");
  api.SetValue("cmi.session_time", "PT1M30S");
  api.SetValue("cmi.exit", "suspend");
  api.Terminate("");
  const suspended = { attempt: session.attempt, elements: session.elements() };
  const ended = { attempt: 1, elements: { ...suspended.elements, "cmi.exit": "normal" } };
  const [on, anew] = [suspended, ended].map((stored) => {
    const { session: later, api: itsApi } = open("a", stored);
    itsApi.Initialize("");
    return [later.attempt, ...["cmi.entry", "cmi.location", "cmi.total_time"].map((name) => itsApi.GetValue(name))];
  });

  assert.deepEqual(on, [1, "resume", "7", "PT1M30S"]);
  assert.deepEqual(anew, [2, "ab-initio", "", "PT0S"]);
});

test("what sequencing decides is told in words", () => {
  const rule = { action: "retry", conditions: [{ condition: "satisfied", operator: "not" as const }] };
  const retried = sco("a", { scorm2004: { sequencing: { sequencing_rules: { post_condition: [rule] } } } });
  const { standard, open, trace } = started([retried, sco("b")]);
  standard.navigator.request({ to: "start" });
  const { api } = open("a");
  api.Initialize("");
  api.SetValue("cmi.success_status", "failed");
  standard.navigator.announce({ to: "continue" });
  api.Terminate("");

  assert.equal(opens(standard.navigator.request({ to: "continue" })), "a");
  const told = trace.entries.map(({ what }) => ("text" in what ? what.text : ""));
  assert.ok(told.includes('The post-condition rules of "A" ask for retry'), told.join("\n"));
});

test("content reads the request that it has set", () => {
  const { standard, open } = started([sco("a"), sco("b")]);
  standard.navigator.request({ to: "start" });
  const { api } = open("a");
  api.Initialize("");
  const before = api.GetValue("adl.nav.request");
  api.SetValue("adl.nav.request", "{target=b}choice");

  assert.deepEqual([before, api.GetValue("adl.nav.request"), api.GetLastError()], ["_none_", "{target=b}choice", "0"]);
});

test("content is told where it may go, whatever characters identifiers have", () => {
  const disabled = {
    sequencing_rules: { pre_condition: [{ action: "disabled", conditions: [{ condition: "always" }] }] },
  };
  const { standard, open } = started([
    sco("golf.a"),
    sco("golf.b"),
    sco("golf.c", { scorm2004: { sequencing: disabled } }),
  ]);
  standard.navigator.request({ to: "start" });
  const { api } = open("golf.a");
  api.Initialize("");
  const told = (request: string) =>
    ["golf.b", "golf.c", "none.such"].map((id) => api.GetValue(`adl.nav.request_valid.${request}.{target=${id}}`));

  assert.deepEqual(told("choice"), ["true", "false", "false"]);
  assert.deepEqual(told("jump"), ["true", "true", "false"]);
});

test("a lesson that is left by suspending the course goes on, even where content sets no exit", () => {
  const { standard, open } = started([sco("a"), sco("b")]);
  standard.navigator.request({ to: "start" });
  const { api, session } = open("a");
  api.Initialize("");
  api.SetValue("cmi.location", "7");
  standard.navigator.announce({ to: "suspendAll" });
  api.Terminate("");
  standard.navigator.request({ to: "suspendAll" });
  const kept = { attempt: session.attempt, elements: session.elements() };
  const after = started([sco("a"), sco("b")], { attempt: 1, elements: standard.courseElements() });
  const resumed = opens(after.standard.navigator.request({ to: "resume" }));
  const later = after.open("a", kept).api;
  later.Initialize("");

  assert.deepEqual([resumed, later.GetValue("cmi.entry"), later.GetValue("cmi.location")], ["a", "resume", "7"]);
});

/** Two lessons, the second of which is disabled until the first is satisfied. */
function oneAfterTheOther(first: object = {}): ActivityNode[] {
  const map = (more: object) => [{ target_objective_id: "global", ...more }];
  const unsatisfied = { condition: "satisfied", operator: "not" as const, referenced_objective: "before" };
  return [
    sco("a", {
      scorm2004: {
        sequencing: {
          primary_objective: {
            objective_id: "p",
            map_infos: map({ read_satisfied_status: true, write_satisfied_status: true }),
          },
          ...first,
        },
      },
    }),
    sco("b", {
      scorm2004: {
        sequencing: {
          objectives: [{ objective_id: "before", map_infos: map({ read_satisfied_status: true }) }],
          sequencing_rules: {
            pre_condition: [
              {
                action: "disabled",
                condition_combination: "any",
                conditions: [
                  unsatisfied,
                  { condition: "objectiveStatusKnown", operator: "not", referenced_objective: "before" },
                ],
              },
            ],
          },
        },
      },
    }),
  ];
}

for (const [success, control_mode, opened] of [
  ["passed", {}, "b"],
  ["failed", {}, "nothing"],
  ["passed", { choice_exit: false }, "nothing"],
] as const) {
  test(`a lesson that ends ${success}, ${JSON.stringify(control_mode)}, and chooses the next opens ${opened}`, () => {
    const { standard, open } = started(oneAfterTheOther({ control_mode }));
    standard.navigator.request({ to: "start" });
    const { api } = open("a");
    api.Initialize("");
    api.SetValue("cmi.success_status", success);
    api.SetValue("adl.nav.request", "{target=b}choice");
    api.Terminate("");

    assert.equal(opens(standard.navigator.request({ to: "worked out" })), opened);
  });
}

for (const request of ["choice", "jump"]) {
  test(`a ${request} ends the lesson that asks for it, and its objectives are known where it leads`, () => {
    const { standard, open, course } = started(oneAfterTheOther());
    standard.navigator.request({ to: "start" });
    const { api } = open("a");
    api.Initialize("");
    api.SetValue("cmi.completion_status", "completed");
    api.SetValue("adl.nav.request", `{target=b}${request}`);
    api.Terminate("");
    const opened = opens(standard.navigator.request({ to: "worked out" }));
    const next = open("b").api;
    next.Initialize("");

    assert.deepEqual(
      [
        opened,
        standard.status(course.get("a")).success,
        next.GetValue("cmi.objectives.0.id"),
        next.GetValue("cmi.objectives.0.success_status"),
      ],
      ["b", "passed", "before", "passed"],
    );
  });
}
