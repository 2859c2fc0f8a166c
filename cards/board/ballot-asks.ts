import type { BallotAsk } from "../../services/board/voting/views.js";
import type { InboxItem } from "../../services/inbox/schema.js";
import { momentInWords } from "../../services/kernel/dates.js";

/** What the board asks of somebody, as a line of their inbox. */
export function ballotAskInInbox(ask: BallotAsk): InboxItem {
  const { title, due, item } = ask;
  switch (ask.ask) {
    case "vote":
      return {
        ...{ title, due, summary: `${ask.partner} has not voted. Until ${momentInWords(due)}. One tap.` },
        button: { title: "Vote", verb: "board.item", data: { item } },
      };
    case "confirm":
      return {
        ...{ title, due, summary: "A vote by phone was entered for you: is it yours? One tap." },
        button: { title: "Answer", verb: "board.heard", data: { item, vote: ask.vote } },
      };
    case "disputed":
      return {
        ...{ title, due, summary: disputedInWords(ask) },
        button: { title: "To the item", verb: "board.manage", data: { item } },
      };
  }
}

function disputedInWords({ partner, wasCounted }: Extract<BallotAsk, { ask: "disputed" }>): string {
  const what = `The member of ${partner} says that the vote by phone is not theirs.`;
  return `${what} ${wasCounted ? "It was counted: please talk to them." : "It does not count."}`;
}
