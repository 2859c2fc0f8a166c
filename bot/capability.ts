import type { z } from "zod";
import type { Card } from "../cards/card.js";
import type { InboxItem } from "../services/inbox/schema.js";
import type { Clock } from "../services/kernel/clock.js";
import type { Live } from "../services/live/schema.js";
import type { Partnership } from "../services/partnership/schema.js";
import { type Person, personKey } from "../services/people/schema.js";
import type { Action } from "../services/permissions.js";

/** Who is asking and where: all that a handler may know of the outside. */
export interface Turn {
  readonly person: Person;
  readonly now: Date;
  readonly partnership: Partnership;
  /** Where the activity came from. */
  readonly place: Place;
  /** The message whose button was pressed, where Teams says it. */
  readonly messageId: string | undefined;
}

export type Place =
  | {
      readonly kind: "personal";
      readonly tenantId: string;
      readonly serviceUrl: string;
      readonly conversationId: string;
    }
  | {
      readonly kind: "channel" | "group";
      readonly tenantId: string;
      readonly serviceUrl: string;
      readonly conversationId: string;
      readonly title: string;
      /** The channel's team. */
      readonly teamId?: string;
    };

/** A word that a person can type. */
export interface Command {
  /** The fixed word of the contract, lower case: matched in any case and with words around it. */
  readonly word: string;
  /** The permission; those without it get the home card. */
  readonly needs: Action;
  /** Who may see the answer when it is asked for in a channel; left out, the person alone, in their own chat. */
  readonly audience?: "everybody";
  /** Of no use in a personal chat, and so not offered there. */
  readonly inChannels?: true;
  /** `rest` is what follows the word, trimmed, in the person's own letter case. */
  run(turn: Turn, rest: string): Promise<Card>;
  /** What its card shows that moves by itself: see {@link Capability.live}. */
  live?(rest: string): Live | undefined;
}

/** A card button. `data` has been parsed by `schema`; the person comes from the activity alone. */
export interface CardAction<Schema extends z.ZodType = z.ZodType> {
  /** `capability.verb`, for example `surveys.submit`. */
  readonly verb: string;
  readonly needs: Action;
  readonly schema: Schema;
  /** The card that replaces the one whose button was pressed, for the presser alone. */
  run(turn: Turn, data: z.infer<Schema>): Promise<Card>;
  /** What its card shows that moves by itself: see {@link Capability.live}. */
  live?(data: z.infer<Schema>): Live | undefined;
}

/** Keeps the type of `data` in step with `schema`. */
export function action<Schema extends z.ZodType>(definition: CardAction<Schema>): CardAction {
  return definition as unknown as CardAction;
}

/**
 * The cards that these people of one tenant, two hundred at most, are shown now, by person key; nothing for those to whom
 * it no longer applies.
 */
export type MessageCards = (people: readonly Person[], subject: string) => Promise<ReadonlyMap<string, Card>>;

/** One card for everybody, or for nobody any more. */
export function toAll(make: (subject: string) => Promise<Card | undefined>): MessageCards {
  return async (people, subject) => {
    const card = people.length === 0 ? undefined : await make(subject);
    return new Map(card ? people.map((person) => [personKey(person), card]) : []);
  };
}

/** Each their own. */
export function toEach(make: (person: Person, subject: string) => Promise<Card | undefined>): MessageCards {
  return async (people, subject) => {
    const cards = await Promise.all(
      people.map(async (person) => [personKey(person), await make(person, subject)] as const),
    );
    return new Map(cards.flatMap(([key, card]) => (card ? [[key, card]] : [])));
  };
}

/** What everybody in a channel sees; undefined when there is nothing to show. */
export type PostCard = (subject: string) => Promise<Card | undefined>;

/** A card made anew because what it shows has moved. */
export interface LiveCardView {
  readonly card: Card;
  /** It will not move by itself any more. */
  readonly isFinal: boolean;
}

/**
 * The card as it is to look now; undefined when it no longer applies, or this person may not see it any more. What it
 * says to be final must have been final before the card's figures were read.
 */
export type LiveCardMaker = (person: Person, subject: string, now: Date) => Promise<LiveCardView | undefined>;

/** A door of the home card. */
export interface HomeEntry {
  readonly title: string;
  readonly summary: string;
  readonly button: { readonly title: string; readonly verb: string };
  /** Less wanted than what other capabilities offer: it comes after all of that. */
  readonly isLast?: boolean;
}

/** One capability in the bot: a few lines a handler; all rules live in its service. */
export interface Capability {
  readonly name: string;
  readonly commands: readonly Command[];
  readonly actions: readonly CardAction[];
  /** By message kind: what a delivery shows. */
  readonly messages: Readonly<Record<string, MessageCards>>;
  /** By message kind: cards in channels, made anew whenever what they show has moved; see services/posts. */
  readonly posts?: Readonly<Record<string, PostCard>>;
  /**
   * By kind: cards in coordinators' own chats that are kept in step after they were shown. Who shows one says so with
   * `live` of the command or action; whatever changes its figures calls `services.live.touch`.
   */
  readonly live?: Readonly<Record<string, LiveCardMaker>>;
  /** What the home card offers to this person. */
  home?(person: Person): readonly HomeEntry[];
  /** What waits for this person. */
  waiting?(person: Person, clock: Clock): Promise<readonly InboxItem[]>;
}
