/** Puts the player together from what the server wrote into the page. */

import { type Boot, type Opening, readBoot } from "./boot";
import { channelTo, followsTrail, leaveTrail, opened } from "./channel";
import { onEachDocument } from "./content_windows";
import { type Activity, Course } from "./course";
import { Doorstep } from "./doorstep";
import { opensElsewhere } from "./elsewhere";
import { worded } from "./inspector/lines";
import { listenTo } from "./inspector/watch";
import { Journal } from "./journal";
import { choiceOfInvalid, flowOf } from "./navigation/choosing";
import { tellFailure, tellHealth, tellLosses } from "./notices";
import { pageOf } from "./page";
import { Place } from "./place";
import { LAST, Player } from "./player";
import { progressOf } from "./rollup";
import { Settings } from "./settings";
import { Stage } from "./stage";
import { standardFor } from "./standards/choosing";
import { wear } from "./style_sheets";
import { type Texts, textsFor } from "./texts";
import { Trace } from "./trace";
import { ask, confirmed, tell } from "./ui/dialogs";
import { Frame } from "./ui/frame";

const SIGN_OF_LIFE = 30_000;

async function main(): Promise<void> {
  const boot = readBoot(document);
  const settings = new Settings(boot.settings);
  const { texts, lang } = textsFor(boot.culture, navigator.languages);
  document.documentElement.lang = lang;
  const trace = new Trace();
  wear(boot.styles, (url) => trace.note("network", `${url} could not be loaded`, "It is a style sheet of the launch."));
  if (opensElsewhere(boot, settings, texts)) return;
  try {
    await play(boot, await opened(), settings, texts, trace);
  } catch (error) {
    tellFailure(error, texts);
  }
}

async function play(boot: Boot, opening: Opening, settings: Settings, texts: Texts, trace: Trace): Promise<void> {
  const course = new Course(boot.course.root);
  const ears = {
    changed: () => player.changed(),
    ended: (request: Parameters<Player["ended"]>[0]) => void player.ended(request),
  };
  const finished = () => player.courseStatus().completion === "completed";
  const context = { boot, settings, trace, ears, preferences: {}, finished };
  const standard = await standardFor(context, course, opening.stored, choiceOfInvalid(settings));
  // Nothing is waited for between here and the player: its buttons could be pressed before it is there.
  const frame = new Frame(course, boot.course.title, settings, texts, {
    choose: (key) => void player.go({ to: "choice", target: key }),
    previous: () => void player.go({ to: "previous" }),
    next: () => void player.go({ to: "continue" }),
    exit: () => void exit(),
    close: () => void player.leaveCurrent().then(() => page.ended("lesson")),
    help: () => void tell(texts.helpText, texts),
    inspect: () => void inspect(),
  });

  async function exit(): Promise<void> {
    if (player.left) return page.leave();
    if (settings.on("PromptOnPlayerClose") && !(await confirmed(texts.confirmExit, texts))) return;
    const action = settings.text("PlayerReturnToLmsAction");
    const ways = [["suspendAll", texts.leaveSuspend] as const, ["exitAll", texts.leaveFinish] as const];
    const chosen =
      action === "Selectable" ? await ask(texts.leaveHow, ways) : action === "ExitAll" ? "exitAll" : "suspendAll";
    if (chosen) await player.go({ to: chosen });
  }

  async function inspect(): Promise<void> {
    if (!frame.toggleDrawer() || frame.drawer.childElementCount) return;
    const { Inspector } = await import("./inspector/inspector");
    new Inspector(frame.drawer, {
      boot,
      losses: opening.losses,
      trace,
      elements: () => player.session?.elements() ?? {},
      statuses: () =>
        Object.fromEntries(course.activities.map((one) => [course.nameOf(one), worded(player.statusOf(one))])),
      titleOf: (activity) => course.find(activity)?.title ?? "",
      pending: () => journal.pending,
    });
  }

  function draw(): void {
    const current = player.activity;
    const statusOf = player.statusOf.bind(player);
    const choice = (one: Activity) => (player.left ? "disabled" : steering.choice(one.key));
    frame.tree.show({ status: statusOf, choice }, course, current?.key ?? "");
    const byMeasure = settings.on("PlayerUseMeasureProgressBar");
    frame.show(current?.title ?? "", progressOf(course, player.ownStatus.bind(player), byMeasure), {
      previous: !player.left && steering.canPrevious,
      next: !player.left && steering.canContinue,
      hidden: steering.hidden,
      open: current !== undefined,
    });
  }

  const stage = new Stage(frame.stage);
  const again = () => void player.begin("");
  const led = (url: string) => {
    trace.note("navigation", "The content would have led the player's window elsewhere, and was not let", url);
    frame.notice("led", texts.led, texts.dismiss);
  };
  const place = new Place(led);
  const leaving = () => {
    place.release();
    return doorstep.leave();
  };
  const anew = () => location.reload(); // this opening has said farewell
  const page = pageOf(boot, settings, texts, frame, stage, { again, anew, leaving, refresh: eachFrame(draw) });
  const player = new Player({ stored: opening.stored, course, settings, standard, trace, page });
  const last = opening.stored[""]?.elements[LAST];
  const steering = standard.navigator ?? flowOf(course, settings, player.statusOf.bind(player), last);
  const journal = new Journal(opening.opening, opening.stored, () => player.values(), channelTo(trace));
  player.equip(steering, journal);

  const patience = settings.number("PlayerCommMaxFailedSubmissions");
  journal.onhealth = (health, failures) => tellHealth(health, failures, patience, frame, texts);
  window.addEventListener("beforeunload", () => void journal.flush());
  const start = last && followsTrail() ? "" : boot.start;
  leaveTrail(opening.opening);
  const doorstep = new Doorstep(led);
  window.addEventListener("pagehide", () => journal.farewell());
  window.addEventListener("pageshow", (event) => void (event.persisted && anew()));
  setInterval(() => void journal.beat(), SIGN_OF_LIFE);
  document.addEventListener("visibilitychange", () => void (document.hidden && journal.flush()));
  onEachDocument(
    () => [window, ...stage.windows()],
    (target) => {
      if (settings.on("PlayerPreventRightClick"))
        target.addEventListener("contextmenu", (event) => event.preventDefault());
      if (target === window) return;
      listenTo(target, trace);
      if (settings.on("PlayerWrapScoWindowWithApi")) Object.assign(target, player.session?.globals);
    },
  );
  tellLosses(opening.losses, course, frame, texts);
  await player.begin(start);
}

/** `act` once for all calls of a frame. */
function eachFrame(act: () => void): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      act();
    }, 16);
  };
}

void main();
