import { dateOf, dayInWords, timeOf } from "../kernel/dates.js";
import { ExpectedError } from "../kernel/errors.js";
import { type Person, type PersonId, personIdOf, personKey } from "../people/schema.js";
import { campaignIds, changeWave, notes, type SurveyContext, waveOf } from "./context.js";
import { answeredTest } from "./following.js";
import { takesAnswers } from "./forms.js";
import type { Wave } from "./schema.js";
import { closesAt, MOST_REMINDERS, remindersLeft, remindersToCome } from "./timetable.js";

/** What came of a reminder: `another` was faster, or the wave was `closed` meanwhile. */
type Outcome = "sent" | "another" | "closed";

/** Asks those who have not answered once more: on the days that were planned, and when a coordinator says so. */
export class Reminding {
  constructor(private readonly context: SurveyContext) {}

  /**
   * A coordinator's own reminder: never two on one day, and never so many that those planned would be one too many.
   * Returns how many are asked.
   */
  async remind(waveId: string, by: Person): Promise<number> {
    const now = this.context.clock.now();
    const wave = await waveOf(this.context, waveId);
    if (!takesAnswers(wave, now)) throw tooLate();
    const silent = await this.#silent(wave);
    if (silent.length === 0)
      throw new ExpectedError("already-done", "Everybody has answered: there is nobody to remind.");
    this.#checkOften(wave, now);
    this.#checkHour(now);
    const outcome = await this.#send(wave, silent, personKey(by), (one) => one);
    if (outcome === "another") throw todayAlready();
    if (outcome === "closed") throw tooLate();
    return silent.length;
  }

  /**
   * The planned reminder of that number, whose day has come. On a day on which people were reminded, and when everybody
   * has answered, it is none and doesn't count.
   */
  async remindDue(waveId: string, nth: number, now: Date): Promise<void> {
    const wave = (await this.context.waves.find(waveId))?.value;
    if (!wave || wave.remindersDone >= nth || !takesAnswers(wave, now)) return;
    const done = (one: Wave): Wave => ({ ...one, remindersDone: Math.max(one.remindersDone, nth) });
    const enoughAlready = wave.remindersSent >= MOST_REMINDERS || wave.remindedOn === dateOf(now);
    const silent = enoughAlready ? [] : await this.#silent(wave);
    const outcome = silent.length > 0 ? await this.#send(wave, silent, "system", done) : "another";
    if (outcome === "another") await changeWave(this.context, waveId, done);
  }

  #checkOften(wave: Wave, now: Date): void {
    const { partnership } = this.context;
    if (wave.remindersSent >= MOST_REMINDERS) throw enough();
    if (wave.remindedOn === dateOf(now)) throw todayAlready();
    const [next] = remindersToCome(wave, partnership, now);
    if (next && remindersLeft(wave, partnership, now) === 0) throw leftToTheSchedule(dayInWords(next.on));
  }

  /** Held back until the morning, it would also go to those who answer meanwhile. */
  #checkHour(now: Date): void {
    const allowed = this.context.deliveries.nextAllowed(now);
    if (allowed > now) throw quietNow(`${dayInWords(dateOf(allowed))} ${timeOf(allowed)}`);
  }

  /**
   * Planned first, under an id that two who remind at once share: so a process that dies here loses nothing and repeats
   * nothing.
   */
  async #send(wave: Wave, silent: readonly PersonId[], by: string, also: (wave: Wave) => Wave): Promise<Outcome> {
    const { deliveries, audit, clock } = this.context;
    const reminder = wave.remindersSent + 1;
    const id = campaignIds.reminder(wave.id, reminder);
    const message = { kind: "surveys.reminder", subject: wave.id };
    const title = `${wave.title}: reminder ${reminder}`;
    // Not "asks": a message merged with another wave's would leave there, after the close, who was reminded.
    const plan = { id, title, message, manner: "reminds", usefulUntil: closesAt(wave) } as const;
    const { createdAt } = await deliveries.plan(plan, silent);
    const now = clock.now();
    if (dateOf(new Date(createdAt)) !== dateOf(now)) return this.#sendNext(wave.id, reminder, silent, by, also);
    const outcome = await this.#count(wave.id, reminder, also);
    if (outcome === "closed") await deliveries.retire(id, notes.over(wave.id), { forget: true });
    if (outcome !== "sent") return outcome;
    await deliveries.start(id);
    const details = { people: silent.length, reminder };
    await audit.record({ subject: `wave:${wave.id}`, event: "surveys.reminded", by, details });
    return outcome;
  }

  /** One of that number went out on an earlier day, by the watch, though its process died before it was counted. */
  async #sendNext(
    waveId: string,
    uncounted: number,
    silent: readonly PersonId[],
    by: string,
    also: (wave: Wave) => Wave,
  ): Promise<Outcome> {
    const wave = await changeWave(this.context, waveId, (one) =>
      one.remindersSent >= uncounted ? undefined : { ...one, remindersSent: uncounted },
    );
    return wave.remindersSent >= MOST_REMINDERS ? "another" : this.#send(wave, silent, by, also);
  }

  async #count(waveId: string, reminder: number, also: (wave: Wave) => Wave): Promise<Outcome> {
    const now = this.context.clock.now();
    let outcome: Outcome = "sent";
    await changeWave(this.context, waveId, (one) => {
      outcome = !takesAnswers(one, now) ? "closed" : one.remindersSent >= reminder ? "another" : "sent";
      return outcome === "sent" ? also({ ...one, remindersSent: reminder, remindedOn: dateOf(now) }) : undefined;
    });
    return outcome;
  }

  async #silent(wave: Wave): Promise<PersonId[]> {
    const answered = await answeredTest(this.context, wave);
    const silent: PersonId[] = [];
    for await (const invitation of this.context.invitations.all(wave.id)) {
      if (!answered(invitation)) silent.push(personIdOf(invitation.personKey));
    }
    return silent;
  }
}

function tooLate(): ExpectedError {
  return new ExpectedError("not-open", "This survey takes no more answers, so nobody can be reminded.");
}

function enough(): ExpectedError {
  return new ExpectedError("already-done", "People have been reminded three times, and nobody is asked a fourth time.");
}

function quietNow(from: string): ExpectedError {
  return new ExpectedError("not-open", `People are left in peace now. You can remind them from ${from} on.`);
}

function todayAlready(): ExpectedError {
  return new ExpectedError(
    "already-done",
    "People were reminded today already. The next reminder can go out tomorrow.",
  );
}

function leftToTheSchedule(day: string): ExpectedError {
  const sentence = `The next reminder goes out by itself on ${day}, and nobody is reminded more than three times.`;
  return new ExpectedError("already-done", sentence);
}
