import type { Pause } from "../kernel/pause.js";
import type { Randomness } from "../kernel/random.js";
import type { PersonId } from "../people/schema.js";
import { COMMIT_SIZE, type DeliveryChange, type DeliveryStore } from "./ports.js";
import type { Delivery, DeliveryState, Part, PartId } from "./schema.js";

export interface ChangeNeeds {
  readonly store: DeliveryStore;
  readonly random: Randomness;
  readonly pause: Pause;
}

type Rule = (delivery: Delivery) => Delivery | undefined;

/** Changes all deliveries of a part that are in one of `states`, also while a run is at it. */
export async function changeAll(
  needs: ChangeNeeds,
  id: PartId,
  states: readonly DeliveryState[],
  rule: Rule,
): Promise<void> {
  for await (const page of needs.store.deliveries(id, states)) {
    await changeThose(
      needs,
      id,
      page.map(({ person }) => person),
      rule,
    );
  }
}

/** The same for the deliveries of these people. */
export async function changeThose(
  needs: ChangeNeeds,
  id: PartId,
  people: readonly PersonId[],
  rule: Rule,
): Promise<void> {
  for (let start = 0; start < people.length; start += COMMIT_SIZE) {
    const some = people.slice(start, start + COMMIT_SIZE);
    await changing(needs, id, async () => {
      const found = [...(await needs.store.findDeliveries(id, some)).values()];
      return found.flatMap((before) => {
        const after = rule(before);
        return after ? [{ before, after }] : [];
      });
    });
  }
}

/** Changes the part itself; false when there is none. */
export function changePart(needs: ChangeNeeds, id: PartId, change: (part: Part) => Part): Promise<boolean> {
  return changing(needs, id, async () => [], change);
}

/** Worked out anew each time somebody else was faster: a run changes its part many times a second. */
async function changing(
  { store, random, pause }: ChangeNeeds,
  id: PartId,
  changes: () => Promise<readonly DeliveryChange[]>,
  change?: (part: Part) => Part,
): Promise<boolean> {
  const never = new AbortController().signal;
  for (let tries = 0; ; tries += 1) {
    const seen = await store.findPart(id);
    if (!seen) return false;
    const wanted = await changes();
    if (!change && wanted.length === 0) return true;
    const next = { ...(change?.(seen.value) ?? seen.value), change: random.id() };
    if (await store.commit(seen, next, wanted, [])) return true;
    await pause(random.below(20 * Math.min(tries + 1, 10)), never);
  }
}
