import type { OwnLine, OwnRecord, OwnState } from "../../services/sessions/report/views.js";
import { execute, more } from "../buttons.js";
import type { Card } from "../card.js";
import { render } from "../render.js";
import { whenInWords } from "./words.js";

const LINES_ON_A_CARD = 8;

const STATES: Record<OwnState, string> = {
  booked: "Booked",
  waiting: "Waiting for a place",
  attended: "You came",
  cancelled: "You gave your place back",
  "no-show": "You did not come",
  "called-off": "It was called off",
  moved: "It was moved to another day",
  "not-recorded": "Nobody noted who came",
};

/** `My sessions`: what I booked and what I came to; `from` counts lines from 0. */
export function ownSessionsCard({ lines, attended, daysKept }: OwnRecord, from = 0): Card {
  const shown = lines.slice(from, from + LINES_ON_A_CARD);
  const next = from + LINES_ON_A_CARD < lines.length ? from + LINES_ON_A_CARD : undefined;
  return render("sessions/report-lines", {
    title: "My sessions",
    eyebrow: inWords(lines.length, attended),
    lines: shown.map(lineOf),
    notes: [
      {
        text: `Only you see this. It is kept for ${daysKept} days after a session, for confidential series two weeks.`,
      },
    ],
    choices: [],
    actions: [...more(next, "sessions.own"), execute({ title: "Back", verb: "sessions.list" })],
    speak: `My sessions: I came to ${attended}.`,
  });
}

function inWords(places: number, attended: number): string {
  if (places === 0) return "You have not booked any session.";
  return `You came to ${attended} ${attended === 1 ? "session" : "sessions"}.`;
}

function lineOf({ title, theme, time, state }: OwnLine) {
  return {
    name: theme === undefined ? title : `${title}: ${theme}`,
    text: `${STATES[state]}.`,
    more: whenInWords(time),
  };
}
