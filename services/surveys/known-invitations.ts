import type { Clock } from "../kernel/clock.js";
import { Crowd } from "../kernel/crowd.js";
import type { InvitationStore } from "./ports.js";
import type { Invitation, Stratum } from "./schema.js";

/** More waves than are ever open at once. */
const MOST_WAVES = 8;

/**
 * Invitations, remembered for half a minute: they are made when a wave is sent and never change after. One that is
 * taken away by another instance may be believed that long.
 */
export class KnownInvitations implements InvitationStore {
  readonly #waves = new Map<string, Crowd<Invitation>>();

  constructor(
    private readonly store: InvitationStore,
    private readonly clock: Clock,
  ) {}

  find(waveId: string, personKey: string): Promise<Invitation | undefined> {
    return this.#wave(waveId).find(personKey);
  }

  all(waveId: string): AsyncIterable<Invitation> {
    return this.store.all(waveId);
  }

  async add(waveId: string, invitations: readonly Invitation[]): Promise<void> {
    await this.store.add(waveId, invitations);
    this.#waves.delete(waveId);
  }

  async remove(waveId: string, personKey: string): Promise<boolean> {
    const removed = await this.store.remove(waveId, personKey);
    this.#wave(waveId).forget(personKey);
    return removed;
  }

  async detach(waveId: string, personKey: string): Promise<boolean> {
    const detached = await this.store.detach(waveId, personKey);
    this.#wave(waveId).forget(personKey);
    return detached;
  }

  detached(waveId: string): AsyncIterable<Stratum> {
    return this.store.detached(waveId);
  }

  async removeAll(waveId: string): Promise<number> {
    const removed = await this.store.removeAll(waveId);
    this.#waves.delete(waveId);
    return removed;
  }

  #wave(waveId: string): Crowd<Invitation> {
    const known = this.#waves.get(waveId);
    if (known) return known;
    const [oldest] = this.#waves.keys();
    if (this.#waves.size >= MOST_WAVES && oldest !== undefined) this.#waves.delete(oldest);
    const source = {
      find: (key: string) => this.store.find(waveId, key),
      all: () => this.store.all(waveId),
      keyOf: ({ personKey }: Invitation) => personKey,
    };
    const wave = new Crowd(source, this.clock);
    this.#waves.set(waveId, wave);
    return wave;
  }
}
