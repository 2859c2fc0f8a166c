import type { Clock } from "../kernel/clock.js";
import type { PersonId } from "../people/schema.js";
import type { CampaignPlan, DeliveryStore } from "./ports.js";
import { totalOf } from "./rules.js";
import type { Campaign, Delivery } from "./schema.js";

export interface PlanningNeeds {
  readonly store: DeliveryStore;
  readonly clock: Clock;
}

/**
 * The campaign with a delivery for each of these people, those that it has already included; ready to be sent. It can be
 * repeated after it was cut short. Undefined when somebody has cancelled it.
 */
export async function planned(
  { store, clock }: PlanningNeeds,
  { usefulUntil, ...plan }: CampaignPlan,
  to: readonly PersonId[],
): Promise<Campaign | undefined> {
  const people = byTenant(to);
  const campaign: Campaign = {
    ...plan,
    ...(usefulUntil ? { usefulUntil: usefulUntil.toISOString() } : {}),
    createdAt: clock.now().toISOString(),
    planned: [...people.values()].reduce((sum, some) => sum + some.length, 0),
    tenants: [...people.keys()],
    status: "planning",
  };
  if (!(await store.createCampaign(campaign))) await store.changeCampaign(plan.id, (one) => withTenants(one, people));
  for (const [tenantId, some] of people) {
    const deliveries = some.map((person) => pendingFor(plan.id, person));
    await store.addDeliveries({ campaignId: plan.id, tenantId }, deliveries);
  }
  const { tenants } = (await store.findCampaign(plan.id)) ?? campaign;
  const total = totalOf(await store.counts({ id: plan.id, tenants }));
  return store.changeCampaign(plan.id, (one) => {
    if (one.status === "cancelled") return undefined;
    const { endedAt: _, ...open } = one;
    return { ...open, planned: total, status: "sending" };
  });
}

function byTenant(people: readonly PersonId[]): Map<string, PersonId[]> {
  const tenants = new Map<string, Map<string, PersonId>>();
  for (const { tenantId, objectId } of people) {
    const some = tenants.get(tenantId) ?? new Map<string, PersonId>();
    tenants.set(tenantId, some);
    some.set(objectId, { tenantId, objectId });
  }
  return new Map([...tenants].map(([tenantId, some]) => [tenantId, [...some.values()].sort(inOrder)]));
}

function inOrder(one: PersonId, other: PersonId): number {
  return one.objectId < other.objectId ? -1 : 1;
}

function withTenants(campaign: Campaign, people: ReadonlyMap<string, unknown>): Campaign | undefined {
  const tenants = [...new Set([...campaign.tenants, ...people.keys()])];
  return tenants.length === campaign.tenants.length ? undefined : { ...campaign, tenants };
}

function pendingFor(campaignId: string, { tenantId, objectId }: PersonId): Delivery {
  return { campaignId, person: { tenantId, objectId }, state: "pending", attempts: 0, uncertain: false };
}
