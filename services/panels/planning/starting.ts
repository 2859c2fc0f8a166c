import { dateOf } from "../../kernel/dates.js";
import { ExpectedError } from "../../kernel/errors.js";
import type { Person } from "../../people/schema.js";
import { actOf } from "../act-rules.js";
import { type PanelsContext, roundOf } from "../context.js";
import { changeRound, doingOf, recordRound } from "../recording.js";
import type { PanelRules, Round } from "../schema.js";
import { type Details, detailsValues, readDetails } from "./details-rules.js";
import type { Reminding } from "./reminding.js";
import type { DetailsForm } from "./views.js";

/** A round begins, and its title and days are changed. */
export class Starting {
  constructor(
    private readonly context: PanelsContext,
    private readonly reminding: Reminding,
  ) {}

  /** The form of a round that is not there yet; it has its id already, so that pressing twice makes one round. */
  form(): DetailsForm {
    const values = { reviewers: `${this.context.rules.reviewers}` };
    return { round: this.context.random.id(), title: undefined, isFrozen: false, values, errors: {} };
  }

  /** Adds the round; or gives the form back with a sentence at each field that needs another look. */
  async add(id: string, typed: unknown, by: Person): Promise<DetailsForm | undefined> {
    const { rounds, clock, rules } = this.context;
    const read = readDetails(typed, dateOf(clock.now()), undefined);
    if (!read.ok) return { round: id, title: undefined, isFrozen: false, values: read.values, errors: read.errors };
    const doing = doingOf(this.context, by);
    const fresh = { id, status: "draft", created: { at: doing.at, by: doing.by }, reports: 0 } as const;
    const acts = [actOf(doing, { event: "panels.started" })];
    await rounds.add(withDetails({ ...fresh, title: "", members: [], rules, acts }, read.details));
    await recordRound(this.context, await roundOf(this.context, id));
    return undefined;
  }

  async settings(id: string): Promise<DetailsForm> {
    const round = await roundOf(this.context, id);
    return formOf(round, { values: detailsValues(round), errors: {} });
  }

  /** Changes title and days, of what is not closed; or gives the form back like {@link add}. */
  async saveSettings(id: string, typed: unknown, by: Person): Promise<DetailsForm | undefined> {
    const { clock } = this.context;
    const before = await roundOf(this.context, id);
    const read = readDetails(typed, dateOf(clock.now()), before);
    if (!read.ok) return formOf(before, read);
    const { scoresDue, meetingOn, reviewers } = read.details;
    const tell = () => ({ event: "panels.settings", details: { scoresDue, meetingOn, reviewers } });
    const round = await changeRound(this.context, id, { by, tell }, (one) => {
      if (one.status === "closed") throw closedAlready();
      if (one.status !== before.status) throw movedOn();
      const next = withDetails(one, read.details);
      return { next, result: next };
    });
    if (round.status === "open") await this.reminding.schedule(round);
    return undefined;
  }
}

function withDetails(round: Round, { reviewers, ...details }: Details): Round {
  const rules: PanelRules = { ...round.rules, reviewers };
  return { ...round, ...details, rules };
}

function formOf(round: Round, { values, errors }: Pick<DetailsForm, "values" | "errors">): DetailsForm {
  return { round: round.id, title: round.title, isFrozen: round.status !== "draft", values, errors };
}

export function closedAlready(): ExpectedError {
  return new ExpectedError("already-done", "This round is closed, so nothing of it can be changed any more.");
}

/** Somebody else was faster with what comes next. */
export function movedOn(): ExpectedError {
  return new ExpectedError("stale", "This round has moved on meanwhile. Type panels to see how it stands.");
}
