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
  const digest = `${DIGEST_ID}${tenantId}.${moment}`;
  const { single, merged, several } = await sorted(needs, tenantId, moment, digest);
  if (several.length > 0) {
    const message = { kind: DIGEST, subject: tenantId };
    const plan = { id: digest, title: "Several things that wait for one person", message, manner: "asks" } as const;
    await needs.plan(plan, several);
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

interface Sorted {
  /** Who is sent which campaign's message. */
  readonly single: ReadonlyMap<string, PersonId[]>;
  /** Who is told of which campaign in the one message. */
  readonly merged: ReadonlyMap<string, PersonId[]>;
  /** Who is to be sent the one message. */
  readonly several: readonly PersonId[];
}

async function sorted(needs: ReleaseNeeds, tenantId: string, moment: string, digest: string): Promise<Sorted> {
  const campaigns = new Campaigns(needs);
  const [single, merged] = [new Map<string, PersonId[]>(), new Map<string, PersonId[]>()];
  const several: PersonId[] = [];
  const people = await byPerson(needs, tenantId, new Date(moment));
  const everybody = people.flatMap(([one]) => (one ? [one.person] : []));
  // By an earlier release of this moment that was cut short: what is left for them is told of there already.
  const told = await needs.store.findDeliveries({ campaignId: digest, tenantId }, everybody);
  for (const waiting of people) {
    const asking: Waiting[] = [];
    for (const one of waiting) if ((await campaigns.find(one.campaignId))?.manner === "asks") asking.push(one);
    const [first, second] = asking;
    const isTogether = second !== undefined || (first !== undefined && told.has(personKey(first.person)));
    for (const one of waiting) add(isTogether && asking.includes(one) ? merged : single, one);
    if (first && second) several.push(first.person);
  }
  return { single, merged, several };
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

async function byPerson({ store }: ReleaseNeeds, tenantId: string, moment: Date): Promise<Waiting[][]> {
  const people = new Map<string, Waiting[]>();
  for await (const waiting of store.waiting(tenantId)) {
    if (waiting.until > moment) continue;
    const key = personKey(waiting.person);
    people.set(key, [...(people.get(key) ?? []), waiting]);
  }
  return [...people.values()];
}

function add(to: Map<string, PersonId[]>, { campaignId, person }: Waiting): void {
  const people = to.get(campaignId) ?? [];
  to.set(campaignId, people);
  people.push(person);
}
