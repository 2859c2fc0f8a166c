import type { Held, PersonalData } from "../my-data/ports.js";
import { type PersonId, personKey } from "../people/schema.js";
import { ballotFor, rowKeyOf } from "./ballots.js";
import { newestFirst, type SurveyContext } from "./context.js";
import { isChangeable } from "./promise.js";
import type { Invitation, Wave } from "./schema.js";

/** What leads from a person to surveys: that they were asked, and answers that can still be changed. */
export class SurveyData implements PersonalData {
  readonly kind = "surveys";

  constructor(private readonly context: SurveyContext) {}

  async describe(person: PersonId): Promise<Held> {
    const { invitations } = this.context.partnership.retention;
    return {
      title: "Surveys you were asked in",
      count: (await this.#asked(person)).length,
      summary:
        "That you were asked, and your answers in open surveys that can still be changed. Anonymous answers, and all answers of closed surveys, can't be found by your name.",
      kept: `Kept until ${invitations} days after a survey closes.`,
      atErasure: {
        goes: "That you were asked, and answers that can still be changed. Anonymous answers stay, since nobody can tell which are yours.",
      },
    };
  }

  async export(person: PersonId): Promise<unknown> {
    const asked = await this.#asked(person);
    return Promise.all(
      asked.map(async ({ wave, invitation: { stratum } }) => ({
        survey: wave.title,
        closes: wave.closesOn,
        status: wave.status,
        groups: stratum,
        answers: (await this.#answers(person, wave)) ?? null,
      })),
    );
  }

  async erase(person: PersonId): Promise<number> {
    const asked = await this.#asked(person);
    for (const { wave, invitation } of asked) {
      if (hasChangeableAnswers(wave)) {
        await this.context.box.withdraw(wave.id, await ballotFor(this.context, wave, invitation, {}));
      }
      if (await this.#staysCounted(wave, invitation)) {
        await this.context.invitations.detach(wave.id, personKey(person));
      } else await this.context.invitations.remove(wave.id, personKey(person));
    }
    return asked.length;
  }

  /**
   * Whether the person's answers are in sums that are still to be published. Without their groups the small-group law
   * would be worked out on too few people, and could let through a difference that is this very person.
   */
  async #staysCounted(wave: Wave, { personKey: key, place }: Invitation): Promise<boolean> {
    const { box } = this.context;
    if (wave.archived || !["sending", "open", "closing"].includes(wave.status)) return false;
    if (!isChangeable(wave.definition.anonymity)) return (await box.answeredPlaces(wave.id)).has(place);
    return (await box.find(wave.id, await rowKeyOf(this.context, wave, key))) !== undefined;
  }

  async #asked(person: PersonId): Promise<{ wave: Wave; invitation: Invitation }[]> {
    const waves = await newestFirst(this.context);
    const asked = await Promise.all(
      waves.map(async (wave) => ({
        wave,
        invitation: await this.context.invitations.find(wave.id, personKey(person)),
      })),
    );
    return asked.flatMap(({ wave, invitation }) => (invitation ? [{ wave, invitation }] : []));
  }

  async #answers(person: PersonId, wave: Wave) {
    if (!hasChangeableAnswers(wave)) return undefined;
    return this.context.box.find(wave.id, await rowKeyOf(this.context, wave, personKey(person)));
  }
}

function hasChangeableAnswers({ status, frozen, definition }: Wave): boolean {
  return (status === "open" || (status === "sending" && frozen)) && isChangeable(definition.anonymity);
}
