import type { Attendee, SessionHead } from "../../services/sessions/attendance/views.js";
import type { SessionTime } from "../../services/sessions/views.js";
import { type Button, execute, toldApart } from "../buttons.js";
import type { Card } from "../card.js";
import type { Element } from "../parts.js";
import { render } from "../render.js";
import { shortly, whenInWords } from "./words.js";

/** On one card, so that it stays small enough to look over. */
export const MOST_NAMES = 60;

/** A form, or a card with words and ways on alone. */
export interface Form {
  readonly eyebrow: string;
  readonly title: string;
  readonly sentences: readonly string[];
  /** Of the one input that needs another look. */
  readonly error?: string | undefined;
  readonly inputs?: readonly Element[];
  readonly actions: readonly Element[];
}

export function form({ eyebrow, title, sentences, error, inputs = [], actions }: Form): Card {
  const speak = [`${eyebrow}: ${title}`, ...sentences].join(" ");
  const texts = sentences.map((text) => ({ text }));
  return render("sessions/attend-form", {
    eyebrow,
    title,
    sentences: texts,
    error: error ?? "",
    inputs,
    actions,
    speak,
  });
}

export interface Row {
  readonly title: string;
  readonly line: string;
  readonly button?: Button;
}

export function rows(card: {
  readonly eyebrow?: string;
  readonly title: string;
  readonly sentences: readonly string[];
  readonly rows: readonly Row[];
  readonly actions: readonly Element[];
}): Card {
  const { eyebrow = "", title, sentences, actions } = card;
  const shown = card.rows.map((row) => ({ ...row, button: row.button ? execute(row.button) : null }));
  const speak = [title, ...sentences].join(". ");
  return render("sessions/attend-rows", {
    ...{ eyebrow, title, rows: shown, actions, speak },
    sentences: sentences.map((text) => ({ text })),
  });
}

/** "Research Hub, Tuesday 8 December, 12:30 to 13:30" */
export function eyebrowOf({ title, time }: SessionHead): string {
  return `${title}, ${whenInWords(time)}`;
}

/** A row about a session. */
interface TimedRow extends Row {
  readonly time: SessionTime;
  readonly button: Button;
}

/** Buttons with one title are told apart by day and time: a title of a series is cut off before they come. */
export function toldByTime(items: readonly TimedRow[]): Row[] {
  const told = toldApart(items.map(({ time, button }) => ({ title: shortly(time), button })));
  return items.map(({ title, line }, at) => ({ title, line, ...(told[at] && { button: told[at].button }) }));
}

/** A button about one session. */
export function press(title: string, verb: string, { occurrence, session }: SessionHead): Element {
  return execute({ title, verb: `sessions.${verb}`, data: { occurrence, session } });
}

/** The same, sending what is in the card's inputs. */
export function submit(
  title: string,
  verb: string,
  { occurrence, session }: SessionHead,
  data: Readonly<Record<string, string>> = {},
): Element {
  const all = { occurrence, session, ...data };
  return { type: "Action.Execute", title, verb: `sessions.${verb}`, data: all, style: "positive" };
}

export interface Choice {
  readonly title: string;
  readonly value: string;
}

/** Several of a list; `help`: what to do, where nothing fits. */
export function ticks(id: string, label: string, help: string, choices: readonly Choice[]): Element {
  return { ...choiceSet(id, label, help, choices), style: "expanded", isMultiSelect: true };
}

/** One of a list. */
export function pick(id: string, label: string, help: string, choices: readonly Choice[]): Element {
  return { ...choiceSet(id, label, help, choices), style: "compact", isRequired: true };
}

/** "1 person", "7 people" */
export function people(count: number): string {
  return count === 1 ? "1 person" : `${count} people`;
}

export function nameOf({ name }: Attendee): string {
  return name ?? "Somebody who is no longer here";
}

export function detailsOf({ partner, unsure }: Attendee): string {
  return [partner, unsure ? "has not said yes to the new time" : undefined].filter(Boolean).join(", ");
}

function choiceSet(id: string, label: string, errorMessage: string, choices: readonly Choice[]): Element {
  return { type: "Input.ChoiceSet", id, label, errorMessage, choices, wrap: true };
}
