import type { AddressStore, Letter, Messenger } from "../delivery/ports.js";
import type { PeopleStore } from "../people/ports.js";
import type { Person } from "../people/schema.js";
import type { NewTimer } from "../schedule/schema.js";
import type { Live, LiveCard } from "./schema.js";

/** Cards are found by the key of their place: see keys.ts. */
export interface LiveCardStore {
  find(key: string): Promise<LiveCard | undefined>;
  /** In the place of whatever was live there. */
  put(key: string, card: LiveCard): Promise<void>;
  /** Applies the rule to the card as it is, unless it is no longer the one of that id. */
  change(key: string, id: string, rule: (card: LiveCard) => LiveCard): Promise<void>;
  /** What was there; with `id` only if it is that one. */
  remove(key: string, id?: string): Promise<LiveCard | undefined>;
  /** Where cards that show it are. One range of keys. */
  keysOf(live: Live): Promise<string[]>;
  /** Reads all live cards, some dozens. */
  ofPerson(personKey: string): Promise<{ readonly key: string; readonly card: LiveCard }[]>;
}

/** What is due for a card: services/schedule. */
export interface LiveTimers {
  set(timer: NewTimer): Promise<void>;
  soon(timer: NewTimer): Promise<void>;
}

export interface LiveView {
  readonly letter: Letter;
  /** It will not change by itself any more. */
  readonly isFinal: boolean;
}

/** Makes cards anew: bot/live-views.ts. */
export interface LiveViews {
  /** Undefined when it no longer applies, or not to this person. Throws when that can't be found out now. */
  view(live: Live, person: Person, now: Date): Promise<LiveView | undefined>;
}

export type LiveMessenger = Pick<Messenger, "replace">;
export type LiveAddresses = Pick<AddressStore, "find">;
export type LivePeople = Pick<PeopleStore, "find">;
