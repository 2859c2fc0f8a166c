import type { AnswerForm } from "../../services/surveys/views.js";
import type { Card } from "../card.js";
import { render } from "../render.js";
import { type Button, button } from "./buttons.js";

type Asked = Pick<AnswerForm, "waveId" | "title" | "mode" | "closesInWords">;

/** The answers are in. */
export function thanksCard(wave: Asked): Card {
  const next = `It closes on ${wave.closesInWords}. Soon after that, everyone who was asked gets the main result here.`;
  return note(
    "Thank you",
    wave.title,
    ["Your answers are in.", `What happens next: ${next}`, changing(wave)],
    change(wave),
  );
}

/** Somebody opens or sends a survey that they have answered. */
export function alreadyAnsweredCard(wave: Asked): Card {
  const result = `It closes on ${wave.closesInWords}; then everyone who was asked gets the main result here.`;
  return note(
    "You have answered this already",
    wave.title,
    ["Your answers are in, and counted once.", changing(wave), result],
    change(wave),
  );
}

/** Somebody opens or sends a survey that takes no more answers. */
export function closedCard(wave: Pick<AnswerForm, "title" | "closesInWords">): Card {
  return note(
    "This survey is closed",
    wave.title,
    ["It takes no more answers. Everyone who was asked gets the main result here."],
    [button("Back", "list")],
  );
}

/** A draft was dropped. */
export function droppedCard(wave: { readonly title: string }): Card {
  return note(
    "Dropped",
    wave.title,
    ["Nobody was asked anything, and nothing of it is kept."],
    [button("Back", "list")],
  );
}

/** A wave is on its way to the people. */
export function sentCard(wave: { readonly waveId: string; readonly title: string; readonly people: number }): Card {
  const lines = [`The survey goes out to ${wave.people.toLocaleString("en-GB")} people now, some each second.`];
  return note("On its way", wave.title, lines, [button("See progress", "progress", { wave: wave.waveId })]);
}

function changing(wave: Asked): string {
  if (wave.mode !== "anonymous") return `You can change your answers until ${wave.closesInWords}.`;
  return "Since they are anonymous, nobody can tell which answers are yours, and they can't be changed.";
}

function change(wave: Asked): Button[] {
  return wave.mode === "anonymous" ? [] : [button("Change my answers", "change", { wave: wave.waveId })];
}

function note(title: string, about: string, lines: readonly string[], buttons: readonly Button[]): Card {
  return render("surveys/note", {
    eyebrow: about,
    title,
    lines: lines.map((text) => ({ text })),
    buttons,
    speak: `${title}: ${about}. ${lines[0]}`,
  });
}
