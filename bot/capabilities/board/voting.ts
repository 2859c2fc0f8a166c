import { z } from "zod";
import * as cards from "../../../cards/board.js";
import type { Card } from "../../../cards/card.js";
import { CHOICES } from "../../../services/board/schema.js";
import type { BallotReply, InterestForm } from "../../../services/board/voting/views.js";
import type { Voting } from "../../../services/board/voting/voting.js";
import type { Person } from "../../../services/people/schema.js";
import { action, type CardAction, type MessageCards, toEach } from "../../capability.js";
import { byPhone, phoneConfirm } from "./by-phone.js";
import type { BoardNeeds, BoardPart } from "./part.js";
import { id, ofItem, version } from "./shapes.js";

/** What members and deputies do: vote for their partner, where the board talks or in their own chat, and declare interests. */
export function voting({ board: { voting: service } }: BoardNeeds): BoardPart {
  return {
    actions: [...voted(service), ...interests(service), ...byPhone(service.phone)],
    messages: { ...messages(service), "board.phone-confirm": phoneConfirm(service.phone) },
    posts: {
      "board.item": async (item) => {
        const view = await service.shown(item);
        return view && cards.ballotPostCard(view);
      },
    },
    waiting: async (person) => (await service.asking.asks(person)).map(cards.ballotAskInInbox),
  };
}

function voted(service: Voting): CardAction[] {
  return [
    action({
      verb: "board.item",
      needs: "board.see",
      schema: ofItem,
      run: async ({ person }, { item }) => cards.ballotCard(await service.ballot(person, item)),
    }),
    action({
      verb: "board.vote",
      // Who has no seat, or none any more, reads from the service why.
      needs: "board.speak",
      schema: z.looseObject({ item: id, version, choice: z.enum(CHOICES) }),
      run: async ({ person }, pressed) => cards.ballotReplyCard(await service.vote(person, pressed)),
    }),
  ];
}

function interests(service: Voting): CardAction[] {
  const needs = "board.speak" as const;
  return [
    action({
      ...{ verb: "board.interest", needs, schema: ofItem },
      run: async ({ person }, { item }) => cards.interestCard(await service.interestForm(person, item)),
    }),
    action({
      ...{ verb: "board.declare", needs, schema: z.looseObject({ item: id }) },
      run: async ({ person }, { item, ...typed }) => declared(await service.declare(person, item, typed)),
    }),
    action({
      ...{ verb: "board.take-back", needs, schema: ofItem },
      run: async ({ person }, { item }) => cards.ballotReplyCard(await service.takeBack(person, item)),
    }),
  ];
}

function declared(reply: BallotReply | InterestForm): Card {
  return "view" in reply ? cards.ballotReplyCard(reply) : cards.interestCard(reply);
}

/** All about an item. */
function messages(service: Voting): Record<string, MessageCards> {
  const asked = (make: (person: Person, item: string) => Promise<Card | undefined>) =>
    toEach(async (person, item) => ((await service.asking.isAsked(person, item)) ? make(person, item) : undefined));
  return {
    "board.asks": asked(async (person, item) => cards.ballotAskCard(await service.ballot(person, item))),
    "board.reminder": asked(async (person, item) => cards.ballotReminderCard(await service.ballot(person, item))),
    "board.changed": asked(async (person, item) => {
      const rewording = await service.rewording(item);
      const view = await service.ballot(person, item);
      return rewording ? cards.ballotChangedCard(view, rewording) : cards.ballotAskCard(view);
    }),
    "board.extended": toEach(async (person, item) => {
      const extension = await service.extension(item);
      return extension && cards.ballotExtendedCard(await service.ballot(person, item), extension);
    }),
  };
}
