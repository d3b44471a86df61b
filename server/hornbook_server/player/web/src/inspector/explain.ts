/** The standards' error codes in words: what happened, and what to look at in the content. */

export interface Explanation {
  readonly name: string;
  readonly words: string;
  readonly section: string;
}

const API_12 = "SCORM 1.2 RTE, 3.3: the API's error codes";
const API_2004 = "SCORM 2004 4th Ed. RTE, 3.1.7: the API's error codes";

const SCORM12: Readonly<Record<string, readonly [string, string]>> = {
  "101": [
    "General exception",
    "The call makes no sense at this moment: content initialised twice, or called after LMSFinish.",
  ],
  "201": [
    "Invalid argument",
    "An argument is wrong: LMSInitialize, LMSFinish and LMSCommit take an empty text, and an index must follow the last one.",
  ],
  "202": ["Element cannot have children", "_children was asked of an element that has none."],
  "203": ["Element is no array", "_count was asked of an element that is no list."],
  "301": ["Not initialized", "The call came before LMSInitialize, or after LMSFinish."],
  "401": [
    "Not implemented",
    "The data model has no element of this name; look for a typing error, or a name of SCORM 2004.",
  ],
  "402": ["Element is a keyword", "_children, _count and _version cannot be set."],
  "403": ["Element is read only", "Only the LMS sets this element."],
  "404": ["Element is write only", "Content may set this element, but not read it back."],
  "405": [
    "Incorrect data type",
    "The value is not of the element's type: not one of its words, not a number, too long, or out of its range.",
  ],
};

const SCORM2004: Readonly<Record<string, readonly [string, string]>> = {
  "101": ["General exception", "The call failed for a reason that no other code names."],
  "102": ["General initialization failure", "Initialize failed."],
  "103": ["Already initialized", "Initialize was called twice in one session."],
  "104": ["Content instance terminated", "Initialize was called after Terminate; a session begins once."],
  "111": ["General termination failure", "Terminate failed."],
  "112": ["Termination before initialization", "Terminate was called before Initialize."],
  "113": [
    "Termination after termination",
    "Terminate was called twice: often once by a button, and once more as the page closes. Harmless.",
  ],
  "122": ["Retrieve data before initialization", "GetValue was called before Initialize."],
  "123": ["Retrieve data after termination", "GetValue was called after Terminate."],
  "132": ["Store data before initialization", "SetValue was called before Initialize."],
  "133": [
    "Store data after termination",
    "SetValue was called after Terminate: what it brought is lost. Set values first, then end the session.",
  ],
  "142": ["Commit before initialization", "Commit was called before Initialize."],
  "143": ["Commit after termination", "Commit was called after Terminate, which commits anyway. Harmless."],
  "201": ["General argument error", "Initialize, Terminate and Commit take an empty text."],
  "301": [
    "General get failure",
    "The element cannot be read: an index beyond the list, or an element that is not allowed here.",
  ],
  "351": [
    "General set failure",
    "The value cannot be set: an index that leaves a gap, or an identifier that is taken or fixed.",
  ],
  "391": ["General commit failure", "Commit failed."],
  "401": [
    "Undefined data model element",
    "The data model has no element of this name; look for a typing error, or a name of SCORM 1.2.",
  ],
  "402": ["Unimplemented data model element", "The element exists in the standard, and is not supported."],
  "403": [
    "Value not initialized",
    "Nobody has set this element yet. Usual for content that looks whether there is something to resume.",
  ],
  "404": ["Element is read only", "Only the LMS sets this element."],
  "405": ["Element is write only", "Content may set this element, but not read it back."],
  "406": [
    "Type mismatch",
    "The value is not of the element's type: not one of its words, no number, no duration, or too long.",
  ],
  "407": ["Value out of range", "The number lies outside of the element's range."],
  "408": [
    "Dependency not established",
    "Another element has to be set first, such as an interaction's id and type before its responses.",
  ],
};

/** Chapters of the 2004 4th Ed. RTE by the element that they are about. */
const CHAPTERS: Readonly<Record<string, string>> = {
  "cmi._version": "4.2.1",
  "cmi.comments_from_learner": "4.2.2",
  "cmi.comments_from_lms": "4.2.3",
  "cmi.completion_status": "4.2.4",
  "cmi.completion_threshold": "4.2.5",
  "cmi.credit": "4.2.6",
  "cmi.entry": "4.2.7",
  "cmi.exit": "4.2.8",
  "cmi.interactions": "4.2.9",
  "cmi.launch_data": "4.2.10",
  "cmi.learner_id": "4.2.11",
  "cmi.learner_name": "4.2.12",
  "cmi.learner_preference": "4.2.13",
  "cmi.location": "4.2.14",
  "cmi.max_time_allowed": "4.2.15",
  "cmi.mode": "4.2.16",
  "cmi.objectives": "4.2.17",
  "cmi.progress_measure": "4.2.18",
  "cmi.scaled_passing_score": "4.2.19",
  "cmi.score": "4.2.20",
  "cmi.session_time": "4.2.21",
  "cmi.success_status": "4.2.22",
  "cmi.suspend_data": "4.2.23",
  "cmi.time_limit_action": "4.2.24",
  "cmi.total_time": "4.2.25",
};

export function explain(api: string, code: string): Explanation | undefined {
  const modern = api === "API_1484_11";
  const found = (modern ? SCORM2004 : SCORM12)[code];
  return found && { name: found[0], words: found[1], section: modern ? API_2004 : API_12 };
}

/** Where the standard speaks of an element. */
export function sectionOf(api: string, element: string): string {
  if (api !== "API_1484_11") return element.startsWith("cmi.") ? "SCORM 1.2 RTE, 3.4: the data model" : "";
  const chapter = CHAPTERS[element.split(".").slice(0, 2).join(".")];
  if (chapter) return `SCORM 2004 4th Ed. RTE, ${chapter}`;
  return element.startsWith("adl.nav") ? "SCORM 2004 4th Ed. SN, chapter 5: navigation" : "";
}

/** Codes that content meets in the usual course of things. */
export function isHarmless(api: string, code: string): boolean {
  return api === "API_1484_11" && ["403", "113", "143"].includes(code);
}
