import { systemPause } from "../kernel/pause.js";
import { repeat } from "../kernel/schedule.js";
import type { SurveyContext } from "./context.js";

/** A process that died is taken over after this long. */
const LEASE_MS = 45_000;
const RENEW_MS = 15_000;

/**
 * Does the wave's long work in one process at a time, and returns when it is done or when a person has waited long
 * enough: then it goes on in the background. Work that stopped half-way is done again by whoever calls next, so it
 * must be repeatable. A failure within the wait is thrown, a later one reported.
 */
export async function workOn(context: SurveyContext, waveId: string, work: () => Promise<void>): Promise<void> {
  const { leases, clock, random, report, patienceMs } = context;
  const name = `wave:${waveId}`;
  const holder = random.id();
  const take = () => leases.take(name, holder, new Date(clock.now().getTime() + LEASE_MS), clock.now());
  if (!(await take())) return;
  const renewing = { everyMs: RENEW_MS, jitterMs: 0, pause: systemPause, random, report };
  const renewal = repeat(async () => void (await take()), renewing);
  let waiting = true;
  const working = work().finally(() => renewal.stop().then(() => leases.release(name, holder)));
  const watched = working.catch((error: unknown) => {
    if (waiting) throw error;
    report(error);
  });
  const patience = new AbortController();
  try {
    await Promise.race([watched, systemPause(patienceMs, patience.signal)]);
  } finally {
    waiting = false;
    patience.abort();
  }
}
