import type { CampaignPlan } from "../../delivery/ports.js";
import { endOfDay } from "../../kernel/dates.js";
import { personIdOf } from "../../people/schema.js";
import type { PanelsContext } from "../context.js";
import type { Round } from "../schema.js";

/** Plans a message of a round and has it sent; of use until scores are due, or for as long as it applies after that. */
export async function ask(
  { deliveries, clock }: Pick<PanelsContext, "deliveries" | "clock">,
  { scoresDue }: Round,
  plan: CampaignPlan,
  people: readonly string[],
): Promise<void> {
  const until = scoresDue === undefined ? undefined : endOfDay(scoresDue);
  const isInTime = until !== undefined && until > clock.now();
  await deliveries.plan({ ...plan, ...(isInTime && { usefulUntil: until }) }, people.map(personIdOf));
  await deliveries.start(plan.id);
}
