import { type PersonId, personKey } from "../people/schema.js";
import { type ChangeNeeds, changeThose } from "./change-many.js";
import type { CampaignPlan, Waiting } from "./ports.js";
import { released, suppressed } from "./rules.js";
import type { Campaign } from "./schema.js";

export interface ReleaseNeeds extends ChangeNeeds {
  /** Plans one message for these people, or adds them to it, and has it sent. */
  plan(campaign: CampaignPlan, to: readonly PersonId[]): Promise<unknown>;
  /** Has what is pending in the campaign's part sent. */
  send(campaignId: string, tenantId: string): Promise<void>;
}

/** The one message that tells of several; the Teams edge makes it of the person's inbox. */
export const DIGEST = "inbox.digest";
/** How ids of its campaigns begin. */
export const DIGEST_ID = "digest.";

/**
 * Lets go of what was held back in a tenant until `moment`. Where several messages ask something of one person, one
 * message tells of all. It can be repeated: the same moment makes the same message.
 */
export async function release(needs: ReleaseNeeds, tenantId: string, moment: string): Promise<void> {
  const campaigns = new Campaigns(needs);
  const single = new Map<string, PersonId[]>();
  const merged = new Map<string, PersonId[]>();
  const several = new Map<string, PersonId>();
  for (const waiting of await byPerson(needs, tenantId, new Date(moment))) {
    const asking: Waiting[] = [];
    for (const one of waiting) if ((await campaigns.find(one.campaignId))?.manner === "asks") asking.push(one);
    const together = asking.length > 1 ? asking : [];
    for (const one of waiting) add(together.includes(one) ? merged : single, one);
    for (const { person } of together) several.set(personKey(person), person);
  }
  const digest = `${DIGEST_ID}${tenantId}.${moment}`;
  if (several.size > 0) {
    const message = { kind: DIGEST, subject: tenantId };
    const plan = { id: digest, title: "Several things that wait for one person", message, manner: "asks" } as const;
    await needs.plan(plan, [...several.values()]);
  }
  for (const [campaignId, people] of merged) {
    await changeThose(needs, { campaignId, tenantId }, people, (one) => suppressed(one, "merged", digest));
  }
  for (const [campaignId, people] of single) {
    await changeThose(needs, { campaignId, tenantId }, people, released);
  }
  // Also where all was merged, so that the campaign is found to be done.
  for (const campaignId of new Set([...single.keys(), ...merged.keys()])) await needs.send(campaignId, tenantId);
}

/** Each campaign is read once. */
class Campaigns {
  readonly #known = new Map<string, Promise<Campaign | undefined>>();

  constructor(private readonly needs: ReleaseNeeds) {}

  find(id: string): Promise<Campaign | undefined> {
    const known = this.#known.get(id) ?? this.needs.store.findCampaign(id);
    this.#known.set(id, known);
    return known;
  }
}

async function byPerson({ store }: ReleaseNeeds, tenantId: string, moment: Date): Promise<Iterable<Waiting[]>> {
  const people = new Map<string, Waiting[]>();
  for await (const waiting of store.waiting(tenantId)) {
    if (waiting.until > moment) continue;
    const key = personKey(waiting.person);
    people.set(key, [...(people.get(key) ?? []), waiting]);
  }
  return people.values();
}

function add(to: Map<string, PersonId[]>, { campaignId, person }: Waiting): void {
  const people = to.get(campaignId) ?? [];
  to.set(campaignId, people);
  people.push(person);
}
