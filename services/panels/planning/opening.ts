import { dateOf } from "../../kernel/dates.js";
import { ExpectedError } from "../../kernel/errors.js";
import { type Person, personKey } from "../../people/schema.js";
import type { Handler } from "../../schedule/ports.js";
import { auditSubject, type PanelsContext, roundOf } from "../context.js";
import type { Round } from "../schema.js";
import { KINDS, MAKE_UP_MS, timer } from "../timetable.js";
import { ask, named } from "./asking.js";
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
        if (round?.status === "open") await this.#invite(round);
        return undefined;
      },
    };
  }

  /** Every report has its reviewers, and they are told; pressing again changes nothing. */
  async send(id: string, by: Person): Promise<void> {
    const { rounds, timers, clock, audit } = this.context;
    const now = clock.now();
    await this.#checkReady(await roundOf(this.context, id), now);
    // Before it is open: whatever happens to this process, invitations go out.
    await timers.set(timer(KINDS.invite, id, new Date(now.getTime() + MAKE_UP_MS)));
    const opened = { at: now.toISOString(), by: personKey(by) };
    const round = await rounds.change(id, (one) => {
      if (one.status === "open") return { result: one };
      if (one.status !== "drawn") throw movedOn();
      const next: Round = { ...one, status: "open", opened };
      return { next, result: next };
    });
    await this.reminding.schedule(round);
    await this.#invite(round);
    if (round.opened?.at !== opened.at) return;
    const details = { reports: round.drawn?.sample.length ?? 0, members: round.members.length };
    await audit.record({ subject: auditSubject(id), event: "panels.sent", by: opened.by, details });
    await this.#recordAllocation(id);
  }

  /** Who scores what, an entry a report: of later changes each has one of its own. */
  async #recordAllocation(id: string): Promise<void> {
    const { reviews, audit } = this.context;
    const entry = { subject: auditSubject(id), event: "panels.allocated", by: "system" } as const;
    const all = await reviews.of(id);
    await Promise.all(
      all.map(({ report: { no }, reviewers }) => audit.record({ ...entry, details: { no }, about: named(reviewers) })),
    );
  }

  /** From now on nothing of it changes. */
  async close(id: string, by: Person): Promise<void> {
    const { rounds, clock, audit } = this.context;
    const closed = { at: clock.now().toISOString(), by: personKey(by) };
    const round = await rounds.change(id, (one) => {
      if (one.status === "closed") return { result: one };
      if (one.status !== "open") throw movedOn();
      const next: Round = { ...one, status: "closed", closed };
      return { next, result: next };
    });
    await this.reminding.stop(round);
    if (round.closed?.at !== closed.at) return;
    await audit.record({ subject: auditSubject(id), event: "panels.closed", by: closed.by, details: {} });
  }

  /** With its frame and what was drawn; the record of the draw stays. */
  async throwAway(id: string, by: Person): Promise<void> {
    const { rounds, reviews, audit } = this.context;
    const { status, reports } = await roundOf(this.context, id);
    if (status !== "draft" && status !== "drawn")
      throw new ExpectedError("not-permitted", "It has been sent, so it can't be thrown away. You can close it.");
    await reviews.removeOf(id);
    await rounds.remove(id);
    const details = { status, reports };
    await audit.record({ subject: auditSubject(id), event: "panels.thrown-away", by: personKey(by), details });
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

  async #invite(round: Round): Promise<void> {
    const reviewers = new Set((await this.context.reviews.of(round.id)).flatMap(outstanding));
    const message = { kind: "panels.invitation", subject: round.id };
    const plan = { id: `${round.id}.invitation`, title: `${round.title}: reports to score`, message };
    await ask(this.context, round, { ...plan, manner: "asks" }, [...reviewers]);
  }
}
