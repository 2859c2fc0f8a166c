import type { Card } from "../../../cards/card.js";

/** A button as the card has it. Show-card buttons open inside the client and never reach the bot. */
export interface Button {
  readonly type: "Action.Execute" | "Action.Submit";
  readonly title: string;
  readonly verb?: string;
  readonly id?: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** False for a button such as Cancel, which sends no answers. */
  readonly sendsInputs: boolean;
  /** What a client too old for Action.Execute shows instead. */
  readonly fallback?: Button;
}

export interface Choice {
  readonly title: string;
  readonly value: string;
}

/** An input as the card has it. */
export interface CardInput {
  readonly kind: "ChoiceSet" | "Text" | "Number" | "Toggle" | "Date" | "Time";
  readonly id: string;
  readonly label: string;
  readonly required: boolean;
  readonly choices: readonly Choice[];
  readonly several: boolean;
  /** What the client would send when the person leaves it alone; undefined: nothing at all. */
  readonly preset: string | undefined;
  readonly min?: number;
  readonly max?: number;
  readonly maxLength?: number;
}

type Element = Record<string, unknown>;

/** Every button that sends something to the bot, in the order of the card. */
export function buttonsOf(card: Card): Button[] {
  return elementsOf(card)
    .filter(isButton)
    .map((element) => buttonFrom(element));
}

/** Every input, in the order of the card. */
export function inputsOf(card: Card): CardInput[] {
  return elementsOf(card)
    .filter((element) => typeOf(element).startsWith("Input.") && typeof element.id === "string")
    .map(inputFrom);
}

/** All words that the card shows, one line a text. */
export function wordsOf(card: Card): string {
  return elementsOf(card)
    .flatMap((element) => ["text", "title", "label", "value", "altText"].map((name) => element[name]))
    .filter((words): words is string => typeof words === "string" && words !== "")
    .join("\n");
}

/**
 * What the client sends when a button is pressed: the button's own data, and next to it what the inputs hold.
 * Everything is text, and an empty input is left out, as the official renderer does.
 */
export function submission(card: Card, button: Button, given: Readonly<Record<string, unknown>>): Element {
  const data: Element = { ...button.data };
  if (!button.sendsInputs) return data;
  for (const input of inputsOf(card)) {
    if (input.preset !== undefined) data[input.id] = input.preset;
  }
  for (const [id, value] of Object.entries(given)) {
    const text = Array.isArray(value) ? value.join(",") : typeof value === "object" ? value : String(value);
    if (text === "") delete data[id];
    else data[id] = text;
  }
  return data;
}

/** The elements of a card, depth first; what is shown only as a fallback is left out. */
function elementsOf(node: unknown): Element[] {
  if (Array.isArray(node)) return node.flatMap(elementsOf);
  if (typeof node !== "object" || node === null) return [];
  const element = node as Element;
  const inside = Object.entries(element)
    .filter(([name]) => name !== "fallback" && name !== "data" && name !== "refresh")
    .flatMap(([, value]) => elementsOf(value));
  return [element, ...inside];
}

function isButton(element: Element): boolean {
  return typeOf(element) === "Action.Execute" || typeOf(element) === "Action.Submit";
}

function buttonFrom(element: Element): Button {
  const fallback = element.fallback as Element | undefined;
  return {
    type: typeOf(element) as Button["type"],
    title: String(element.title ?? ""),
    ...(typeof element.verb === "string" && { verb: element.verb }),
    ...(typeof element.id === "string" && { id: element.id }),
    data: (element.data ?? {}) as Element,
    sendsInputs: element.associatedInputs !== "none",
    ...(fallback && isButton(fallback) && { fallback: buttonFrom(fallback) }),
  };
}

function inputFrom(element: Element): CardInput {
  const kind = typeOf(element).slice("Input.".length) as CardInput["kind"];
  return {
    kind,
    id: element.id as string,
    label: String(element.label ?? element.title ?? ""),
    required: element.isRequired === true,
    choices: (element.choices ?? []) as Choice[],
    several: element.isMultiSelect === true,
    preset: presetOf(kind, element),
    ...(typeof element.min === "number" && { min: element.min }),
    ...(typeof element.max === "number" && { max: element.max }),
    ...(typeof element.maxLength === "number" && { maxLength: element.maxLength }),
  };
}

function presetOf(kind: CardInput["kind"], element: Element): string | undefined {
  const { value } = element;
  if (kind === "Toggle") return String(value ?? element.valueOff ?? "false");
  return value === undefined || value === "" ? undefined : String(value);
}

function typeOf(element: Element): string {
  return typeof element.type === "string" ? element.type : "";
}
