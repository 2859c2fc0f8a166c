import assert from "node:assert/strict";
import { ExpectedError } from "../../services/kernel/errors.js";
import type { Wave } from "../../services/surveys/schema.js";
import { aPerson, type HouseOptions, SurveyHouse } from "./survey-house.js";

const planned = new WeakMap<SurveyHouse, string[]>();

/** A house of twelve people at that instant, in which it is noted what is planned when. */
export async function aHouse(start: string, options: HouseOptions = {}): Promise<SurveyHouse> {
  const people = Array.from({ length: 12 }, (_, n) => aPerson(n));
  const house = await SurveyHouse.open(people, undefined, options);
  house.clock.turnTo(start);
  const { deliveries } = house;
  const plan = deliveries.plan.bind(deliveries);
  const seen: string[] = [];
  planned.set(house, seen);
  deliveries.plan = (campaign, to) => {
    if (!deliveries.planned.has(campaign.id))
      seen.push(`${campaign.id.split(".")[1]} ${house.clock.now().toISOString()}`);
    return plan(campaign, to);
  };
  return house;
}

/** What was planned to be sent, first to last: `invitation 2026-11-25T09:00:00.000Z`. */
export function plannedIn(house: SurveyHouse): string[] {
  return planned.get(house) ?? [];
}

/** The wave as it is stored. */
export async function waveIn(house: SurveyHouse, waveId: string): Promise<Wave> {
  const wave = (await house.context.waves.find(waveId))?.value;
  assert.ok(wave);
  return wave;
}

export function bankHolidays(...days: string[]): HouseOptions {
  const quietHours = { from: "18:00", until: "08:00", weekends: true, bankHolidays: days };
  return { partnership: { quietHours } };
}

/** From Wednesday 25 November to Monday 7 December 2026, sent two days before. */
export const NOVEMBER = { opensOn: "2026-11-25", closesOn: "2026-12-07" };

/** That it throws an ExpectedError of that code. */
export async function refused(promise: Promise<unknown>, code: string): Promise<void> {
  await assert.rejects(promise, (error) => error instanceof ExpectedError && error.code === code);
}
