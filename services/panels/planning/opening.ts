import type { Act } from "../../audit/outbox.js";
import { dateOf } from "../../kernel/dates.js";
import { ExpectedError } from "../../kernel/errors.js";
import { type Person, personKey } from "../../people/schema.js";
import type { Handler } from "../../schedule/ports.js";
import { actOf, named, type Tell } from "../act-rules.js";
import { type PanelsContext, roundOf } from "../context.js";
import { changeRound, doingOf, recordAll } from "../recording.js";
import type { Review, Round } from "../schema.js";
import { KINDS, MAKE_UP_MS, timer } from "../timetable.js";
import { ask } from "./asking.js";
import type { Drawing } from "./drawing.js";
import type { Reminding } from "./reminding.js";
import { outstanding } from "./round-rules.js";
import { movedOn } from "./starting.js";

/** A round goes to its panel, comes to its end, or is thrown away before it was sent. */
export class Opening {
  constructor(
    private readonly context: PanelsContext,
    private readonly drawing: Drawing,
    private readonly reminding: Reminding,
  ) {}

  get handlers(): Readonly<Record<string, Handler>> {
    return {
      [KINDS.invite]: async ({ subject }) => {
        const round = await this.context.rounds.find(subject);
        if (round?.status === "open") await this.#goOn(round);
        return undefined;
      },
    };
  }

  /** Every report has its reviewers, and they are told; pressing again changes nothing. */
  async send(id: string, by: Person): Promise<void> {
    const { reviews, timers, clock } = this.context;
    const now = clock.now();
    const before = await roundOf(this.context, id);
    await this.#checkReady(before, now);
    const given = await reviews.of(id);
    // Before it is open: whatever happens to this process, invitations and reminders go out.
    await timers.set(timer(KINDS.invite, id, new Date(now.getTime() + MAKE_UP_MS)));
    const opened = { at: now.toISOString(), by: personKey(by) };
    const allocated = this.#allocated(given);
    const round = await changeRound(this.context, id, { by, tell: tellSent }, (one) => {
      if (one.status === "open") return { result: one };
      // Who scores what is on the record as it was given out to these members.
      if (one.status !== "drawn" || !isSame(one, before)) throw movedOn();
      const next: Round = { ...one, status: "open", opened, acts: [...one.acts, ...allocated] };
      return { next, result: next };
    });
    await this.#goOn(round);
  }

  /** Who scores what, an act a report: of later changes each has one of its own. */
  #allocated(given: readonly Review[]): Act[] {
    return given.map(({ report: { no }, reviewers }) =>
      actOf(doingOf(this.context, "system"), {
        ...{ event: "panels.allocated", details: { no }, about: named(reviewers) },
      }),
    );
  }

  /** From now on nothing of it changes. */
  async close(id: string, by: Person): Promise<void> {
    const { clock } = this.context;
    const closed = { at: clock.now().toISOString(), by: personKey(by) };
    const tell = () => ({ event: "panels.closed" });
    const round = await changeRound(this.context, id, { by, tell }, (one) => {
      if (one.status === "closed") return { result: one };
      if (one.status !== "open") throw movedOn();
      const next: Round = { ...one, status: "closed", closed };
      return { next, result: next };
    });
    await this.reminding.stop(round);
  }

  /** With its frame and what was drawn; the record of the draw stays. */
  async throwAway(id: string, by: Person): Promise<void> {
    const { rounds, reviews } = this.context;
    const tell = ({ status, reports }: Round) => ({ event: "panels.thrown-away", details: { status, reports } });
    // On the record first: afterwards there is nothing left that could keep it.
    const round = await changeRound(this.context, id, { by, tell }, (one) => {
      if (one.status !== "draft" && one.status !== "drawn")
        throw new ExpectedError("not-permitted", "It has been sent, so it can't be thrown away. You can close it.");
      return { next: one, result: one };
    });
    await recordAll(this.context, round);
    await reviews.removeOf(id);
    await rounds.remove(id);
  }

  async #checkReady(round: Round, now: Date): Promise<void> {
    if (round.status === "open") return;
    if (round.status !== "drawn") throw movedOn();
    if (!round.scoresDue || round.scoresDue < dateOf(now))
      throw new ExpectedError("not-open", "The day by which scores are due is over. Choose another under Settings.");
    const { problems } = await this.drawing.giveOut(round);
    if (problems.length > 0)
      throw new ExpectedError("not-open", "Not every report has its reviewers yet. Choose more members first.");
  }

  async #goOn(round: Round): Promise<void> {
    await this.reminding.schedule(round);
    await this.#invite(round);
  }

  async #invite(round: Round): Promise<void> {
    const reviewers = new Set((await this.context.reviews.of(round.id)).flatMap(outstanding));
    const message = { kind: "panels.invitation", subject: round.id };
    const plan = { id: `${round.id}.invitation`, title: `${round.title}: reports to score`, message };
    await ask(this.context, round, { ...plan, manner: "asks" }, [...reviewers]);
  }
}

const tellSent: Tell<Round> = ({ drawn, members }) => {
  return { event: "panels.sent", details: { reports: drawn?.sample.length ?? 0, members: members.length } };
};

/** Nobody has chosen other members or added a late report meanwhile. */
function isSame(one: Round, before: Round): boolean {
  return one.members.join() === before.members.join() && one.reports === before.reports;
}
