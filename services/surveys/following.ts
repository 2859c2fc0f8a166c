import { dayInWords, inWords } from "../kernel/dates.js";
import { ExpectedError } from "../kernel/errors.js";
import { partnerName } from "../partnership/names.js";
import { campaignIds, isNotSent, newestFirst, type SurveyContext, waveOf } from "./context.js";
import { heldUntil } from "./forms.js";
import { progressByPartner } from "./progress.js";
import { isChangeable } from "./promise.js";
import { pseudonym } from "./pseudonym.js";
import type { Wave } from "./schema.js";
import { remindersLeft, remindersToCome } from "./timetable.js";
import type { WaveLine, WaveProgress } from "./views.js";

/** What coordinators see while a wave is open. */
export class Following {
  constructor(private readonly context: SurveyContext) {}

  /** Newest first; evaluations of sessions, of which there are many, after all others. */
  async list(): Promise<WaveLine[]> {
    const all = await newestFirst(this.context);
    const waves = [...all.filter((one) => !one.evaluationOf), ...all.filter((one) => one.evaluationOf)];
    return Promise.all(
      waves.map(async (wave) => ({
        waveId: wave.id,
        title: wave.title,
        status: wave.status === "sending" ? "open" : wave.status,
        opensInWords: inWords(wave.opensOn),
        closesInWords: inWords(wave.closesOn),
        missed: wave.missed && { onInWords: inWords(wave.missed.on), why: wave.missed.why },
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
    const { box, deliveries, partnership, clock } = this.context;
    const now = clock.now();
    const wave = await waveOf(this.context, waveId);
    if (wave.status === "draft" || wave.status === "scheduled" || wave.status === "cancelled") {
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
    const [next] = remindersToCome(wave, partnership, now);
    return {
      waveId,
      title: wave.title,
      status: wave.status === "sending" ? "open" : wave.status,
      closesInWords: inWords(wave.closesOn),
      invited: wave.invited,
      notReachable: counts["not-reachable"] + counts.failed,
      pending: counts.pending + (await this.#beingReminded(wave)),
      heldUntilInWords: heldUntil(deliveries, now),
      answered: await this.#answered(wave),
      byPartner:
        wave.status === "closed"
          ? []
          : groups.map(({ partner, ...group }) => ({
              ...group,
              name: partner === undefined ? "Smaller groups together" : partnerName(partnership, partner),
            })),
      remindedOn: wave.remindedOn,
      nextReminderInWords: next && dayInWords(next.on),
      remindersLeft: remindersLeft(wave, partnership, now),
    };
  }

  /** How many the last reminder is still on its way to. */
  async #beingReminded({ id, status, remindersSent }: Wave): Promise<number> {
    if (status !== "open" || remindersSent === 0) return 0;
    return (await this.context.deliveries.counts(campaignIds.reminder(id, remindersSent))).pending;
  }

  async #answered(wave: Wave): Promise<number> {
    if (wave.status === "closed") return (await this.context.archive.findResults(wave.id))?.answered ?? 0;
    if (isNotSent(wave) || wave.status === "cancelled") return 0;
    return (await this.context.box.count(wave.id)).answered;
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
