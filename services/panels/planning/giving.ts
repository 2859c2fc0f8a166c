import { sha256 } from "../../kernel/hash.js";
import { type Person, personKey } from "../../people/schema.js";
import type { Handler } from "../../schedule/ports.js";
import { named, type Tell } from "../act-rules.js";
import { type PanelsContext, roundOf } from "../context.js";
import type { Changed } from "../ports.js";
import { changeRound, keepReview, recordReview } from "../recording.js";
import type { Review, Round } from "../schema.js";
import { KINDS, MAKE_UP_MS, reviewSubject, timer } from "../timetable.js";
import { type AllocationProblem, allocateOne } from "./allocation-rules.js";
import { ask } from "./asking.js";
import { type Panel, panelOf } from "./panel.js";
import { isLeftTo, isShort, leftTo, loadsOf } from "./round-rules.js";

export type Given = "given" | AllocationProblem | "none";

/** Gives single reports of an open round to somebody else. */
export class Giving {
  constructor(private readonly context: PanelsContext) {}

  get handlers(): Readonly<Record<string, Handler>> {
    return {
      [KINDS.give]: async ({ subject }) => {
        const round = await this.context.rounds.find(subject);
        if (round?.status === "open") await this.handOver(round);
        return undefined;
      },
    };
  }

  /** To be asked before somebody is taken out of a report: whatever happens to this process, others get their place. */
  async seeTo(round: string): Promise<void> {
    const { timers, clock } = this.context;
    await timers.set(timer(KINDS.give, round, new Date(clock.now().getTime() + MAKE_UP_MS)));
  }

  /**
   * Fills the places of one report that nobody has: who has fewest reports first. Who is new on it is told. The problem
   * where that is not possible; `none` where nothing is to be filled.
   */
  async reallocate(round: Round, no: number): Promise<Given> {
    if (round.status !== "open") return "none";
    const { reviews } = this.context;
    const [all, panel] = [await reviews.of(round.id), await panelOf(this.context, round)];
    const telling = { by: "system", tell: tellGiven } as const;
    const { seen, result } = await keepReview(this.context, { round: round.id, no }, telling, (one) =>
      fill(round, one, panel, loadsOf(all)),
    );
    return result ?? ((await this.#tellGiven(round, seen)) ? "given" : "none");
  }

  /**
   * What others than its members have not handed in goes to members, as do reports that have too few reviewers. Nobody
   * else is waited for when something is to be agreed.
   */
  async handOver(round: Round): Promise<void> {
    const { reviews, clock } = this.context;
    for (const review of await reviews.of(round.id)) {
      if (isLeftTo(review, round.members)) continue;
      await reviews.change(round.id, review.report.no, (one) => leftTo(one, round.members, clock.now()));
    }
    for (const review of await reviews.of(round.id)) {
      await (isShort(round, review) ? this.reallocate(round, review.report.no) : this.#tellGiven(round, review));
    }
  }

  /** The same for members who left the partnership or the panel: they are no longer members. */
  async handOverGone(id: string, by: Person): Promise<void> {
    const gone = new Set((await panelOf(this.context, await roundOf(this.context, id))).gone.map(personKey));
    await this.seeTo(id);
    const tell = () => ({ event: "panels.handed-over", details: { members: gone.size } });
    const round = await changeRound(this.context, id, { by, tell }, (one) => {
      const next = { ...one, members: one.members.filter((key) => !gone.has(key)) };
      return { next, result: next };
    });
    await this.handOver(round);
  }

  /** Whoever got a place and may not have been told, since that is not on the record yet; false where there is nobody. */
  async #tellGiven(round: Round, review: Review): Promise<boolean> {
    const given = review.acts.filter(({ event }) => event === GIVEN);
    const people = given.flatMap(({ about }) => Object.values(about ?? {}));
    for (const key of people) await this.#tell(round, review.report.no, key);
    await recordReview(this.context, review);
    return people.length > 0;
  }

  /** That a report is theirs to score. */
  async #tell(round: Round, no: number, key: string): Promise<void> {
    // Whoever presses a button on its line must not learn from its id which report was given to somebody else.
    const id = `${round.id}.given.${sha256(`${no}\n${key}`).slice(0, 16)}`;
    const message = { kind: "panels.given", subject: reviewSubject(round.id, no) };
    const title = `${round.title}: another report`;
    await ask(this.context, round, { id, title, message, manner: "asks", discreet: true }, [key]);
  }
}

/** Why nobody can be found for the free places of a report; undefined where there are none, or somebody can. */
export function problemOf(
  round: Round,
  review: Review,
  panel: Panel,
  all: readonly Review[],
): AllocationProblem | undefined {
  const chosen = isShort(round, review) ? choose(round, review, panel, loadsOf(all)) : [];
  return "why" in chosen ? chosen : undefined;
}

const GIVEN = "panels.given";

const tellGiven: Tell<Review> = (next, before) => {
  const added = next.reviewers.filter((key) => !before.reviewers.includes(key));
  return { event: GIVEN, details: { no: next.report.no, reviewers: added.length }, about: named(added) };
};

/** May meet its own change: then nobody is missing. */
function fill(
  round: Round,
  review: Review,
  panel: Panel,
  loads: ReadonlyMap<string, number>,
): Changed<Review, AllocationProblem | undefined> {
  if (!isShort(round, review)) return { result: undefined };
  const chosen = choose(round, review, panel, loads);
  if ("why" in chosen) return { result: chosen };
  return { next: { ...review, reviewers: [...chosen] }, result: undefined };
}

function choose(
  { rules, drawn }: Round,
  { report: { no, agency }, reviewers, conflicts }: Review,
  { seats }: Panel,
  loads: ReadonlyMap<string, number>,
): readonly string[] | AllocationProblem {
  const kept = new Set(conflicts.map(({ by }) => by));
  const options = { reviewers: rules.reviewers, keep: reviewers, loads, seed: drawn?.seed ?? "" };
  return allocateOne({ no, agency, kept }, seats, options);
}
