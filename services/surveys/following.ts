import { dateOf, inWords } from "../kernel/dates.js";
import { ExpectedError } from "../kernel/errors.js";
import { partnerName } from "../partnership/names.js";
import { type Person, type PersonId, personIdOf, personKey } from "../people/schema.js";
import { campaignIds, changeWave, newestFirst, type SurveyContext, waveOf } from "./context.js";
import { takesAnswers } from "./forms.js";
import { progressByPartner } from "./progress.js";
import { isChangeable } from "./promise.js";
import { pseudonym } from "./pseudonym.js";
import type { Wave } from "./schema.js";
import type { WaveLine, WaveProgress } from "./views.js";

/** By schedule or by hand: nobody is asked more often than this after the invitation. */
export const MOST_REMINDERS = 2;

/** What coordinators see and do while a wave is open. */
export class Following {
  constructor(private readonly context: SurveyContext) {}

  async list(): Promise<WaveLine[]> {
    const waves = await newestFirst(this.context);
    return Promise.all(
      waves.map(async (wave) => ({
        waveId: wave.id,
        title: wave.title,
        status: wave.status === "sending" ? "open" : wave.status,
        closesInWords: inWords(wave.closesOn),
        invited: wave.invited,
        answered: await this.#answered(wave),
      })),
    );
  }

  /** From Send until all are asked; before that {@link progress} does not know of all messages to come. */
  async isBeingSent(waveId: string): Promise<boolean> {
    return (await waveOf(this.context, waveId)).status === "sending";
  }

  async progress(waveId: string): Promise<WaveProgress> {
    const { box, deliveries, partnership } = this.context;
    const wave = await waveOf(this.context, waveId);
    if (wave.status === "draft" || wave.status === "cancelled") {
      throw new ExpectedError("not-open", "This survey has not been sent. Type surveys to see those that have.");
    }
    const counts = await deliveries.counts(campaignIds.invitation(waveId));
    const { byGroup } = await box.count(waveId);
    const groups = progressByPartner(
      wave.groupSizes,
      byGroup,
      wave.invited,
      await this.#answered(wave),
      wave.thresholds.group,
    );
    return {
      waveId,
      title: wave.title,
      status: wave.status === "sending" ? "open" : wave.status,
      closesInWords: inWords(wave.closesOn),
      invited: wave.invited,
      notReachable: counts["not-reachable"] + counts.failed,
      pending: counts.pending,
      answered: await this.#answered(wave),
      byPartner:
        wave.status === "closed"
          ? []
          : groups.map(({ partner, ...group }) => ({
              ...group,
              name: partner === undefined ? "Smaller groups together" : partnerName(partnership, partner),
            })),
      remindedOn: wave.remindedOn,
    };
  }

  /** Asks those who have not answered, once a day and twice a wave at most. Returns how many are asked. */
  async remind(waveId: string, by: Person): Promise<number> {
    const { clock, deliveries, audit } = this.context;
    const today = dateOf(clock.now());
    const before = await waveOf(this.context, waveId);
    if (!takesAnswers(before, clock.now())) throw tooLate();
    const silent = await this.#silent(before);
    if (silent.length === 0)
      throw new ExpectedError("already-done", "Everybody has answered: there is nobody to remind.");
    if (before.remindersSent >= MOST_REMINDERS) throw enough();
    if (before.remindedOn === today) throw todayAlready();
    // Planned first, under an id that two presses share: so a process that dies here loses nothing and repeats nothing.
    const reminder = before.remindersSent + 1;
    const id = campaignIds.reminder(waveId, reminder);
    const message = { kind: "surveys.reminder", subject: waveId };
    await deliveries.plan({ id, title: `${before.title}: reminder ${reminder}`, message, manner: "asks" }, silent);
    const wave = await changeWave(this.context, waveId, (one) => {
      if (one.remindersSent >= reminder) throw todayAlready();
      return takesAnswers(one, clock.now()) ? { ...one, remindersSent: reminder, remindedOn: today } : undefined;
    });
    if (!takesAnswers(wave, clock.now())) {
      await deliveries.forgetPeople(id);
      throw tooLate();
    }
    await deliveries.start(id);
    const details = { people: silent.length, reminder };
    await audit.record({ subject: `wave:${waveId}`, event: "surveys.reminded", by: personKey(by), details });
    return silent.length;
  }

  async #answered(wave: Wave): Promise<number> {
    if (wave.status === "closed") return (await this.context.archive.findResults(wave.id))?.answered ?? 0;
    if (wave.status === "draft" || wave.status === "cancelled") return 0;
    return (await this.context.box.count(wave.id)).answered;
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

/** Who has answered a wave whose box is still there, as a test of invitations. */
export async function answeredTest(
  { box, keys }: SurveyContext,
  { id, definition }: Wave,
): Promise<(invitation: { readonly personKey: string; readonly place: number }) => boolean> {
  if (!isChangeable(definition.anonymity)) {
    const places = await box.answeredPlaces(id);
    return ({ place }) => places.has(place);
  }
  const rowKeys = new Set<string>();
  for await (const page of box.pages(id)) for (const { rowKey } of page) rowKeys.add(rowKey);
  if (definition.anonymity === "named") return ({ personKey: key }) => rowKeys.has(key);
  const key = await keys.key(id, "pseudonym");
  return (invitation) => rowKeys.has(pseudonym(key, invitation.personKey));
}

function tooLate(): ExpectedError {
  return new ExpectedError("not-open", "This survey takes no more answers, so nobody can be reminded.");
}

function enough(): ExpectedError {
  return new ExpectedError("already-done", "People have been reminded twice, and nobody is asked a third time.");
}

function todayAlready(): ExpectedError {
  return new ExpectedError(
    "already-done",
    "People were reminded today already. The next reminder can go out tomorrow.",
  );
}
