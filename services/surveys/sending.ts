import type { AuditEntry } from "../audit/ports.js";
import { dateOf, type LocalDate } from "../kernel/dates.js";
import { ExpectedError } from "../kernel/errors.js";
import { type Person, type PersonId, personIdOf, personKey } from "../people/schema.js";
import { workOn } from "./background.js";
import { campaignIds, changeWave, type SurveyContext, waveOf } from "./context.js";
import { isChangeable } from "./promise.js";
import type { Wave } from "./schema.js";
import { groupSizes, invitationsFor, stratumOf } from "./strata.js";
import { closesAt, closeTimer, opensAt, openTimer, reminderTimers } from "./timetable.js";

/** From a draft to an open wave that people have been asked in. */
export class Sending {
  constructor(private readonly context: SurveyContext) {}

  /**
   * Freezes who is asked and sends; where the opening day is still to come, both wait for it. Pressing twice sends
   * once.
   */
  async send(waveId: string, by: Person): Promise<void> {
    const draft = await waveOf(this.context, waveId);
    if (draft.status === "cancelled") throw dropped();
    if (draft.status === "draft") await this.#check(draft);
    if (draft.status === "draft" && draft.opensOn > this.#today()) return this.#schedule(draft, personKey(by));
    const wave = await changeWave(this.context, waveId, (one) => (one.status === "draft" ? sent(one) : undefined));
    if (wave.status === "sending") await workOn(this.context, waveId, () => this.#open(waveId, personKey(by)));
  }

  /**
   * Opens a wave whose day has come. One that can't be opened any more, or that nobody would be in, is a draft again,
   * with a mark. Returns when to come again, if that is too early.
   */
  async openDue(waveId: string, now: Date): Promise<Date | undefined> {
    const found = await this.context.waves.find(waveId);
    if (!found) return undefined;
    const { status, opensOn } = found.value;
    if (status === "sending") await this.resume(waveId);
    if (status !== "scheduled") return undefined;
    const at = opensAt(found.value, this.context.partnership);
    if (at > now) return at;
    const missed = await this.#missed(found.value, now);
    const wave = await changeWave(this.context, waveId, (one) => {
      if (one.status !== "scheduled" || one.opensOn !== opensOn) return undefined;
      return missed ? { ...one, status: "draft", missed } : sent(one);
    });
    if (wave.status === "sending") await this.resume(waveId);
    if (missed) await this.#record(waveId, "surveys.missed", "system", missed);
    return undefined;
  }

  /** Goes on with a wave that a stopped process left half-sent. */
  async resume(waveId: string): Promise<void> {
    await workOn(this.context, waveId, () => this.#open(waveId, "system"));
  }

  /** The timer first: one whose wave is no more scheduled finds nothing to do. */
  async #schedule(draft: Wave, by: string): Promise<void> {
    const { timers, partnership } = this.context;
    await timers.set(openTimer(draft, partnership));
    await changeWave(this.context, draft.id, (one) => {
      if (one.status !== "draft") return undefined;
      if (one.opensOn !== draft.opensOn) throw changed();
      return { ...one, status: "scheduled" };
    });
    await this.#record(draft.id, "surveys.scheduled", by, { opensOn: draft.opensOn });
  }

  async #check(draft: Wave): Promise<void> {
    if (draft.closesOn < this.#today()) throw tooLate();
    const problem = await this.#problem(draft);
    if (problem) throw new ExpectedError("invalid", problem);
  }

  async #missed(wave: Wave, now: Date): Promise<Wave["missed"]> {
    const { opensOn: on } = wave;
    if (closesAt(wave) <= now) return { on, why: "late" };
    return (await this.#problem(wave)) ? { on, why: "audience" } : undefined;
  }

  /** Why nobody can be asked; undefined where all is well. */
  async #problem(wave: Wave): Promise<string | undefined> {
    const { length } = await this.context.people.select(wave.audience);
    if (length === 0) return "Nobody is in this audience. Go back and choose other cohorts, partners, roles or sides.";
    if (wave.definition.anonymity === "named" || length >= wave.thresholds.group) return undefined;
    return `Only ${length} ${length === 1 ? "person is" : "people are"} in this audience. Results are never shown for fewer than ${wave.thresholds.group}, so please ask more people.`;
  }

  /**
   * Settles who is asked, then writes to them. Until the mark `frozen` all can be done again for the people of that
   * moment; from then on answers are taken, and the list stays as it is.
   */
  async #open(waveId: string, by: string): Promise<void> {
    const { invitations, deliveries, clock, timers, partnership } = this.context;
    const sending = await waveOf(this.context, waveId);
    if (sending.status !== "sending") return;
    const wave = sending.frozen ? sending : await this.#freeze(sending);
    const invited: PersonId[] = [];
    for await (const { personKey: key } of invitations.all(waveId)) invited.push(personIdOf(key));
    const id = campaignIds.invitation(waveId);
    await deliveries.plan(
      {
        id,
        title: `${wave.title}: invitation`,
        message: { kind: "surveys.invitation", subject: waveId },
        manner: "asks",
        usefulUntil: closesAt(wave),
        discreet: wave.forget,
      },
      invited,
    );
    for (const timer of [...reminderTimers(wave, partnership), closeTimer(wave)]) await timers.set(timer);
    await changeWave(this.context, waveId, (one) =>
      one.status === "sending" ? { ...one, status: "open", openedAt: clock.now().toISOString() } : undefined,
    );
    await this.#record(waveId, "surveys.sent", by, { invited: wave.invited });
    await deliveries.start(id);
  }

  async #freeze(wave: Wave): Promise<Wave> {
    const { invitations, box, people } = this.context;
    await invitations.removeAll(wave.id);
    const named = wave.people && new Set(wave.people);
    const invited = (await people.select(wave.audience)).filter((one) => named?.has(personKey(one)) ?? true);
    const rows = invitationsFor(
      invited.map((person) => ({
        key: personKey(person),
        stratum: stratumOf(person, wave.definition.dimensions, wave.audience),
      })),
      wave.thresholds.group,
    );
    await invitations.add(wave.id, rows);
    await box.open(wave.id, isChangeable(wave.definition.anonymity) ? 0 : rows.length);
    return changeWave(this.context, wave.id, ({ people: _, ...one }) => ({
      ...one,
      opensOn: this.#today(),
      frozen: true,
      invited: rows.length,
      groupSizes: Object.fromEntries(groupSizes(rows.map(({ stratum }) => stratum))),
    }));
  }

  async #record(waveId: string, event: string, by: string, details: AuditEntry["details"]): Promise<void> {
    await this.context.audit.record({ subject: `wave:${waveId}`, event, by, details });
  }

  #today(): LocalDate {
    return dateOf(this.context.clock.now());
  }
}

function sent({ missed: _, ...wave }: Wave): Wave {
  return { ...wave, status: "sending" };
}

function dropped(): ExpectedError {
  return new ExpectedError("stale", "This draft was dropped. Please start a new survey.");
}

function changed(): ExpectedError {
  return new ExpectedError(
    "stale",
    "Somebody has just changed this survey. Please look at it again before you send it.",
  );
}

function tooLate(): ExpectedError {
  return new ExpectedError(
    "stale",
    "The last day for answers has passed. Please start the survey anew, with later days.",
  );
}
