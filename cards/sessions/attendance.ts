import { dateOf, dayInWords } from "../../services/kernel/dates.js";
import type {
  AttendanceLine,
  CameView,
  CodeView,
  ListView,
  SessionHead,
  WhoView,
} from "../../services/sessions/attendance/views.js";
import { execute, more, page } from "../buttons.js";
import type { Card } from "../card.js";
import type { Element } from "../parts.js";
import { render } from "../render.js";
import {
  type Choice,
  detailsOf,
  eyebrowOf,
  form,
  MOST_NAMES,
  nameOf,
  people,
  press,
  rows,
  submit,
  ticks,
  toldByTime,
} from "./attend-parts.js";
import { shortly } from "./words.js";

const toDoor: Element = execute({ title: "Attendance", verb: "sessions.attendance" });
const toLeading: Element = execute({ title: "What I lead", verb: "sessions.leading" });
const toSessions: Element = execute({ title: "Back", verb: "sessions.list" });

/** For who leads: the code that proves that somebody is there. */
export function codeCard(view: CodeView): Card {
  const letters = [...view.code];
  return render("sessions/attend-code", {
    eyebrow: eyebrowOf(view),
    letters: letters.join(" "),
    spelled: letters.join(", "),
    actions: [press("Who is coming", "who", view), toDoor],
    speak: `${view.title}: the code for who is here is ${letters.join(", ")}.`,
  });
}

/** Where people type the code that is said in the session. */
export function cameCard(view: CameView): Card {
  const input: Element = {
    type: "Input.Text",
    id: "code",
    label: "The three letters",
    placeholder: "For example BKT",
    maxLength: 12,
    isRequired: true,
    errorMessage: "Type the three letters that are said in the session.",
    value: view.typed,
  };
  return form({
    eyebrow: eyebrowOf(view),
    title: "I came",
    sentences: ["Type the code that is shown or said in the session."],
    error: view.error,
    inputs: [input],
    actions: [submit("Submit", "came-code", view), press("Back", "show", view)],
  });
}

/** That it is noted. */
export function cameRecordedCard(view: SessionHead): Card {
  const title = "Thank you for coming";
  return form({ eyebrow: eyebrowOf(view), title, sentences: ["It is noted that you came."], actions: [toSessions] });
}

/** Who has a place, for who leads; from the `from`th name on. */
export function whoCard(view: WhoView, from = 0): Card {
  const shown = view.people.slice(from, from + MOST_NAMES);
  const next = from + MOST_NAMES < view.people.length ? `${from + MOST_NAMES}` : undefined;
  const waits =
    view.waiting === 0 ? [] : [`${people(view.waiting)} ${view.waiting === 1 ? "waits" : "wait"} for a place.`];
  const { occurrence, session } = view;
  return rows({
    eyebrow: eyebrowOf(view),
    title: "Who is coming",
    sentences: [
      view.people.length === 0 ? "Nobody has a place yet." : `${people(view.people.length)}.`,
      ...waits,
      ...codeOf(view),
      ...kept(view),
    ],
    rows: shown.map((one) => ({ title: nameOf(one), line: detailsOf(one) })),
    actions: [
      ...(next === undefined
        ? []
        : [execute({ title: "Show more", verb: "sessions.who", data: { occurrence, session, from: next } })]),
      toDoor,
    ],
  });
}

/** Who came: to be said, or as it was said. */
export function listCard(view: ListView): Card {
  if (view.state === "open" && view.open.length > 0) return askCard(view);
  return form({
    eyebrow: eyebrowOf(view),
    title: TITLES[view.state],
    sentences: [
      ...(view.state === "to-come" || view.state === "called-off" ? [] : [countsInWords(view)]),
      ...stateInWords(view),
      ...codeOf(view),
    ],
    actions: [
      ...(view.state === "open" || view.state === "settled" ? [press("Put right", "correct", view)] : []),
      ...(view.state === "to-come" ? [press("Who is coming", "who", view)] : []),
      toDoor,
    ],
  });
}

/** In the place of a list that is settled. */
export function listSettledCard(view: SessionHead): Card {
  const sentences = ["Who came to this session has been said. Thank you!"];
  return form({ eyebrow: eyebrowOf(view), title: "Who came is settled", sentences, actions: [toDoor] });
}

/** Sessions of the weeks around today, with where each stands. */
export function attendanceCard(lines: readonly AttendanceLine[], from = 0): Card {
  const { items, next } = page(lines, from, 2);
  const told = toldByTime(
    items.map((line) => ({
      ...{ title: `${shortly(line.time)}, ${line.title}`, time: line.time },
      line: lineInWords(line),
      button: {
        title: line.state === "to-come" ? "Who comes" : "Who came",
        verb: line.state === "to-come" ? "sessions.who" : "sessions.came-list",
        data: { occurrence: line.occurrence, session: line.session },
      },
    })),
  );
  const none = "You lead no session of the last two weeks or the next two.";
  return rows({
    title: "Attendance",
    sentences: [lines.length === 0 ? none : "Sessions of the last two weeks and the next two."],
    rows: told,
    actions: [...more(next, "sessions.attendance"), toLeading, toSessions],
  });
}

function askCard(view: ListView): Card {
  const shown = view.open.slice(0, MOST_NAMES);
  const rest = view.open.length - shown.length;
  const data = { shown: shown.map(({ booking }) => booking).join(",") };
  const absent = shown.map(
    (one): Choice => ({ title: [nameOf(one), detailsOf(one)].filter(Boolean).join(", "), value: one.booking }),
  );
  const others = rest === 0 ? [] : [`These are the first ${shown.length}; ${people(rest)} come after you have saved.`];
  return form({
    eyebrow: eyebrowOf(view),
    title: "Who did not come?",
    sentences: [
      ...codeOf(view),
      `${saidSo(view)} Tick those below who did not come; the others count as having come.`,
      ...others,
      ...kept(view),
    ],
    inputs: [ticks("absent", "Did not come", "Choose from the list.", absent)],
    actions: [submit("Save attendance", "came-save", view, data), press("All came", "came-all", view), toDoor],
  });
}

function saidSo({ came }: ListView): string {
  return came === 0 ? "Nobody pressed I came." : `${people(came)} came.`;
}

const TITLES: Record<ListView["state"], string> = {
  "called-off": "Called off",
  "to-come": "Still to come",
  open: "Who came",
  settled: "Who came",
  closed: "Who came",
};

function stateInWords(view: ListView): string[] {
  if (view.state === "to-come") return [];
  if (view.state === "called-off") return ["Nobody met, so there is nothing to say."];
  if (view.state === "closed") return ["It can't be changed any more."];
  return [`It can be put right until ${dayInWords(dateOf(view.correctUntil))}.`];
}

function countsInWords({ came, noShow, cancelled, other }: ListView): string {
  const otherwise = other === 0 ? "" : ` ${other} missed it for other reasons.`;
  return `${people(came)} came, ${noShow} did not, ${cancelled} gave their place back.${otherwise}`;
}

function lineInWords({ state, booked, open, came }: AttendanceLine): string {
  switch (state) {
    case "called-off":
      return "Called off.";
    case "to-come":
      return booked === 0 ? "Nobody has a place yet." : `${people(booked)} booked.`;
    case "open":
      if (open === 0) return `${people(came)} came.`;
      return came === 0
        ? `Nobody is noted yet: ${people(open)} to say.`
        : `${people(came)} came; ${open} still to say.`;
    case "settled":
    case "closed":
      return `Settled: ${people(came)} came.`;
  }
}

/** Letter by letter, as it is said. */
function codeOf({ code }: { readonly code?: string | undefined }): string[] {
  return code === undefined ? [] : [`The code for who is here: ${[...code].join(" ")}.`];
}

function kept({ isConfidential }: { readonly isConfidential: boolean }): string[] {
  return isConfidential ? ["Confidential: please tell nobody who is on this list."] : [];
}
