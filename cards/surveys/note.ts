import type { Thanks } from "../../services/surveys/views.js";
import type { Card } from "../card.js";
import { render } from "../render.js";
import { type Button, button } from "./buttons.js";

/** The answers are in. */
export function thanksCard(wave: Thanks): Card {
  const next = `it closes on ${wave.closesInWords}. Soon after that, everyone who was asked gets the main result here.`;
  return note(
    "Thank you",
    wave.title,
    [
      wave.outcome === "changed" ? "Your changed answers are in." : "Your answers are in.",
      `What happens next: ${next}`,
      changing(wave),
    ],
    change(wave),
  );
}

/** Somebody opens or sends a survey that they have answered. */
export function alreadyAnsweredCard(wave: Thanks): Card {
  const result = `It closes on ${wave.closesInWords}; then everyone who was asked gets the main result here.`;
  return note(
    "You have answered this already",
    wave.title,
    ["Your answers are in, and counted once.", changing(wave), result],
    change(wave),
  );
}

/** In the place of a card that asked somebody who has answered since, on another one. */
export function answeredCard(wave: Thanks): Card {
  return note("You have answered", wave.title, ["Your answers are in.", changing(wave)], change(wave));
}

/** In the place of cards that asked people, once the survey takes no more answers. */
export function overCard(wave: { readonly title: string; readonly closedInWords: string }): Card {
  const closed = `This survey closed on ${wave.closedInWords}; everyone who was asked gets the main result here.`;
  return note("Closed", wave.title, [closed], []);
}

/** A draft was dropped. */
export function droppedCard(wave: { readonly title: string }): Card {
  return note("Dropped", wave.title, ["Nobody was asked anything."], [button("Back", "list")]);
}

function changing(wave: Thanks): string {
  if (wave.changeable) return `You can change your answers until ${wave.closesInWords}.`;
  return "Since they are anonymous, nobody can tell which answers are yours, and they can't be changed.";
}

function change(wave: Thanks): Button[] {
  return wave.changeable ? [button("Change my answers", "change", { wave: wave.waveId })] : [];
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
