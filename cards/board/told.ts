import type { ItemView } from "../../services/board/views.js";
import { execute } from "../buttons.js";
import type { Card } from "../card.js";
import type { Element } from "../parts.js";
import { button } from "./buttons.js";
import { endInWords, endSections } from "./item.js";
import { itemCard } from "./parts.js";
import { statusInWords } from "./words.js";

const toBoard: Element = execute({ title: "Board", verb: "board.list" });

/** In the board's channel: what was decided, and the figures that it came of. */
export function decisionPostCard(item: ItemView): Card {
  return endCard(item, []);
}

/** To everybody on the roll. */
export function decidedCard(item: ItemView): Card {
  return endCard(item, [toBoard]);
}

export function withdrawnCard(item: ItemView): Card {
  return endCard(item, [toBoard]);
}

/** In the place of a card that asked for a vote and can't be voted on any more. */
export function overCard(item: ItemView): Card {
  if (item.status !== "open") return endCard(item, [toBoard]);
  return itemCard(item, {
    ...{
      status: "",
      done: "",
      emphasis: "The wording has changed since I asked you: votes given before count no more.",
    },
    sections: [],
    actions: [button("Vote on the new wording", "item", { item: item.item })],
  });
}

function endCard(item: ItemView, actions: readonly Element[]): Card {
  const about = { status: endInWords(item), done: "", emphasis: statusInWords(item) };
  return itemCard(item, { ...about, sections: endSections(item), actions });
}
