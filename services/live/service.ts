import { type PersonId, personKey } from "../people/schema.js";
import type { Handler } from "../schedule/ports.js";
import { Editing } from "./editing.js";
import { fingerprint, placeKey } from "./keys.js";
import type { LiveCardsNeeds } from "./needs.js";
import { TOGETHER } from "./rules.js";
import type { Live, LiveCard, LivePlace } from "./schema.js";
import { Touches } from "./touches.js";

/** A card that was just shown to somebody in their own chat. */
export interface ShownCard {
  readonly place: LivePlace;
  readonly person: PersonId;
  readonly live: Live;
  /** As it was sent. */
  readonly card: unknown;
}

const EDIT = "live.edit";

/**
 * Keeps cards in step with the figures that they show: each is edited every few seconds at most, and ends on the last
 * state. Whatever changes figures touches them; a card looked at by nobody any more is forgotten after a day.
 *
 * @example
 * await live.watch({ place, person, live: { kind: "surveys.progress", subject: waveId }, card });
 * live.touch({ kind: "surveys.progress", subject: waveId });
 */
export class LiveCards {
  readonly #touches: Touches;
  readonly #editing: Editing;

  constructor(private readonly needs: LiveCardsNeeds) {
    this.#touches = new Touches({ ...needs, look: (live) => this.#lookFor(live) });
    this.#editing = new Editing(needs);
  }

  /** Also where another card was live: that one is no more. */
  watch({ place, person, live, card }: ShownCard): Promise<void> {
    const now = this.needs.clock.now().toISOString();
    const { kind, subject } = live;
    const { conversationId, activityId } = place;
    const common = { conversationId, activityId, person: personKey(person), kind, subject };
    return this.resume({ ...common, id: "", shows: fingerprint(card), since: now, notBefore: now, failures: 0 });
  }

  /** From here on no edit of it is begun. What was live there, for {@link resume}. */
  unwatch(place: LivePlace): Promise<LiveCard | undefined> {
    return this.needs.store.remove(placeKey(place));
  }

  /** Watches again what was not left after all. */
  async resume(card: LiveCard): Promise<void> {
    const key = placeKey(card);
    // The timer comes first, so that a process that dies here leaves nothing that nobody looks after.
    await this.needs.timers.set(this.#timerFor(key));
    await this.needs.store.put(key, { ...card, id: this.needs.random.id() });
  }

  /** Something that it shows has changed. May be called many times a second; never throws. */
  touch(live: Live): void {
    this.#touches.touch(live);
  }

  /** Passes on the touches that were not yet. */
  stop(): Promise<void> {
    return this.#touches.stop();
  }

  /** What is done when a timer that was set here is due, by its kind. */
  readonly handlers: Readonly<Record<string, Handler>> = {
    [EDIT]: ({ subject }) => this.#editing.look(subject),
  };

  async #lookFor(live: Live): Promise<void> {
    const keys = await this.needs.store.keysOf(live);
    await Promise.all(keys.map((key) => this.needs.timers.soon(this.#timerFor(key))));
  }

  #timerFor(key: string) {
    const due = new Date(this.needs.clock.now().getTime() + TOGETHER).toISOString();
    return { id: `live|${key}`, kind: EDIT, subject: key, due };
  }
}
