import { systemPause } from "../kernel/pause.js";
import { repeat } from "../kernel/schedule.js";
import type { PersonalData } from "../my-data/ports.js";
import type { Purgeable } from "../retention/ports.js";
import type { Handler } from "../schedule/ports.js";
import { Answering } from "./answering.js";
import { Closing } from "./closing.js";
import type { SurveyContext } from "./context.js";
import { Evaluations } from "./evaluations.js";
import { Following } from "./following.js";
import { KnownInvitations } from "./known-invitations.js";
import { SurveyData } from "./personal-data.js";
import { Planning } from "./planning.js";
import { Reminding } from "./reminding.js";
import { answersPurge, invitationsPurge } from "./retention.js";
import type { Wave } from "./schema.js";
import { Sending } from "./sending.js";
import { closeTimer, KINDS, reminderIn, reminderTimers } from "./timetable.js";

/** How often a process looks for waves that nobody is sending or closing any more. */
const LOOK_MS = 10_000;

/** Pulse surveys, from question to result: planning a wave, sending it, answering it, following it, closing it. */
export class Surveys {
  readonly planning: Planning;
  readonly sending: Sending;
  readonly answering: Answering;
  readonly following: Following;
  readonly reminding: Reminding;
  readonly closing: Closing;
  readonly evaluations: Evaluations;
  readonly personalData: PersonalData;
  readonly purges: readonly Purgeable[];
  readonly #timed = new Set<string>();
  #look: { stop(): Promise<void> } | undefined;

  private readonly context: SurveyContext;

  constructor(given: SurveyContext) {
    const context = { ...given, invitations: new KnownInvitations(given.invitations, given.clock) };
    this.context = context;
    this.planning = new Planning(context);
    this.sending = new Sending(context);
    this.answering = new Answering(context);
    this.following = new Following(context);
    this.reminding = new Reminding(context);
    this.closing = new Closing(context);
    this.evaluations = new Evaluations(context, this.sending);
    this.personalData = new SurveyData(context);
    this.purges = [answersPurge(context), invitationsPurge(context)];
  }

  /** By kind of timer, for the schedule. */
  get handlers(): Readonly<Record<string, Handler>> {
    return {
      [KINDS.open]: ({ subject }, now) => this.sending.openDue(subject, now),
      [KINDS.remind]: async ({ subject }, now) => {
        const { waveId, nth } = reminderIn(subject);
        await this.reminding.remindDue(waveId, nth, now);
        return undefined;
      },
      [KINDS.close]: ({ subject }, now) => this.closing.closeDue(subject, now),
    };
  }

  /** Goes on with waves that a stopped process left half-sent or half-closed, now and from time to time. */
  start(): void {
    const { random, report } = this.context;
    const often = { everyMs: LOOK_MS, jitterMs: LOOK_MS / 10, pause: systemPause, random, report };
    this.#look ??= repeat(() => this.resume(), often);
  }

  async stop(): Promise<void> {
    await this.#look?.stop();
  }

  /** Once. A wave that another process is at is left to it. */
  async resume(): Promise<void> {
    for await (const wave of this.context.waves.all()) {
      const { id, status } = wave;
      if (status === "sending") await this.sending.resume(id).catch(this.context.report);
      if (status === "closing") await this.closing.resume(id).catch(this.context.report);
      if (status === "open") await this.#ensureTimers(wave).catch(this.context.report);
    }
  }

  /** A wave that an earlier version of the program opened has none. */
  async #ensureTimers(wave: Wave): Promise<void> {
    if (this.#timed.has(wave.id)) return;
    const { timers, partnership, clock } = this.context;
    const now = clock.now().toISOString();
    const toCome = reminderTimers(wave, partnership).filter(({ due }) => due > now);
    for (const timer of [...toCome, closeTimer(wave)]) await timers.ensure(timer);
    this.#timed.add(wave.id);
  }
}
