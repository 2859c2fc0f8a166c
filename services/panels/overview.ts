import type { Person } from "../people/schema.js";
import { can } from "../permissions.js";
import type { PanelsContext } from "./context.js";
import { OWN_TURN, ownReport } from "./overview-rules.js";
import type { Review, Round } from "./schema.js";
import type { FeedbackLine, OverviewView, OwnReport, RoundLine } from "./views.js";

/** What concerns somebody, by their roles. */
export class Overview {
  constructor(private readonly context: PanelsContext) {}

  async of(person: Person): Promise<OverviewView> {
    const rounds = await this.context.rounds.all();
    const reports: OwnReport[] = [];
    const feedback: FeedbackLine[] = [];
    const [scores, leads] = [can(person, "panels.score"), can(person, "panels.acknowledge")];
    for (const round of rounds) {
      // Of rounds that are over there is only the feedback, for those whom it concerns.
      if (!(round.status === "open" && (scores || leads)) && !(round.status === "closed" && leads)) continue;
      const reviews = await this.context.reviews.of(round.id);
      if (scores) reports.push(...reviews.flatMap((review) => ownReport(person, round, review) ?? []));
      feedback.push(...reviews.flatMap((review) => feedbackLine(person, round, review) ?? []));
    }
    return {
      rounds: can(person, "panels.plan") ? rounds.map(roundLine) : undefined,
      reports: turnsFirst(reports),
      feedback: feedback.sort(
        (one, other) =>
          Number(one.isAcknowledged) - Number(other.isAcknowledged) || other.sentAt.getTime() - one.sentAt.getTime(),
      ),
    };
  }

  /** Those of their reports with which they can go on now. */
  async turns(person: Person): Promise<OwnReport[]> {
    return (await this.of(person)).reports.filter(({ step }) => OWN_TURN.has(step));
  }
}

function turnsFirst(reports: readonly OwnReport[]): OwnReport[] {
  return [...reports].sort((one, other) => Number(OWN_TURN.has(other.step)) - Number(OWN_TURN.has(one.step)));
}

function feedbackLine(person: Person, { id, title }: Round, { report, feedback }: Review): FeedbackLine | undefined {
  if (!can(person, "panels.acknowledge") || person.partner !== report.agency || !feedback?.sent) return undefined;
  const { no, reference, stage } = report;
  const isAcknowledged = feedback.acknowledged !== undefined;
  return { round: id, title, no, reference, stage, sentAt: new Date(feedback.sent.at), isAcknowledged };
}

function roundLine({ id, title, status, drawn, scoresDue }: Round): RoundLine {
  return { round: id, title, status, reviewed: drawn?.sample.length ?? 0, scoresDue };
}
