/** PDF documents, drawn by pdf.js. */

import { GlobalWorkerOptions, getDocument } from "pdfjs-dist";
import { EventBus, PDFFindController, PDFLinkService, PDFViewer } from "pdfjs-dist/web/pdf_viewer.mjs";
import { filled, type Texts } from "../texts";
import { button, el } from "../ui/dom";
import type { Desk } from "./desk";

const STEP = 1.2;
const LOOK = 500;

/** Where the build has put what pdf.js loads by itself. */
export interface Build {
  readonly worker: string;
  readonly folder: string;
}

/** Rejects where the document cannot be read. */
export async function showPages(desk: Desk, build: Build, texts: Texts): Promise<void> {
  GlobalWorkerOptions.workerSrc = build.worker;
  const loading = getDocument({
    url: desk.url,
    cMapUrl: `${build.folder}cmaps/`,
    standardFontDataUrl: `${build.folder}standard_fonts/`,
    wasmUrl: `${build.folder}wasm/`,
    iccUrl: `${build.folder}iccs/`,
    useWorkerFetch: false,
  });
  const pdf = await loading.promise;
  const bus = new EventBus();
  const links = new PDFLinkService({ eventBus: bus, externalLinkTarget: 2 });
  const finding = new PDFFindController({ eventBus: bus, linkService: links });
  const inside = el("div", { class: "pdfViewer" });
  const container = el("div", { class: "pages", tabindex: "0" }, inside);
  const viewer = new PDFViewer({
    container,
    viewer: inside,
    eventBus: bus,
    linkService: links,
    findController: finding,
  });
  links.setViewer(viewer);
  const tools = toolbar(viewer, bus, texts);
  tools.setAttribute("aria-label", desk.title);
  document.body.replaceChildren(el("header", {}, tools), el("main", { class: "stretch" }, container));
  bus.on("pagesinit", () => {
    viewer.currentScaleValue = "page-width";
    if (viewer.currentScale > 1.5) viewer.currentScale = 1.5;
    viewer.currentPageNumber = Math.min(Number(desk.place) || 1, pdf.numPages);
    container.focus();
  });
  viewer.setDocument(pdf);
  links.setDocument(pdf);
  addEventListener("resize", () => void (viewer.currentScaleValue === "page-width" && viewer.update()));
  watchReading(desk, viewer, pdf.numPages);
}

function toolbar(viewer: PDFViewer, bus: EventBus, texts: Texts): HTMLElement {
  const where = el("output", { class: "where" });
  const search = el("input", { type: "search", placeholder: texts.pdfSearch, "aria-label": texts.pdfSearch });
  const find = (type: "" | "again", backwards: boolean) =>
    bus.dispatch("find", {
      source: search,
      type,
      query: search.value,
      caseSensitive: false,
      entireWord: false,
      highlightAll: true,
      findPrevious: backwards,
      matchDiacritics: false,
    });
  search.addEventListener("input", () => find("", false));
  search.addEventListener("keydown", (event) => void (event.key === "Enter" && find("again", event.shiftKey)));
  const show = () => {
    where.value = filled(texts.pdfPage, { page: viewer.currentPageNumber, pages: viewer.pagesCount });
  };
  bus.on("pagechanging", show);
  bus.on("pagesinit", show);
  const scale = (by: number) => {
    viewer.currentScale = Math.min(5, Math.max(0.25, viewer.currentScale * by));
  };
  const back = button("‹", () => viewer.previousPage(), { "aria-label": texts.pdfPrevious });
  const on = button("›", () => viewer.nextPage(), { "aria-label": texts.pdfNext });
  const smaller = button("−", () => scale(1 / STEP), { "aria-label": texts.zoomOut });
  const larger = button("+", () => scale(STEP), { "aria-label": texts.zoomIn });
  document.addEventListener("keydown", (event) => {
    if (event.target === search || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = {
      ArrowLeft: () => viewer.previousPage(),
      ArrowRight: () => viewer.nextPage(),
      PageUp: () => viewer.previousPage(),
      PageDown: () => viewer.nextPage(),
      Home: () => {
        viewer.currentPageNumber = 1;
        return true;
      },
      End: () => {
        viewer.currentPageNumber = viewer.pagesCount;
        return true;
      },
      "+": () => scale(STEP),
      "-": () => scale(1 / STEP),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  return el("div", { class: "tools", role: "toolbar" }, back, where, on, smaller, larger, search);
}

/** A page that has been in view for long enough has been read; the document is completed once all have. */
function watchReading(desk: Desk, viewer: PDFViewer, pages: number): void {
  const read = new Set(desk.seen.split(",").filter(Boolean).map(Number));
  let page = 0;
  let since = 0;
  let told = "";
  setInterval(() => {
    if (document.hidden) since = Date.now();
    if (viewer.currentPageNumber !== page) [page, since] = [viewer.currentPageNumber, Date.now()];
    if (Date.now() - since >= desk.secondsOfPage * 1_000) read.add(page);
    const seen = [...read].sort((one, other) => one - other).join(",");
    if (told === `${page} ${seen}`) return;
    told = `${page} ${seen}`;
    desk.report({ place: String(page), seen, progress: read.size / pages, done: read.size === pages });
  }, LOOK);
}
