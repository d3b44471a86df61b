import assert from "node:assert/strict";
import { test } from "node:test";
import type { Boot, Stored } from "../src/boot";
import { Course } from "../src/course";
import { Settings } from "../src/settings";
import { Scorm12 } from "../src/standards/scorm12";
import type { Session } from "../src/standards/standard";
import { Trace } from "../src/trace";

type Api = Record<
  "LMSInitialize" | "LMSFinish" | "LMSCommit" | "LMSGetValue" | "LMSSetValue" | "LMSGetLastError",
  (...args: string[]) => string
>;

function opened(stored?: Stored, settings: Record<string, string> = {}): { session: Session; api: Api; trace: Trace } {
  const course = new Course({
    key: "root",
    title: "Golf",
    type: "AGGREGATION",
    children: [
      {
        key: "i1",
        title: "Etiquette",
        type: "SCO",
        url: "content/1.html",
        launch_data: "par=72",
        scaled_passing_score: "0.8",
        max_time_allowed: "00:30:00",
        time_limit_action: "exit,message",
      },
    ],
  });
  const trace = new Trace();
  const standard = new Scorm12({
    boot: { learner: { id: "L1", name: "Learner, A" }, review: settings.review === "true" } as Boot,
    settings: new Settings({
      PlayerResetRunTimeData: "NEVER",
      PlayerSuspendDataMaxLength: "4096",
      PlayerScoreOverridesStatus: "false",
      PlayerCompletionStatOfFailedSuccessStat: "Unknown",
      PlayerAllowCompleteStatusChange: "false",
      PlayerLaunchCompletedRegsAsNoCredit: "true",
      PlayerMakeStudentPrefsGlobalToCourse: "false",
      ...settings,
    }),
    trace,
    ears: { changed: () => {}, ended: () => {} },
    preferences: {},
    finished: () => settings.finished === "true",
  });
  const session = standard.open(course.get("i1"), stored) as Session;
  return { session, api: session.globals.API as Api, trace };
}

function values(api: Api, ...elements: string[]): string[] {
  return elements.map((element) => api.LMSGetValue(element));
}

function next(session: Session): Stored {
  return { attempt: session.attempt, elements: session.elements() };
}

test("content that sets no status is completed once it ends, as the LMS has to see to", () => {
  const { session, api } = opened();
  api.LMSInitialize("");
  assert.equal(session.status().completion, "not attempted");
  assert.equal(api.LMSInitialize(""), "false");
  api.LMSFinish("");

  assert.equal(session.status().completion, "completed");
});

test("a status that content has set before is left as it is", () => {
  const first = opened();
  first.api.LMSInitialize("");
  first.api.LMSSetValue("cmi.core.lesson_status", "incomplete");
  first.api.LMSFinish("");
  const { session, api } = opened(next(first.session));
  api.LMSInitialize("");
  api.LMSFinish("");

  assert.equal(session.status().completion, "incomplete");
});

test("content sees what the manifest gives it", () => {
  const { api } = opened();
  api.LMSInitialize("");

  assert.deepEqual(
    values(
      api,
      "cmi.core.student_id",
      "cmi.core.student_name",
      "cmi.core.entry",
      "cmi.core.lesson_status",
      "cmi.launch_data",
      "cmi.student_data.mastery_score",
      "cmi.student_data.max_time_allowed",
      "cmi.student_data.time_limit_action",
      "cmi.core.total_time",
    ),
    ["L1", "Learner, A", "ab-initio", "not attempted", "par=72", "80", "00:30:00", "exit,message", "00:00:00"],
  );
});

test("the mastery score decides at the end", () => {
  const { session, api } = opened();
  api.LMSInitialize("");
  api.LMSSetValue("cmi.core.score.raw", "79");
  api.LMSSetValue("cmi.core.lesson_status", "completed");
  api.LMSFinish("");

  assert.deepEqual([session.status().success, session.status().score], ["failed", 0.79]);
});

test("a suspended session goes on with its data and adds up its time", () => {
  const first = opened();
  first.api.LMSInitialize("");
  first.api.LMSSetValue("cmi.core.lesson_location", "7");
  first.api.LMSSetValue("cmi.suspend_data", "abc");
  first.api.LMSSetValue("cmi.core.session_time", "00:02:30.50");
  first.api.LMSSetValue("cmi.core.exit", "suspend");
  first.api.LMSFinish("");
  const { api } = opened(next(first.session));
  api.LMSInitialize("");

  assert.deepEqual(
    values(api, "cmi.core.entry", "cmi.core.lesson_location", "cmi.suspend_data", "cmi.core.total_time"),
    ["resume", "7", "abc", "00:02:30.5"],
  );
});

test("a session that has ended takes and gives nothing", () => {
  const { session, api } = opened();
  api.LMSInitialize("");
  api.LMSSetValue("cmi.core.lesson_location", "7");
  api.LMSFinish("");
  const answers = [
    [api.LMSSetValue("cmi.core.lesson_location", "8"), api.LMSGetLastError()],
    [api.LMSGetValue("cmi.core.lesson_location"), api.LMSGetLastError()],
    [api.LMSCommit(""), api.LMSGetLastError()],
  ];

  assert.deepEqual(answers, [
    ["false", "301"],
    ["", "301"],
    ["false", "301"],
  ]);
  assert.equal(session.elements()["cmi.core.lesson_location"], "7");
});

test("the time of all earlier sessions is added up", () => {
  let stored: Stored | undefined;
  for (let taken = 0; taken < 3; taken += 1) {
    const { api, session } = opened(stored);
    api.LMSInitialize("");
    api.LMSSetValue("cmi.core.session_time", "00:01:00");
    api.LMSFinish("");
    assert.equal(session.status().seconds, 60 * (taken + 1));
    stored = next(session);
  }
  const { api } = opened(stored);
  api.LMSInitialize("");

  assert.equal(api.LMSGetValue("cmi.core.total_time"), "00:03:00");
});

test("a session that was torn away is resumed", () => {
  const first = opened();
  first.api.LMSInitialize("");
  first.api.LMSSetValue("cmi.suspend_data", "abc");
  const { api } = opened(next(first.session));
  api.LMSInitialize("");

  assert.deepEqual(values(api, "cmi.core.entry", "cmi.suspend_data"), ["resume", "abc"]);
});

test("suspend data is limited by the course's setting, not by the run-time", () => {
  const large = opened(undefined, { PlayerSuspendDataMaxLength: "2000000" });
  large.api.LMSInitialize("");
  const small = opened();
  small.api.LMSInitialize("");
  const value = "x".repeat(1_000_000);

  assert.deepEqual(
    [large.api.LMSSetValue("cmi.suspend_data", value), large.api.LMSGetValue("cmi.suspend_data") === value],
    ["true", true],
  );
  assert.deepEqual(
    [
      small.api.LMSSetValue("cmi.suspend_data", value),
      small.api.LMSGetLastError(),
      small.api.LMSGetValue("cmi.suspend_data"),
    ],
    ["false", "405", ""],
  );
});

test("suspend data that the service would not keep is refused, whatever the course allows", () => {
  const { api } = opened(undefined, { PlayerSuspendDataMaxLength: "0" });
  api.LMSInitialize("");
  const answers = [4, 5].map((mebi) => api.LMSSetValue("cmi.suspend_data", "x".repeat(mebi * 2 ** 20)));

  assert.deepEqual([...answers, api.LMSGetLastError()], ["true", "false", "405"]);
});

test("every call is traced with its arguments, its return and its error", () => {
  const { api, trace } = opened();
  api.LMSGetValue("cmi.core.student_id");
  api.LMSInitialize("");
  api.LMSSetValue("cmi.core.student_id", "x");
  const calls = trace.entries.map(({ what }) =>
    what.kind === "call" ? [what.method, what.args, what.returned, what.error] : [],
  );

  assert.deepEqual(calls, [
    ["LMSGetValue", ["cmi.core.student_id"], "", "301"],
    ["LMSInitialize", [""], "true", "0"],
    ["LMSSetValue", ["cmi.core.student_id", "x"], "false", "403"],
  ]);
});

test("run-time data begins anew where the course wants it after a normal exit", () => {
  const first = opened();
  first.api.LMSInitialize("");
  first.api.LMSSetValue("cmi.suspend_data", "abc");
  first.api.LMSSetValue("cmi.core.exit", "");
  first.api.LMSFinish("");
  const kept = next(first.session);
  const again = opened(kept, { PlayerResetRunTimeData: "WHEN_EXIT_IS_NOT_SUSPEND" });
  again.api.LMSInitialize("");

  assert.deepEqual([again.session.attempt, again.api.LMSGetValue("cmi.suspend_data")], [2, ""]);
});

test("a status that content takes back counts on, unless the course allows that", () => {
  const done = opened();
  done.api.LMSInitialize("");
  done.api.LMSSetValue("cmi.core.lesson_status", "passed");
  done.api.LMSFinish("");
  const completions = ["false", "true"].map((PlayerAllowCompleteStatusChange) => {
    const { api, session } = opened(next(done.session), { PlayerAllowCompleteStatusChange });
    api.LMSInitialize("");
    api.LMSSetValue("cmi.core.lesson_status", "incomplete");
    return session.status().completion;
  });

  assert.deepEqual(completions, ["completed", "incomplete"]);
});

for (const known of ["finished", "review"]) {
  test(`a course that is complete, as ${known} tells, is reviewed without credit`, () => {
    const { api } = opened(undefined, { [known]: "true" });
    api.LMSInitialize("");

    assert.deepEqual(values(api, "cmi.core.credit", "cmi.core.lesson_mode"), ["no-credit", "review"]);
  });
}
