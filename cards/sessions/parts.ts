import type { Reading } from "../../services/sessions/schema.js";
import { execute } from "../buttons.js";
import type { Element } from "../parts.js";

/** Which session a button is about. */
export interface SessionId {
  readonly occurrence: string;
  readonly session: string;
}

/** A button of `sessions.<verb>`. */
export function press(title: string, verb: string, { occurrence, session }: SessionId): Element {
  return execute({ title, verb: `sessions.${verb}`, data: { occurrence, session } });
}

/** The one thing that most people came for. */
export function mainly(button: Element): Element {
  return { ...button, style: "positive" };
}

export function open(title: string, url: string): Element {
  return { type: "Action.OpenUrl", title, url };
}

/** Each a line that opens what is to be read; buttons are for what is to be done. */
export function readingLines(reading: readonly Reading[]): Element[] {
  return reading.map(({ title, link }) => ({
    type: "Container",
    spacing: "Small",
    selectAction: open(`Read before: ${title}`, link),
    items: [{ type: "TextBlock", text: `Read before: ${title}`, color: "Accent", wrap: true }],
  }));
}

/** As templates bind lines of text. */
export function lines(texts: readonly (string | undefined)[]): { readonly text: string }[] {
  return texts.flatMap((text) => (text === undefined || text === "" ? [] : [{ text }]));
}

/** Of series in which people must be able to speak freely. */
export const PROMISE = "Only those who lead it and the coordinators can see who comes.";
