import type { Audit } from "../audit/ports.js";
import type { Deliveries } from "../delivery/ports.js";
import type { Message } from "../delivery/schema.js";
import type { Clock } from "../kernel/clock.js";
import { ExpectedError } from "../kernel/errors.js";
import type { Leases } from "../kernel/leases.js";
import type { Randomness } from "../kernel/random.js";
import type { Partnership } from "../partnership/schema.js";
import type { ArchiveStore, Audiences, BallotBox, InvitationStore, KeyStore, WaveStore, WaveTimers } from "./ports.js";
import type { Definition, Wave } from "./schema.js";

/** All that the survey services stand on. */
export interface SurveyContext {
  readonly partnership: Partnership;
  readonly definitions: readonly Definition[];
  readonly waves: WaveStore;
  readonly invitations: InvitationStore;
  readonly box: BallotBox;
  readonly archive: ArchiveStore;
  readonly keys: KeyStore;
  readonly people: Audiences;
  readonly deliveries: Deliveries;
  readonly timers: WaveTimers;
  readonly audit: Audit;
  readonly leases: Leases;
  readonly clock: Clock;
  readonly random: Randomness;
  /** How long a person who pressed a button waits for long work, before it goes on without them; in milliseconds. */
  readonly patienceMs: number;
  /** Told of what failed in the background; the work goes on at the next start or press. */
  readonly report: (error: unknown) => void;
}

/** How often a change is tried again when others change the same wave. */
const TRIES = 8;

/** The wave, or a sentence that it isn't there. */
export async function waveOf(context: SurveyContext, waveId: string): Promise<Wave> {
  const found = await context.waves.find(waveId);
  if (!found) throw noSuchWave();
  return found.value;
}

/** Changes a wave as it is now: `change` decides anew each time somebody else was faster; undefined leaves it as it is. */
export async function changeWave(
  { waves }: SurveyContext,
  waveId: string,
  change: (wave: Wave) => Wave | undefined,
): Promise<Wave> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const found = await waves.find(waveId);
    if (!found) throw noSuchWave();
    const changed = change(found.value);
    if (!changed) return found.value;
    if (await waves.save(changed, found.version)) return changed;
  }
  throw new ExpectedError("busy", "Somebody else is changing this survey just now. Please try again in a moment.");
}

const ID_OF_WAVE = /^([0-9a-f]{32})\.(?:invitation|reminder\d+|told)$/;

/** The wave that a campaign belongs to, from the campaign's id; undefined when it is none of a survey's. */
export function waveOfCampaign(campaignId: string): string | undefined {
  return ID_OF_WAVE.exec(campaignId)?.[1];
}

/** Waves in the order in which they were made, newest first. */
export async function newestFirst(context: SurveyContext): Promise<Wave[]> {
  const waves: Wave[] = [];
  for await (const wave of context.waves.all()) waves.push(wave);
  return waves.sort((one, other) => (one.createdAt < other.createdAt ? 1 : -1));
}

/** The ids of a wave's campaigns: sending the same twice finds the first. */
export const campaignIds = {
  invitation: (waveId: string) => `${waveId}.invitation`,
  reminder: (waveId: string, nth: number) => `${waveId}.reminder${nth}`,
  told: (waveId: string) => `${waveId}.told`,
};

/** What takes the place of cards that no longer apply. */
export const notes = {
  over: (waveId: string): Message => ({ kind: "surveys.over", subject: waveId }),
  answered: (waveId: string): Message => ({ kind: "surveys.answered", subject: waveId }),
};

/** Whether it still can be changed, dropped or sent. */
export function isNotSent({ status }: Wave): boolean {
  return status === "draft" || status === "scheduled";
}

function noSuchWave(): ExpectedError {
  return new ExpectedError("not-found", "This survey is no longer there. Type surveys to see those that are.");
}
