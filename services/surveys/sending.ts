import { dateOf } from "../kernel/dates.js";
import { ExpectedError } from "../kernel/errors.js";
import { type Person, type PersonId, personIdOf, personKey } from "../people/schema.js";
import { workOn } from "./background.js";
import { campaignIds, changeWave, type SurveyContext, waveOf } from "./context.js";
import { isChangeable } from "./promise.js";
import type { Wave } from "./schema.js";
import { groupSizes, invitationsFor, stratumOf } from "./strata.js";

/** From a draft to an open wave that people have been asked in. */
export class Sending {
  constructor(private readonly context: SurveyContext) {}

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
      {
        id,
        title: `${wave.title}: invitation`,
        message: { kind: "surveys.invitation", subject: waveId },
        manner: "asks",
      },
      invited,
    );
    await changeWave(this.context, waveId, (one) =>
      one.status === "sending" ? { ...one, status: "open", openedAt: clock.now().toISOString() } : undefined,
    );
    await audit.record({ subject: `wave:${waveId}`, event: "surveys.sent", by, details: { invited: wave.invited } });
    await deliveries.start(id);
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
      opensOn: dateOf(this.context.clock.now()),
      frozen: true,
      invited: rows.length,
      groupSizes: Object.fromEntries(groupSizes(rows.map(({ stratum }) => stratum))),
    }));
  }
}

function tooLate(): ExpectedError {
  return new ExpectedError(
    "stale",
    "The last day for answers has passed. Please start the survey anew, with later days.",
  );
}
