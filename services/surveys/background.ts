import { systemPause } from "../kernel/pause.js";
import type { SurveyContext } from "./context.js";

/** Longer than any such work takes; after that another process may go on with it. */
const LEASE_MS = 10 * 60_000;

/**
 * Does the wave's long work in one process at a time, and returns when it is done or when a person has waited long
 * enough: then it goes on in the background. Work that stopped half-way is done again by whoever calls next, so it
 * must be repeatable. A failure within the wait is thrown, a later one reported.
 */
export async function workOn(context: SurveyContext, waveId: string, work: () => Promise<void>): Promise<void> {
  const { leases, clock, random, report, patienceMs } = context;
  const name = `wave:${waveId}`;
  const holder = random.id();
  const until = new Date(clock.now().getTime() + LEASE_MS);
  if (!(await leases.take(name, holder, until, clock.now()))) return;
  let waiting = true;
  const working = work().finally(() => leases.release(name, holder));
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
