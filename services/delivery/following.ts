import type { Audit } from "../audit/ports.js";
import type { Clock } from "../kernel/clock.js";
import { ExpectedError } from "../kernel/errors.js";
import { partnerName } from "../partnership/names.js";
import type { Partnership } from "../partnership/schema.js";
import type { PeopleStore } from "../people/ports.js";
import { type Person, personKey } from "../people/schema.js";
import type { LateTimer } from "../schedule/schema.js";
import type { Deliveries, DeliveryStore } from "./ports.js";
import { DIGEST } from "./release.js";
import { canBeRead, type Ends, endsOf, heldBack } from "./review.js";
import { byPartner, type NotReachedPerson, withoutNames, withoutSmallFigures } from "./review-rules.js";
import type { Campaign, DeliveryCounts } from "./schema.js";
import type { CampaignLine, CampaignReview, Missed, Reconciled } from "./views.js";

/** What was missed is told for so long, in days. */
const MISSED_DAYS = 14;
/** People looked up at a time. */
const TOGETHER = 100;

export interface FollowingNeeds {
  readonly deliveries: Pick<Deliveries, "campaigns" | "campaign" | "counts" | "failures" | "sendAgain" | "cancel">;
  readonly store: Pick<DeliveryStore, "deliveries">;
  readonly people: Pick<PeopleStore, "findMany">;
  readonly partnership: Partnership;
  readonly schedule: { late(since: Date): Promise<LateTimer[]> };
  readonly reconciliation: { last(): Promise<Reconciled | undefined> };
  readonly audit: Audit;
  readonly clock: Clock;
}

/** What coordinators see of campaigns, and do about them. */
export class FollowingDeliveries {
  constructor(private readonly needs: FollowingNeeds) {}

  /** Newest first. Answers to what one person did are left out: there are many, and they would bury the rest. */
  async campaigns(): Promise<Campaign[]> {
    const all = await this.needs.deliveries.campaigns();
    return all.filter(({ manner, planned }) => manner !== "replies" || planned > 1);
  }

  async line(campaign: Campaign): Promise<CampaignLine> {
    const { deliveries, store } = this.needs;
    const counts = await deliveries.counts(campaign.id);
    const { id, title, status, planned } = campaign;
    const hasNames = !tellsOfPeople(campaign);
    const held = hasNames ? await heldBack(store, campaign, counts) : [];
    return { id, title, status, planned, createdAt: new Date(campaign.createdAt), counts, held, hasNames };
  }

  /** Throws ExpectedError("not-found") when it is no longer kept. */
  async review(campaignId: string): Promise<CampaignReview> {
    const campaign = await this.needs.deliveries.campaign(campaignId);
    const line = await this.line(campaign);
    const isLookedInto = canBeRead(line.counts);
    const ends = isLookedInto ? await endsOf(this.needs.store, campaign) : NOTHING_READ;
    const hasNames = line.hasNames !== false;
    const groups = byPartner(await this.#known(ends.notReached));
    const isLive = campaign.status === "sending" || campaign.status === "done";
    return {
      ...line,
      isLookedInto,
      hasNames,
      notReached: hasNames ? groups : withoutNames(groups),
      forgotten: isLookedInto && hasNames ? forgottenOf(line.counts, ends) : 0,
      perhapsTwice: hasNames ? ends.perhapsTwice : 0,
      perhapsReached: hasNames ? ends.perhapsReached : 0,
      skipped: hasNames ? ends.skipped : withoutSmallFigures(ends.skipped),
      canSendAgain: isLive && ends.notReached.length > ends.perhapsReached,
      canCancel: campaign.status === "sending" && line.counts.pending > 0 && !isDigest(campaign),
    };
  }

  /** To those not reached, but for those whom an earlier try may have reached. */
  async sendAgain(campaignId: string, by: Person): Promise<void> {
    const { deliveries, audit } = this.needs;
    const people = (await deliveries.failures(campaignId)).filter(({ uncertain }) => !uncertain).length;
    const { status } = await deliveries.campaign(campaignId);
    if (people === 0 && status !== "cancelled") throw nobodyLeft();
    await deliveries.sendAgain(campaignId);
    const subject = `campaign:${campaignId}`;
    await audit.record({ subject, event: "deliveries.sent-again", by: personKey(by), details: { people } });
  }

  /** What could be cancelled; throws ExpectedError("already-done") when there is nothing. */
  async toCancel(campaignId: string): Promise<CampaignLine> {
    const campaign = await this.needs.deliveries.campaign(campaignId);
    if (campaign.status === "cancelled") throw cancelledAlready();
    if (isDigest(campaign)) throw forOthers();
    const line = await this.line(campaign);
    if (line.counts.pending === 0) throw nothingPending();
    return line;
  }

  /** Stops what is not sent yet, for good. */
  async cancel(campaignId: string, by: Person): Promise<void> {
    const { deliveries, audit } = this.needs;
    const { counts } = await this.toCancel(campaignId);
    await deliveries.cancel(campaignId);
    if ((await deliveries.campaign(campaignId)).status !== "cancelled") throw nothingPending();
    const subject = `campaign:${campaignId}`;
    await audit.record({
      subject,
      event: "deliveries.cancelled",
      by: personKey(by),
      details: { people: counts.pending },
    });
  }

  /** What was missed in the last two weeks, the latest first. */
  async missed(): Promise<Missed[]> {
    const since = new Date(this.needs.clock.now().getTime() - MISSED_DAYS * 86_400_000);
    const late = await this.needs.schedule.late(since);
    return late.map(({ kind, due }) => ({ kind, due: new Date(due) })).reverse();
  }

  reconciled(): Promise<Reconciled | undefined> {
    return this.needs.reconciliation.last();
  }

  async #known(notReached: Ends["notReached"]): Promise<NotReachedPerson[]> {
    const { people, partnership } = this.needs;
    const found: NotReachedPerson[] = [];
    for (let start = 0; start < notReached.length; start += TOGETHER) {
      const some = notReached.slice(start, start + TOGETHER);
      const known = await people.findMany(some.map(({ person }) => person));
      for (const { person, reason } of some) {
        const one = known.get(personKey(person));
        const partner = one ? partnerName(partnership, one.partner) : "No longer on the list";
        found.push({ name: one?.name, partner, reason });
      }
    }
    return found;
  }
}

const NOTHING_READ: Ends = { notReached: [], perhapsTwice: 0, perhapsReached: 0, skipped: [] };

/** Who is reminded has not answered; who is told of several things has left several undone. */
const TELLING: ReadonlySet<string> = new Set(["surveys.reminder", DIGEST]);

function tellsOfPeople({ message, discreet = false }: Campaign): boolean {
  return discreet || TELLING.has(message.kind);
}

/** It stands for messages of several campaigns, which would be lost with it. */
function isDigest({ message }: Campaign): boolean {
  return message.kind === DIGEST;
}

function forOthers(): ExpectedError {
  const sentence =
    "This message tells people of several others at once. Cancel one of those instead, before it goes out.";
  return new ExpectedError("not-permitted", sentence);
}

function forgottenOf(counts: DeliveryCounts, { notReached }: Ends): number {
  return Math.max(0, counts["not-reachable"] + counts.failed - notReached.length);
}

function nobodyLeft(): ExpectedError {
  return new ExpectedError("already-done", "There is nobody left to whom this could be sent again.");
}

function cancelledAlready(): ExpectedError {
  return new ExpectedError("already-done", "This message was cancelled already: nothing more of it goes out.");
}

function nothingPending(): ExpectedError {
  return new ExpectedError(
    "already-done",
    "Nothing of this message is on its way any more, so there is nothing to cancel.",
  );
}
