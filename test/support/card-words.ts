import type { Card } from "../../cards/card.js";

export type Node = Record<string, unknown>;

/** Every element and action of a card, fallbacks left out, in the order in which people meet them. */
export function nodes(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodes);
  if (typeof value !== "object" || value === null) return [];
  const { fallback: _, ...members } = value as Node;
  return [members, ...Object.values(members).flatMap(nodes)];
}

export function inputs(card: Card): Node[] {
  return nodes(card).filter((node) => `${node.type}`.startsWith("Input."));
}

export function titles(card: Card): unknown[] {
  return nodes(card)
    .filter((node) => node.type === "Action.Execute")
    .map((node) => node.title);
}

export function words(card: Card): string {
  return nodes(card)
    .filter((node) => ["TextBlock", "TextRun"].includes(`${node.type}`))
    .map((node) => node.text)
    .join("\n");
}
