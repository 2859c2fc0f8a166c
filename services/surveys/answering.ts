import { endOfDay, inWords } from "../kernel/dates.js";
import { ExpectedError } from "../kernel/errors.js";
import { type Person, personKey } from "../people/schema.js";
import { fieldsOf, readAnswers } from "./answers.js";
import { ballotFor, rowKeyOf } from "./ballots.js";
import { campaignIds, isNotSent, newestFirst, notes, type SurveyContext, waveOf } from "./context.js";
import { blankForm, takesAnswers } from "./forms.js";
import { isChangeable } from "./promise.js";
import type { Answers, Invitation, Wave } from "./schema.js";
import type { AnswerForm, OwnWaveLine, Thanks } from "./views.js";

/** An open wave is read again after this long; its box decides at once whether it still takes answers. */
const WAVE_KEPT_MS = 30_000;

/** Where `Submit` was pressed. */
export interface Pressed {
  /** The message, as Teams names it. */
  readonly messageId?: string | undefined;
  /** In another message than one that the survey was sent in. */
  readonly elsewhere?: boolean | undefined;
}

/** What a person may do with waves they were asked in. */
export class Answering {
  readonly #open = new Map<string, { readonly wave: Wave; readonly at: number }>();

  constructor(private readonly context: SurveyContext) {}

  /** The form, with earlier answers where they can be changed; or thanks, where the person is done. */
  async form(person: Person, waveId: string): Promise<AnswerForm | Thanks> {
    const wave = await this.#openWave(waveId);
    const invitation = await this.#invitation(person, wave);
    const earlier = await this.#earlier(wave, invitation);
    if (earlier === "kept-apart") return thanks(wave, "already");
    const form = blankForm(this.context, wave, false);
    return earlier ? { ...form, values: fieldsOf(earlier) } : form;
  }

  /**
   * The form to ask those invited with; nothing when the wave takes no answers. Whether they have answered makes no
   * difference: a message held back at a known moment would tell, beside the times in the box, which answer is theirs.
   */
  async toAsk(waveId: string): Promise<AnswerForm | undefined> {
    const wave = await waveOf(this.context, waveId);
    return takesAnswers(wave, this.context.clock.now()) ? blankForm(this.context, wave, false) : undefined;
  }

  /** For those who have answered, in the place of what asked them; nothing when the wave takes no answers. */
  async toTell(waveId: string): Promise<Thanks | undefined> {
    const wave = await waveOf(this.context, waveId);
    return takesAnswers(wave, this.context.clock.now()) ? thanks(wave, "already") : undefined;
  }

  /**
   * Takes what was typed. Gives the form back, with a sentence at each answer that needs another look and everything
   * else kept, or thanks once it is in. Submitting twice counts once.
   */
  async submit(person: Person, waveId: string, typed: unknown, at: Pressed = {}): Promise<AnswerForm | Thanks> {
    const wave = await this.#openWave(waveId);
    const invitation = await this.#invitation(person, wave);
    const read = readAnswers(wave.definition, typed);
    if (!read.ok) return { ...blankForm(this.context, wave, false), values: read.values, errors: read.errors };
    const outcome = await this.context.box.cast(waveId, await ballotFor(this.context, wave, invitation, read.answers));
    if (outcome !== "closed") this.#replaceOthers(person, wave, at);
    switch (outcome) {
      case "recorded":
        return thanks(wave, "recorded");
      case "replaced":
        return thanks(wave, "changed");
      case "already-answered":
        return thanks(wave, "already");
      case "closed":
        this.#open.delete(waveId);
        await this.#forgetKeys(waveId);
        throw closed(wave);
    }
  }

  /**
   * The person's other cards of the wave don't apply any more. Nobody waits for that, nothing of it is stored or logged,
   * and it is looked for only where there can be another card.
   */
  #replaceOthers(person: Person, { id, remindersSent }: Wave, { elsewhere = false, messageId }: Pressed): void {
    if (!elsewhere && remindersSent === 0) return;
    const { deliveries, report } = this.context;
    const reminders = Array.from({ length: remindersSent }, (_, n) => campaignIds.reminder(id, n + 1));
    const campaigns = [campaignIds.invitation(id), ...reminders];
    // The failure itself could tell whose card it was.
    const failed = () => report(new Error("A card that was answered elsewhere could not be replaced"));
    void deliveries.retireFor(person, campaigns, notes.answered(id), messageId).catch(failed);
  }

  /** An instance that has not heard of the close has just made a key anew, where the wave's own was destroyed. */
  async #forgetKeys(waveId: string): Promise<void> {
    const { status } = await waveOf(this.context, waveId);
    if (status === "closed") await this.context.keys.destroy(waveId);
  }

  /** The waves that the person was asked in, newest first: open ones, and closed ones as long as that is kept. */
  async ownWaves(person: Person): Promise<OwnWaveLine[]> {
    const waves = (await newestFirst(this.context)).filter(({ status }) =>
      ["open", "closing", "closed"].includes(status),
    );
    const lines = await Promise.all(waves.map((wave) => this.#ownLine(person, wave)));
    return lines.filter((line) => line !== undefined);
  }

  /** Open waves that the person has not answered yet, with the instant until which they can. */
  async waiting(
    person: Person,
  ): Promise<{ readonly wave: OwnWaveLine; readonly questions: number; readonly due: Date }[]> {
    const open = (await newestFirst(this.context)).filter((wave) => takesAnswers(wave, this.context.clock.now()));
    const lines = await Promise.all(
      open.map(async (wave) => {
        const line = await this.#ownLine(person, wave);
        return line && { wave: line, questions: wave.definition.questions.length, due: endOfDay(wave.closesOn) };
      }),
    );
    return lines.filter((line) => line !== undefined && line.wave.state === "waiting") as never;
  }

  async #openWave(waveId: string): Promise<Wave> {
    const now = this.context.clock.now();
    const kept = this.#open.get(waveId);
    const fresh = kept && Math.abs(now.getTime() - kept.at) < WAVE_KEPT_MS;
    const wave = fresh ? kept.wave : await waveOf(this.context, waveId);
    if (!takesAnswers(wave, now)) {
      this.#open.delete(waveId);
      throw closed(wave);
    }
    if (!fresh) this.#open.set(waveId, { wave, at: now.getTime() });
    return wave;
  }

  async #invitation(person: Person, wave: Wave): Promise<Invitation> {
    const invitation = await this.context.invitations.find(wave.id, personKey(person));
    if (invitation) return invitation;
    const sentence =
      "This survey was sent to other people, so it can't take your answers. Type inbox to see what waits for you.";
    throw new ExpectedError("not-permitted", sentence);
  }

  /** `kept-apart`: the person answered, and nothing leads to the answers. */
  async #earlier(wave: Wave, { personKey: key, place }: Invitation): Promise<Answers | "kept-apart" | undefined> {
    if (isChangeable(wave.definition.anonymity)) {
      return this.context.box.find(wave.id, await rowKeyOf(this.context, wave, key));
    }
    return (await this.context.box.answeredPlaces(wave.id)).has(place) ? "kept-apart" : undefined;
  }

  async #ownLine(person: Person, wave: Wave): Promise<OwnWaveLine | undefined> {
    const invitation = await this.context.invitations.find(wave.id, personKey(person));
    if (!invitation) return undefined;
    const open = takesAnswers(wave, this.context.clock.now());
    const answered = open && (await this.#earlier(wave, invitation)) !== undefined;
    return {
      waveId: wave.id,
      title: wave.title,
      closesInWords: inWords(wave.closesOn),
      state: open ? (answered ? "answered" : "waiting") : "closed",
      changeable: isChangeable(wave.definition.anonymity),
    };
  }
}

function thanks(wave: Wave, outcome: Thanks["outcome"]): Thanks {
  return {
    outcome,
    waveId: wave.id,
    title: wave.title,
    mode: wave.definition.anonymity,
    changeable: isChangeable(wave.definition.anonymity),
    closesInWords: inWords(wave.closesOn),
  };
}

function closed(wave: Wave): ExpectedError {
  if (isNotSent(wave) || wave.status === "sending") {
    return new ExpectedError("not-open", "This survey is not open yet. You will get a message when it is.");
  }
  return new ExpectedError(
    "not-open",
    "This survey is closed, so no more answers are taken. Thank you for wanting to answer.",
  );
}
