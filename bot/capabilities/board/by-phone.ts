import { z } from "zod";
import * as cards from "../../../cards/board.js";
import type { Card } from "../../../cards/card.js";
import type { ByPhone } from "../../../services/board/voting/phone.js";
import type { Entered, PhoneForm } from "../../../services/board/voting/views.js";
import { ExpectedError } from "../../../services/kernel/errors.js";
import { action, type CardAction, type MessageCards, toEach } from "../../capability.js";
import { id, ofItem, version } from "./shapes.js";

/** What was typed is checked by the service, which gives it back. */
const typed = z.looseObject({ item: id, version });
const ofVote = z.object({ item: id, vote: id });

/**
 * Votes that were given by phone: coordinators enter them, members say whether they are theirs, though they have lost their
 * role since.
 */
export function byPhone(service: ByPhone): CardAction[] {
  return [
    action({
      verb: "board.phone",
      needs: "board.plan",
      schema: ofItem,
      run: async (_, { item }) => cards.phoneFormCard(await service.form(item)),
    }),
    action({
      verb: "board.phone-enter",
      needs: "board.plan",
      schema: typed,
      run: async ({ person }, { item, version: of, ...fields }) =>
        entered(item, await service.enter(person, item, of, fields)),
    }),
    action({
      verb: "board.heard",
      needs: "board.speak",
      schema: ofVote,
      run: async ({ person }, { item, vote }) => cards.phoneConfirmCard(await service.heard(person, item, vote)),
    }),
    answering(service, "confirmed", "board.phone-confirm"),
    answering(service, "contradicted", "board.phone-contradict"),
  ];
}

/** About `item|vote`. */
export function phoneConfirm(service: ByPhone): MessageCards {
  return toEach(async (person, subject) => {
    const [item = "", vote = ""] = subject.split("|");
    try {
      const view = await service.heard(person, item, vote);
      return view.standing === "asked" ? cards.phoneConfirmCard(view) : undefined;
    } catch (error) {
      if (error instanceof ExpectedError && error.code === "not-found") return undefined;
      throw error;
    }
  });
}

function answering(service: ByPhone, word: "confirmed" | "contradicted", verb: string): CardAction {
  return action({
    ...{ verb, needs: "board.speak", schema: ofVote },
    run: async ({ person }, { item, vote }) => cards.phoneConfirmCard(await service.answer(person, item, vote, word)),
  });
}

function entered(item: string, reply: Entered | PhoneForm): Card {
  return "values" in reply ? cards.phoneFormCard(reply) : cards.phoneEnteredCard(item, reply);
}
