import type { SendOutcome } from "../delivery/ports.js";
import { type PersonId, personIdOf } from "../people/schema.js";
import { fingerprint } from "./keys.js";
import type { LiveCardsNeeds } from "./needs.js";
import type { LiveView } from "./ports.js";
import { edited, failed, isOver, nextLook, TOGETHER, waitsUntil } from "./rules.js";
import type { LiveCard } from "./schema.js";

/**
 * Longest time from the first look to the edit, in milliseconds. With a try's own 15 seconds it stays within the
 * schedule's lease of 30, so that no slow edit comes after a newer one of another process.
 */
const FRESH = 10_000;

/** One look at one card: whether it still shows what is so, and an edit if it doesn't. */
export class Editing {
  constructor(private readonly needs: LiveCardsNeeds) {}

  /** When to look again; undefined when the card is not live any more. */
  async look(key: string): Promise<Date | undefined> {
    const { store, clock } = this.needs;
    const began = clock.now();
    const card = await store.find(key);
    if (!card) return undefined;
    const view = isOver(card, began) ? undefined : (waitsUntil(card, began) ?? (await this.#view(card, began)));
    if (view === undefined) return this.#forget(key, card);
    return view instanceof Date ? view : this.#bring(key, card, view, began);
  }

  /** The person as they are now, since they may have left or have other roles. */
  async #view(card: LiveCard, now: Date): Promise<LiveView | undefined> {
    const person = await this.needs.people.find(personIdOf(card.person));
    return person?.status === "active" ? this.needs.views.view(card, person, now) : undefined;
  }

  async #bring(key: string, card: LiveCard, view: LiveView, began: Date): Promise<Date | undefined> {
    const { store, addresses, messenger, clock } = this.needs;
    const shows = fingerprint(view.letter.card);
    if (shows === card.shows) return view.isFinal ? this.#forget(key, card) : nextLook(began);
    // Its service URL may be newer than the card.
    const address = await addresses.find(ownerOf(card));
    if (!address) return this.#forget(key, card);
    // Whoever went on meanwhile would find what they look at overwritten.
    const isStillThere = (await store.find(key))?.id === card.id;
    if (!isStillThere) return undefined;
    const now = clock.now();
    if (now.getTime() - began.getTime() > FRESH) return new Date(now.getTime() + TOGETHER);
    return this.#settle(key, card, { ...view, shows }, await messenger.replace(address, card, view.letter));
  }

  async #settle(
    key: string,
    card: LiveCard,
    { shows, isFinal }: { readonly shows: string; readonly isFinal: boolean },
    outcome: SendOutcome,
  ): Promise<Date | undefined> {
    const { store, clock, random } = this.needs;
    const now = clock.now();
    if (outcome.kind === "final" || (outcome.kind === "sent" && isFinal)) return this.#forget(key, card);
    if (outcome.kind === "sent") {
      await store.change(key, card.id, (one) => edited(one, shows, now));
      return nextLook(now);
    }
    const after = failed(card, outcome.afterMs, now, random.below(1000) / 1000);
    await store.change(key, card.id, () => after);
    return waitsUntil(after, now);
  }

  async #forget(key: string, { id }: LiveCard): Promise<undefined> {
    await this.needs.store.remove(key, id);
    return undefined;
  }
}

function ownerOf({ person }: LiveCard): PersonId {
  return personIdOf(person);
}
