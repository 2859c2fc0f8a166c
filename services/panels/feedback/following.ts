import { partnerName } from "../../partnership/names.js";
import type { Person } from "../../people/schema.js";
import { can } from "../../permissions.js";
import { mayCoordinate } from "../access-rules.js";
import { foundAt, type PanelsContext, roundOf } from "../context.js";
import type { Review, Round } from "../schema.js";
import { acknowledgementOf, coordinated, headOf, isLead } from "./access.js";
import { stageOf } from "./feedback-rules.js";
import { only } from "./form-rules.js";
import { campaigns, type Sending } from "./sending.js";
import type {
  FeedbackListView,
  FeedbackStanding,
  FeedbackState,
  FeedbackToDo,
  FeedbackToTake,
  FollowUpToDo,
  LeadsMissing,
} from "./views.js";

/** Feedback is looked over within so many working days after the panel agreed. */
const CHECK_WITHIN = 5;
const ORDER: readonly FeedbackState[] = ["follow-up", "no-lead", "to-check", "sent", "followed-up", "acknowledged"];

/** Where feedback stands, for coordinators, and what waits for whom. Reports that somebody is kept from are left out. */
export class Following {
  constructor(
    private readonly context: PanelsContext,
    private readonly sending: Sending,
  ) {}

  async list(person: Person, id: string): Promise<FeedbackListView> {
    const round = await roundOf(this.context, id);
    const agencies = await this.#agenciesWithLeads();
    const lines = [];
    for (const review of await this.#coordinatedBy(person, round)) {
      const state = stateOf(review, agencies);
      if (!state) continue;
      const { no, reference, agency } = review.report;
      lines.push({ no, reference, agency: partnerName(this.context.partnership, agency), state });
    }
    lines.sort((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state) || one.no - other.no);
    return { round: id, title: round.title, lines };
  }

  /** Of what was sent; undefined before. */
  async standing(person: Person, round: string, no: number): Promise<FeedbackStanding | undefined> {
    const at = await foundAt(this.context, { round, no });
    const { feedback } = coordinated(person, at.review);
    const state = stateOf(at.review, await this.#agenciesWithLeads());
    if (!feedback?.sent || !state) return undefined;
    const counts = await this.context.deliveries.counts(campaigns.first(round, no));
    return {
      ...headOf(this.context, at),
      ...{ texts: only(feedback), state, sentAt: new Date(feedback.sent.at), to: feedback.to.length },
      notReached: counts["not-reachable"] + counts.failed,
      remindedAt: feedback.remindedAt ? new Date(feedback.remindedAt) : undefined,
      acknowledged: await acknowledgementOf(this.context, at.review),
    };
  }

  /** A coordinator's, one a round. */
  async toCheck(person: Person): Promise<FeedbackToDo[]> {
    return (await this.#states(person)).flatMap(({ round, states }) => {
      const those = states.filter(({ state }) => state === "to-check");
      const due = this.#earliest(those.map(({ review }) => review));
      return due ? [{ round: round.id, title: round.title, count: those.length, due }] : [];
    });
  }

  /** Agencies to which feedback can't go, and in which round. */
  async leadsMissing(person: Person): Promise<LeadsMissing[]> {
    return (await this.#states(person)).flatMap(({ round, states }) => {
      const those = states.filter(({ state }) => state === "no-lead").map(({ review }) => review);
      return [...new Set(those.map(({ report }) => report.agency))].flatMap((agency) => {
        const theirs = those.filter(({ report }) => report.agency === agency);
        const due = this.#earliest(theirs);
        const name = partnerName(this.context.partnership, agency);
        return due ? [{ round: round.id, title: round.title, agency: name, count: theirs.length, due }] : [];
      });
    });
  }

  async followUps(person: Person): Promise<FollowUpToDo[]> {
    return (await this.#states(person)).flatMap(({ round, states }) =>
      states.flatMap(({ review, state }) => {
        const since = review.feedback?.followUp?.since;
        if (state !== "follow-up" || since === undefined) return [];
        return [{ ...headOf(this.context, { round, review }), since: new Date(since) }];
      }),
    );
  }

  /** A WFD lead's: what nobody at their agency has acknowledged. */
  async toTake(person: Person): Promise<FeedbackToTake[]> {
    if (!can(person, "panels.acknowledge")) return [];
    const taken: FeedbackToTake[] = [];
    for (const round of await this.#rounds()) {
      for (const review of await this.context.reviews.of(round.id)) {
        const { feedback } = review;
        if (!isLead(person, review) || !feedback?.sent || feedback.acknowledged) continue;
        const due = this.sending.after(new Date(feedback.sent.at), round.rules.acknowledge.remindAfter);
        taken.push({ ...headOf(this.context, { round, review }), due });
      }
    }
    return taken;
  }

  async #states(person: Person) {
    if (!can(person, "panels.plan")) return [];
    const agencies = await this.#agenciesWithLeads();
    const all = [];
    for (const round of await this.#rounds()) {
      const reviews = await this.#coordinatedBy(person, round);
      all.push({ round, states: reviews.map((review) => ({ review, state: stateOf(review, agencies) })) });
    }
    return all;
  }

  /** Those that can have feedback; also after their end, since an answer may come late. */
  async #rounds(): Promise<Round[]> {
    return (await this.context.rounds.all()).filter(({ status }) => status === "open" || status === "closed");
  }

  async #coordinatedBy(person: Person, round: Round): Promise<Review[]> {
    return (await this.context.reviews.of(round.id)).filter((review) => mayCoordinate(person, review));
  }

  async #agenciesWithLeads(): Promise<ReadonlySet<string>> {
    const leads = await this.context.people.select({ cohorts: [], partners: [], roles: ["wfd-lead"], sides: [] });
    return new Set(leads.map(({ partner }) => partner));
  }

  #earliest(reviews: readonly Review[]): Date | undefined {
    const [first] = reviews.flatMap(({ agreedAt }) => agreedAt ?? []).sort();
    return first === undefined ? undefined : this.sending.after(new Date(first), CHECK_WITHIN);
  }
}

function stateOf(review: Review, agenciesWithLeads: ReadonlySet<string>): FeedbackState | undefined {
  const stage = stageOf(review);
  if (stage === "none") return undefined;
  const isOnItsWay = stage === "sent" && review.feedback?.to.length === 0;
  if (stage !== "to-check" && !isOnItsWay) return stage;
  return agenciesWithLeads.has(review.report.agency) ? stage : "no-lead";
}
