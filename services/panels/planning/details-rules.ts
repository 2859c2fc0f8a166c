import { addDays, inWords, type LocalDate, localDate } from "../../kernel/dates.js";
import { textOf } from "../../kernel/typed.js";
import type { Round } from "../schema.js";
import type { FormState } from "./views.js";

const MOST_REVIEWERS = 4;
const FIELDS = ["title", "scoresDue", "meetingOn", "reviewers"] as const;

/** What a coordinator sets for a round; `reviewers` score each report. */
export interface Details {
  readonly title: string;
  readonly scoresDue: LocalDate;
  readonly meetingOn: LocalDate;
  readonly reviewers: number;
}

export type DetailsRead = { readonly ok: true; readonly details: Details } | ({ readonly ok: false } & FormState);

/** The values that show a round's details. */
export function detailsValues({ title, scoresDue = "", meetingOn = "", rules }: Round): FormState["values"] {
  return { title, scoresDue, meetingOn, reviewers: `${rules.reviewers}` };
}

/**
 * Checks the form; never throws, whatever `typed` is. `before`: the round as it is, whose dates may stay even where they
 * are past by now, and whose number of reviewers stays once the sample is drawn.
 */
export function readDetails(typed: unknown, today: LocalDate, before: Round | undefined): DetailsRead {
  const values = Object.fromEntries(FIELDS.map((field) => [field, textOf(typed, field)]));
  const { title = "", reviewers = "" } = values;
  const isFrozen = before !== undefined && before.status !== "draft";
  const needed = isFrozen ? before.rules.reviewers : Number(reviewers);
  const [scoresDue, meetingOn] = [dateIn(values.scoresDue), dateIn(values.meetingOn)];
  const wrong = {
    title: title.length < 1 || title.length > 80 ? "Give it a title of at most 80 characters." : undefined,
    scoresDue: scoresDue === before?.scoresDue && scoresDue ? undefined : wrongDay(scoresDue, today, today),
    meetingOn: wrongDay(meetingOn, scoresDue ?? today, today),
    reviewers:
      Number.isInteger(needed) && needed >= 1 && needed <= MOST_REVIEWERS
        ? undefined
        : `Write how many people score each report, from 1 to ${MOST_REVIEWERS}.`,
  };
  const errors = Object.fromEntries(Object.entries(wrong).flatMap(([field, told]) => (told ? [[field, told]] : [])));
  if (scoresDue === undefined || meetingOn === undefined || Object.keys(errors).length > 0)
    return { ok: false, values, errors };
  return { ok: true, details: { title, scoresDue, meetingOn, reviewers: needed } };
}

/** At most a year ahead. */
const LONGEST_DAYS = 366;

function wrongDay(day: LocalDate | undefined, earliest: LocalDate, today: LocalDate): string | undefined {
  const latest = addDays(today, LONGEST_DAYS);
  if (day === undefined) return "Choose a day.";
  if (day < earliest) return `Choose ${inWords(earliest)} or a later day.`;
  return day > latest ? `Choose a day up to ${inWords(latest)}.` : undefined;
}

function dateIn(text: string | undefined): LocalDate | undefined {
  return localDate.safeParse(text).data;
}
