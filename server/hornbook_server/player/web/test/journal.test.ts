import assert from "node:assert/strict";
import { test } from "node:test";
import type { Elements } from "../src/boot";
import { type Answer, type Channel, type Commit, Journal } from "../src/journal";

class Server implements Channel {
  readonly received: { commits: Commit[]; running: boolean; activity: string; last?: number; left?: unknown[] }[] = [];
  readonly keptAlive: boolean[] = [];
  answers: Answer[] = [];
  timers: (() => void)[] = [];

  async send(body: string, keepalive: boolean): Promise<Answer> {
    this.received.push(JSON.parse(body));
    this.keptAlive.push(keepalive);
    return this.answers.shift() ?? { applied: this.received.at(-1)?.commits.at(-1)?.number ?? 0 };
  }

  beacon(body: string): boolean {
    this.received.push(JSON.parse(body));
    return true;
  }

  after(_milliseconds: number, action: () => void): void {
    this.timers.push(action);
  }

  numbers(): number[][] {
    return this.received.map((batch) => batch.commits.map((commit) => commit.number));
  }
}

function journal(server: Server, elements: Record<string, string>): Journal {
  const source = () => [{ activity: "a", attempt: 1, elements: elements as Elements }];
  return new Journal(1, {}, source, server);
}

test("a change leaves once, and with the next number", async () => {
  const server = new Server();
  const elements: Record<string, string> = { x: "1" };
  const kept = journal(server, elements);
  await kept.flush();
  await kept.flush();
  elements.x = "2";
  await kept.flush();

  assert.deepEqual(
    server.received.flatMap((batch) => batch.commits),
    [
      { number: 1, activity: "a", attempt: 1, changes: { x: "1" } },
      { number: 2, activity: "a", attempt: 1, changes: { x: "2" } },
    ],
  );
});

test("what did not arrive is sent again with what has come since", async () => {
  const server = new Server();
  const elements: Record<string, string> = { x: "1" };
  const kept = journal(server, elements);
  server.answers = ["unreachable"];
  await kept.flush();
  elements.x = "2";
  await kept.flush();

  assert.deepEqual(server.numbers(), [[1], [1, 2]]);
  assert.equal(kept.pending, 0);
});

test("what the server has not applied is kept", async () => {
  const server = new Server();
  const kept = journal(server, { x: "1" });
  server.answers = [{ applied: 0 }];
  await kept.flush();

  assert.equal(kept.pending, 1);
});

test("nothing more is sent once a later opening has taken over", async () => {
  const server = new Server();
  const elements: Record<string, string> = { x: "1" };
  const kept = journal(server, elements);
  const told: string[] = [];
  kept.onhealth = (health) => told.push(health);
  server.answers = ["superseded"];
  await kept.flush();
  elements.x = "2";
  await kept.flush();

  assert.deepEqual([server.received.length, told], [1, ["superseded"]]);
});

test("the farewell takes what fits, in order, and names the rest", () => {
  const server = new Server();
  const elements: Record<string, string> = { small: "1" };
  const kept = journal(server, elements);
  void kept.flush();
  server.received.length = 0;
  elements.large = "x".repeat(100_000);
  kept.farewell();

  const farewell = server.received[0];
  assert.deepEqual(
    [server.numbers(), farewell?.last, farewell?.left],
    [[[1]], 2, [{ activity: "a", element: "large", characters: 100_000 }]],
  );
});

test("a page that leads elsewhere has brought all and said farewell before", async () => {
  const server = new Server();
  const elements: Record<string, string> = { x: "1" };
  const kept = journal(server, elements);
  void kept.beat();
  elements.x = "2";
  await kept.part();
  await kept.beat();
  kept.farewell();

  assert.deepEqual(server.numbers(), [[1], [2], []]);
  assert.deepEqual(
    server.received.map(({ last }) => last),
    [undefined, undefined, 2],
  );
});

test("what did not arrive before the page leads elsewhere is in the farewell of its closing", async () => {
  const server = new Server();
  const kept = journal(server, { x: "1" });
  server.answers = ["unreachable"];
  await kept.part();
  kept.farewell();

  assert.deepEqual(server.numbers(), [[1], [1]]);
  assert.equal(server.received[1]?.last, 1);
});

test("what changes after a farewell is followed by another", async () => {
  const server = new Server();
  const elements: Record<string, string> = { x: "1" };
  const kept = journal(server, elements);
  await kept.part();
  elements.x = "2";
  await kept.flush();
  kept.farewell();

  assert.deepEqual(
    server.received.map(({ last }) => last),
    [undefined, 1, undefined, 2],
  );
});

test("a lone surrogate is replaced, as it is no text", async () => {
  const server = new Server();
  await journal(server, { x: "a\ud800b" }).flush();

  assert.deepEqual(server.received[0]?.commits[0]?.changes, { x: "a\ufffdb" });
});

test("only small requests outlive the page", async () => {
  const server = new Server();
  const elements: Record<string, string> = { x: "1" };
  const kept = journal(server, elements);
  await kept.flush();
  elements.x = "y".repeat(20_000);
  await kept.flush();

  assert.deepEqual(server.keptAlive, [true, false]);
});

test("a sign of life says what is open, and takes changes with it", async () => {
  const server = new Server();
  const elements: Record<string, string> = {};
  const kept = journal(server, elements);
  kept.activity = "a";
  await kept.flush();
  await kept.beat();
  elements.x = "1";
  await kept.beat();

  assert.deepEqual(
    [server.numbers(), server.received.map((one) => one.activity)],
    [
      [[], [1]],
      ["a", "a"],
    ],
  );
});

test("a sign of life that is not heard is no save that has failed", async () => {
  const server = new Server();
  const kept = journal(server, {});
  const told: string[] = [];
  kept.onhealth = (health) => told.push(health);
  server.answers = ["unreachable"];
  await kept.beat();

  assert.deepEqual(told, []);
});

test("a new attempt tells all of its values, as the server begins it with nothing", async () => {
  const server = new Server();
  let attempt = 1;
  const kept = new Journal(1, {}, () => [{ activity: "a", attempt, elements: { x: "1" } }], server);
  await kept.flush();
  attempt = 2;
  await kept.flush();

  assert.deepEqual(server.received.at(-1)?.commits, [{ number: 2, activity: "a", attempt: 2, changes: { x: "1" } }]);
});

test("nothing goes with the farewell that comes after what does not fit", async () => {
  const server = new Server();
  const elements: Record<string, string> = { x: "1".repeat(70_000) };
  const kept = journal(server, elements);
  server.answers = ["unreachable"];
  await kept.flush();
  elements.y = "2";
  kept.farewell();

  const { commits, last, left } = server.received.at(-1) ?? {};
  assert.deepEqual([commits, last], [[], 2]);
  assert.deepEqual(left, [
    { activity: "a", element: "x", characters: 70_000 },
    { activity: "a", element: "y", characters: 1 },
  ]);
});
