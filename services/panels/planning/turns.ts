import { type Person, personKey } from "../../people/schema.js";
import { mayScore } from "../access-rules.js";
import type { PanelsContext } from "../context.js";
import type { OpenReports } from "./views.js";

/** What members have still to score: for the messages that ask for it. */
export class Turns {
  constructor(private readonly context: PanelsContext) {}

  /** Theirs in an open round, by person key; nobody who has nothing to score in it. */
  async of(people: readonly Person[], id: string, only?: number): Promise<ReadonlyMap<string, OpenReports>> {
    const round = await this.context.rounds.find(id);
    if (round?.status !== "open") return new Map();
    const reviews = (await this.context.reviews.of(id)).filter(
      ({ report }) => only === undefined || report.no === only,
    );
    const found = people.flatMap((person) => {
      const own = reviews.filter((review) => mayScore(person, review));
      const reports = own.map(({ report: { no, reference } }) => ({ no, reference }));
      const { title, scoresDue } = round;
      return reports.length === 0 ? [] : [[personKey(person), { round: id, title, scoresDue, reports }] as const];
    });
    return new Map(found);
  }
}
