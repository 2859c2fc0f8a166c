import { addDays, dateOf, dayInWords, inWords } from "../kernel/dates.js";
import { ExpectedError } from "../kernel/errors.js";
import { audienceInWords } from "../partnership/names.js";
import { changeWave, isNotSent, type SurveyContext, waveOf } from "./context.js";
import { blankForm, heldUntil } from "./forms.js";
import { groupName } from "./names.js";
import { type Plan, planFields, readPlan } from "./plan.js";
import { promiseOf } from "./promise.js";
import type { Definition, Wave } from "./schema.js";
import { stratumOf, tooSmall } from "./strata.js";
import { opensAt, type Rhythm, remindersOf } from "./timetable.js";
import type { AnswerForm, DefinitionLine, PlanForm, WavePreview } from "./views.js";

/** From a definition to a draft that a coordinator has looked at. */
export class Planning {
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

  /** The planning form of what is not sent yet, to change it. */
  async editForm(waveId: string): Promise<PlanForm> {
    const wave = await waveOf(this.context, waveId);
    if (!isNotSent(wave)) throw alreadySent();
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

  async isNotSent(waveId: string): Promise<boolean> {
    return isNotSent(await waveOf(this.context, waveId));
  }

  async preview(waveId: string): Promise<WavePreview> {
    const { partnership, deliveries, clock } = this.context;
    const now = clock.now();
    const wave = await waveOf(this.context, waveId);
    const opensLater = wave.opensOn > dateOf(now);
    const people = await this.context.people.select(wave.audience);
    const strata = people.map((person) => stratumOf(person, wave.definition.dimensions, wave.audience));
    return {
      waveId,
      title: wave.title,
      status: wave.status === "scheduled" ? "scheduled" : "draft",
      audienceInWords: audienceInWords(partnership, wave.audience),
      opensInWords: opensLater ? `${inWords(wave.opensOn)}, ${partnership.scheduledAt}` : inWords(wave.opensOn),
      opensLater,
      closesInWords: inWords(wave.closesOn),
      ...remindersInWords(opensLater ? wave : { ...wave, opensOn: dateOf(now) }, partnership),
      heldUntilInWords: heldUntil(deliveries, opensLater ? opensAt(wave, partnership) : now),
      people: people.length,
      notReachable: await deliveries.notReachable(people),
      tooSmall: tooSmall(strata, wave.thresholds.group).map((size) => ({
        ...size,
        name: groupName(partnership, size.dimension, size.name),
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

  /** Drops what is not sent yet. */
  async cancel(waveId: string): Promise<Wave> {
    const wave = await changeWave(this.context, waveId, (one) =>
      isNotSent(one) ? { ...one, status: "cancelled" } : undefined,
    );
    if (wave.status !== "cancelled") throw alreadySent();
    return wave;
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
      forget: false,
      frozen: false,
      archived: false,
      invited: 0,
      groupSizes: {},
      remindersSent: 0,
      remindersDone: 0,
    };
    if (!(await waves.find(waveId))) return waves.create(draft);
    const { status } = await changeWave(this.context, waveId, (wave) => (isNotSent(wave) ? draft : undefined));
    if (status !== "draft") throw alreadySent();
  }
}

function lineOf({ id, title, purpose, anonymity, questions }: Definition): DefinitionLine {
  return { id, title, purpose, mode: anonymity, questions: questions.length };
}

/** On which days people are reminded, and how many planned reminders have no working day left before the end. */
function remindersInWords(wave: Wave, rhythm: Rhythm): Pick<WavePreview, "remindersInWords" | "remindersTooLate"> {
  const reminders = remindersOf(wave, rhythm);
  const days = new Set(reminders.filter(({ inTime }) => inTime).map(({ on }) => dayInWords(on)));
  const remindersTooLate = reminders.filter(({ inTime }) => !inTime).length;
  return { remindersInWords: days.size === 0 ? "none" : [...days].join(" and "), remindersTooLate };
}

function alreadySent(): ExpectedError {
  return new ExpectedError(
    "already-done",
    "This survey has been sent already, so it can't be changed or dropped. You can close it instead.",
  );
}
