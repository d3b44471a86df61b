/** The page that shows a media file, in a frame of the player or a window of its own. */

import { wear } from "../style_sheets";
import { type Texts, textsFor } from "../texts";
import { el } from "../ui/dom";
import { type Desk, findDesk } from "./desk";
import { showRecording } from "./recording";

type Show = () => Promise<void>;

async function main(): Promise<void> {
  const desk = findDesk();
  if (!desk) return;
  const { texts, lang } = textsFor(desk.culture, navigator.languages);
  document.documentElement.lang = lang;
  document.title = desk.title;
  wear(desk.styles, desk.missing);
  try {
    await first(waysToShow(desk, texts));
  } catch (error) {
    desk.problem(`${desk.url}: ${error instanceof Error ? error.message : error}`);
    const link = el("a", { href: desk.url, target: "_blank", rel: "noreferrer" }, texts.openFile);
    document.body.replaceChildren(el("main", { class: "problem" }, el("p", {}, texts.cannotShow), link));
  }
}

/** By the extension of the file's name; all of them where an address has none. */
function waysToShow(desk: Desk, texts: Texts): Show[] {
  const { worker = "", folder = "" } = document.documentElement.dataset;
  const build = { worker: new URL(worker, location.href).href, folder: new URL(folder, location.href).href };
  const pages = async () => (await import("./pages")).showPages(desk, build, texts);
  switch (/\.(\w+)$/.exec(new URL(desk.url).pathname)?.[1]?.toLowerCase()) {
    case "pdf":
      return [pages];
    case "mp3":
      return [() => showRecording(desk, "audio")];
    case "mp4":
      return [() => showRecording(desk, "video")];
    default:
      return [() => showRecording(desk, "video"), pages];
  }
}

async function first(ways: readonly Show[]): Promise<void> {
  for (const [index, show] of ways.entries()) {
    try {
      return await show();
    } catch (error) {
      if (index === ways.length - 1) throw error;
    }
  }
}

void main();
