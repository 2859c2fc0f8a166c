import { addDays, dateOf, inWords } from "../kernel/dates.js";
import { ExpectedError } from "../kernel/errors.js";
import { cohortTitle, partnerName } from "../partnership/names.js";
import { type Person, type PersonId, personIdOf, personKey } from "../people/schema.js";
import { workOn } from "./background.js";
import { campaignIds, changeWave, type SurveyContext, waveOf } from "./context.js";
import { type Plan, planFields, readPlan } from "./plan.js";
import { isChangeable, promiseOf } from "./promise.js";
import type { Audience, Definition, Dimension, Wave } from "./schema.js";
import { groupSizes, invitationsFor, stratumOf, tooSmall } from "./strata.js";
import type { AnswerForm, DefinitionLine, PlanForm, WavePreview } from "./views.js";

/** From a definition to a wave that people have been asked in. */
export class Starting {
  constructor(private readonly context: SurveyContext) {}

  /** The surveys on offer. */
  get definitions(): DefinitionLine[] {
    return this.context.definitions.map(lineOf);
  }

  definition(id: string): Definition {
    const found = this.context.definitions.find((one) => one.id === id);
    if (!found) throw new ExpectedError("not-found", "This survey is no longer offered. Please choose another one.");
    return found;
  }

  /** The planning form of a fresh wave, with sensible days in it. */
  form(definitionId: string): PlanForm {
    const today = dateOf(this.context.clock.now());
    const definition = this.definition(definitionId);
    const [, , ...month] = inWords(today).split(" ");
    const title = `${definition.title}, ${month.join(" ")}`.slice(0, 80);
    const values = { title, opensOn: today, closesOn: addDays(today, 14), reminders: "two" };
    return this.#form(this.context.random.id(), definition, values, {});
  }

  /** The planning form of a draft, to change it. */
  async editForm(waveId: string): Promise<PlanForm> {
    const wave = await waveOf(this.context, waveId);
    if (wave.status !== "draft") throw alreadySent();
    return this.#form(waveId, wave.definition, planFields(wave), {});
  }

  /** Plans a wave, or gives the form back with a sentence at each field that needs another look. */
  async plan(waveId: string, definitionId: string, typed: unknown): Promise<PlanForm | undefined> {
    const { partners, cohorts } = this.context.partnership;
    const offer = { cohorts: cohorts.map(({ id }) => id), partners: partners.map(({ id }) => id) };
    const read = readPlan(typed, offer, dateOf(this.context.clock.now()));
    const definition = this.definition(definitionId);
    if (!read.ok) return this.#form(waveId, definition, read.values, read.errors);
    await this.#draft(waveId, definition, read.plan);
    return undefined;
  }

  async isDraft(waveId: string): Promise<boolean> {
    return (await waveOf(this.context, waveId)).status === "draft";
  }

  async preview(waveId: string): Promise<WavePreview> {
    const wave = await waveOf(this.context, waveId);
    const people = await this.context.people.select(wave.audience);
    const strata = people.map((person) => stratumOf(person, wave.definition.dimensions, wave.audience));
    return {
      waveId,
      title: wave.title,
      audienceInWords: this.#audienceInWords(wave.audience),
      opensInWords: inWords(wave.opensOn),
      closesInWords: inWords(wave.closesOn),
      remindersInWords: wave.reminders.length === 0 ? "none" : `after ${wave.reminders.join(" and ")} days`,
      people: people.length,
      notReachable: await this.context.deliveries.notReachable(people),
      tooSmall: tooSmall(strata, wave.thresholds.group).map((size) => ({
        ...size,
        name: this.groupName(size.dimension, size.name),
      })),
      threshold: wave.thresholds.group,
      questions: wave.definition.questions.length,
      mode: wave.definition.anonymity,
      promise: promiseOf(wave.definition.anonymity, wave.thresholds.group),
    };
  }

  /** The card as people will see it, for the coordinator to look at. */
  async formPreview(waveId: string): Promise<AnswerForm> {
    return blankForm(this.context, await waveOf(this.context, waveId), true);
  }

  async cancel(waveId: string): Promise<Wave> {
    const wave = await changeWave(this.context, waveId, (one) =>
      one.status === "draft" ? { ...one, status: "cancelled" } : undefined,
    );
    if (wave.status !== "cancelled") throw alreadySent();
    return wave;
  }

  /** Freezes who is asked and sends. Pressing twice sends once. */
  async send(waveId: string, by: Person): Promise<void> {
    const draft = await waveOf(this.context, waveId);
    if (draft.status === "cancelled")
      throw new ExpectedError("stale", "This draft was dropped. Please start a new survey.");
    if (draft.status === "draft") {
      if (draft.closesOn < dateOf(this.context.clock.now())) throw tooLate();
      await this.#checkAudience(draft);
    }
    const wave = await changeWave(this.context, waveId, (one) =>
      one.status === "draft" ? { ...one, status: "sending" } : undefined,
    );
    if (wave.status === "sending") await workOn(this.context, waveId, () => this.#open(waveId, personKey(by)));
  }

  /** Goes on with a wave that a stopped process left half-sent. */
  async resume(waveId: string): Promise<void> {
    await workOn(this.context, waveId, () => this.#open(waveId, "system"));
  }

  groupName(dimension: Dimension, id: string): string {
    switch (dimension) {
      case "partner":
        return partnerName(this.context.partnership, id);
      case "cohort":
        return cohortTitle(this.context.partnership, id);
      case "side":
        return SIDE_NAMES[id] ?? id;
    }
  }

  async #checkAudience(wave: Wave): Promise<void> {
    const { length } = await this.context.people.select(wave.audience);
    if (length === 0) {
      throw new ExpectedError(
        "invalid",
        "Nobody is in this audience. Go back and choose other cohorts, partners, roles or sides.",
      );
    }
    if (wave.definition.anonymity !== "named" && length < wave.thresholds.group) {
      const sentence = `Only ${length} ${length === 1 ? "person is" : "people are"} in this audience. Results are never shown for fewer than ${wave.thresholds.group}, so please ask more people.`;
      throw new ExpectedError("invalid", sentence);
    }
  }

  /**
   * Settles who is asked, then writes to them. Until the mark `frozen` all can be done again for the people of that
   * moment; from then on answers are taken, and the list stays as it is.
   */
  async #open(waveId: string, by: string): Promise<void> {
    const { invitations, deliveries, clock, audit } = this.context;
    const sending = await waveOf(this.context, waveId);
    if (sending.status !== "sending") return;
    const wave = sending.frozen ? sending : await this.#freeze(sending);
    const invited: PersonId[] = [];
    for await (const { personKey: key } of invitations.all(waveId)) invited.push(personIdOf(key));
    const id = campaignIds.invitation(waveId);
    await deliveries.plan(
      { id, title: `${wave.title}: invitation`, message: { kind: "surveys.invitation", subject: waveId } },
      invited,
    );
    await changeWave(this.context, waveId, (one) =>
      one.status === "sending" ? { ...one, status: "open", openedAt: clock.now().toISOString() } : undefined,
    );
    await audit.record({ subject: `wave:${waveId}`, event: "surveys.sent", by, details: { invited: wave.invited } });
    deliveries.start(id);
  }

  async #freeze(wave: Wave): Promise<Wave> {
    const { invitations, box, people } = this.context;
    await invitations.removeAll(wave.id);
    const invited = await people.select(wave.audience);
    const rows = invitationsFor(
      invited.map((person) => ({
        key: personKey(person),
        stratum: stratumOf(person, wave.definition.dimensions, wave.audience),
      })),
      wave.thresholds.group,
    );
    await invitations.add(wave.id, rows);
    await box.open(wave.id, isChangeable(wave.definition.anonymity) ? 0 : rows.length);
    return changeWave(this.context, wave.id, (one) => ({
      ...one,
      frozen: true,
      invited: rows.length,
      groupSizes: Object.fromEntries(groupSizes(rows.map(({ stratum }) => stratum))),
    }));
  }

  #form(waveId: string, definition: Definition, values: PlanForm["values"], errors: PlanForm["errors"]): PlanForm {
    const { partners, cohorts } = this.context.partnership;
    return {
      waveId,
      definition: lineOf(definition),
      cohorts: cohorts.map(({ id, title }) => ({ value: id, title })),
      partners: partners.map(({ id, name }) => ({ value: id, title: name })),
      values,
      errors,
    };
  }

  async #draft(waveId: string, definition: Definition, plan: Plan): Promise<void> {
    const { waves, clock, partnership } = this.context;
    const { group, sensitiveGroup, comments } = partnership.thresholds;
    const draft: Wave = {
      id: waveId,
      ...plan,
      definition,
      status: "draft",
      thresholds: { group: definition.sensitive ? sensitiveGroup : group, comments },
      createdAt: clock.now().toISOString(),
      frozen: false,
      archived: false,
      invited: 0,
      groupSizes: {},
      remindersSent: 0,
    };
    if (await waves.find(waveId)) {
      await changeWave(this.context, waveId, (wave) => (wave.status === "draft" ? draft : undefined));
    } else await waves.create(draft);
  }

  #audienceInWords({ cohorts, partners, roles, sides }: Audience): string {
    const { partnership } = this.context;
    const parts = [
      cohorts.map((id) => cohortTitle(partnership, id)),
      partners.map((id) => partnerName(partnership, id)),
      roles.map((role) => ROLE_NAMES[role]),
      sides.map((side) => SIDE_NAMES[side] ?? side),
    ];
    const words = parts.filter((part) => part.length > 0).map((part) => part.join(" or "));
    return words.length === 0 ? "everyone in the partnership" : words.join(", and of them: ");
  }
}

function lineOf({ id, title, purpose, anonymity, questions }: Definition): DefinitionLine {
  return { id, title, purpose, mode: anonymity, questions: questions.length };
}

/** An empty form of a wave. */
export function blankForm({ partnership }: SurveyContext, wave: Wave, preview: boolean): AnswerForm {
  const { definition, thresholds } = wave;
  return {
    waveId: wave.id,
    title: wave.title,
    purpose: definition.purpose,
    partnershipName: partnership.name,
    mode: definition.anonymity,
    promise: promiseOf(definition.anonymity, thresholds.group),
    closesInWords: inWords(wave.closesOn),
    questions: definition.questions,
    values: {},
    errors: {},
    preview,
  };
}

/** Whether answers are taken on this day. */
export function takesAnswers(wave: Wave, now: Date): boolean {
  const isOpen = wave.status === "open" || (wave.status === "sending" && wave.frozen);
  return isOpen && dateOf(now) <= wave.closesOn;
}

const SIDE_NAMES: Readonly<Record<string, string>> = {
  children: "children's services",
  adults: "adult services",
  both: "both children's and adult services",
};

const ROLE_NAMES: Readonly<Record<string, string>> = {
  coordinator: "coordinators",
  "panel-member": "panel members",
  "wfd-lead": "WFD leads",
  "fee-contact": "fee contacts",
  "board-member": "board members",
  "board-deputy": "board deputies",
};

function tooLate(): ExpectedError {
  return new ExpectedError(
    "stale",
    "The last day for answers has passed. Please start the survey anew, with later days.",
  );
}

function alreadySent(): ExpectedError {
  return new ExpectedError(
    "already-done",
    "This survey has been sent already, so it can't be changed or dropped. You can close it instead.",
  );
}
