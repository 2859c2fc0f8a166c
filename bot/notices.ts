import type { Card } from "../cards/card.js";

/** A card of one plain message with a way on. */
export function notice(title: string, text: string): Card {
  return {
    type: "AdaptiveCard",
    version: "1.5",
    lang: "en-GB",
    fallbackText: text,
    body: [
      { type: "TextBlock", text: title, style: "heading", weight: "Bolder", wrap: true },
      { type: "RichTextBlock", inlines: [{ type: "TextRun", text }] },
    ],
    actions: [
      {
        type: "Action.Execute",
        title: "Home",
        verb: "home.show",
        fallback: { type: "Action.Submit", title: "Home", data: { verb: "home.show" } },
      },
    ],
  };
}
