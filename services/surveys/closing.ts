import { inWords } from "../kernel/dates.js";
import { ExpectedError } from "../kernel/errors.js";
import { type Person, personIdOf, personKey } from "../people/schema.js";
import { workOn } from "./background.js";
import { campaignIds, changeWave, notes, type SurveyContext, waveOf } from "./context.js";
import { earlierWaves } from "./earlier.js";
import { answeredTest } from "./following.js";
import { groupName } from "./names.js";
import { pseudonym } from "./pseudonym.js";
import { breakdownsOf } from "./results.js";
import type { Answers, Stratum, Wave } from "./schema.js";
import { groupsOf } from "./strata.js";
import type { Atom } from "./suppression-rules.js";
import { percent, Tallies } from "./tally.js";
import { closedOn, closesAt, closeTimer, MOST_REMINDERS, reminderTimers } from "./timetable.js";
import { trendsOf } from "./trend.js";
import type { WaveResults } from "./views.js";

/** A wave that is still being sent is looked at again after this long. */
const SOON_MS = 60_000;
const LAST_LOOK_MS = 3_600_000;
/** By then what people told has reached those who are asked no more: quiet days are over. */
const TOLD_MS = 72 * 3_600_000;

/** From the last answer to published results with nothing left that leads from them to people. */
export class Closing {
  constructor(private readonly context: SurveyContext) {}

  /** Takes no more answers from now on, and publishes. Pressing twice closes once. */
  async close(waveId: string, by: Person): Promise<void> {
    await this.#close(waveId, personKey(by));
  }

  /**
   * Closes a wave whose last day has ended. Of one that was closed a while ago, it forgets who was reminded by a process
   * that stopped in the very moment of the close. Returns when to come again, if there is more to do.
   */
  async closeDue(waveId: string, now: Date): Promise<Date | undefined> {
    const wave = (await this.context.waves.find(waveId))?.value;
    switch (wave?.status) {
      case "sending":
        return new Date(now.getTime() + SOON_MS);
      case "open":
        if (now < closesAt(wave)) return closesAt(wave);
        await this.#close(waveId, "system");
        break;
      case "closing":
        await this.resume(waveId);
        break;
      case "closed":
        await this.#forgetReminded(waveId);
        if (wave.forget) await this.#forgetAsked(waveId);
    }
    return undefined;
  }

  async #close(waveId: string, by: string): Promise<void> {
    const wave = await changeWave(this.context, waveId, (one) =>
      one.status === "open" ? { ...one, status: "closing" } : undefined,
    );
    if (wave.status === "closed") return;
    if (wave.status !== "closing")
      throw new ExpectedError("not-open", "This survey is not open, so it can't be closed.");
    await this.context.audit.record({ subject: `wave:${waveId}`, event: "surveys.closed", by, details: {} });
    await this.context.box.seal(waveId);
    await this.resume(waveId);
  }

  /** Goes on with closing, wherever a stopped process left it. */
  async resume(waveId: string): Promise<void> {
    await workOn(this.context, waveId, () => this.#publish(waveId));
  }

  /** What stands in a chat where the survey was. */
  async over(waveId: string): Promise<{ readonly title: string; readonly closedInWords: string }> {
    const wave = await waveOf(this.context, waveId);
    const at = wave.closedAt === undefined ? this.context.clock.now() : new Date(wave.closedAt);
    return { title: wave.title, closedInWords: inWords(closedOn(wave, at)) };
  }

  /** Published results; a sentence while there are none. */
  async results(waveId: string): Promise<WaveResults> {
    const results = await this.context.archive.findResults(waveId);
    if (results) return results;
    const { status } = await waveOf(this.context, waveId);
    throw new ExpectedError("not-open", NOT_YET[status] ?? "There are no results of this survey.");
  }

  /** The same with what people wrote, in an order that tells nothing. */
  async resultsWithComments(waveId: string): Promise<WaveResults> {
    const results = await this.results(waveId);
    if (results.commentsHeldBack) return results;
    const comments: string[] = [];
    for await (const { text } of this.context.archive.comments(waveId)) comments.push(text);
    return { ...results, comments };
  }

  /**
   * Copy, then forget, then publish. Until all is copied every step can be repeated with the same result, since the
   * closing key gives each answer the same new key again; the mark `archived` says that the originals may go.
   */
  async #publish(waveId: string): Promise<void> {
    const { box, keys, archive, deliveries, invitations, clock } = this.context;
    const wave = await waveOf(this.context, waveId);
    if (wave.status !== "closing") return;
    if (!wave.archived) {
      await box.seal(waveId);
      await this.#copy(wave);
      const results = await this.#results(wave, await this.#breakdowns(wave));
      await archive.saveResults(results);
      await changeWave(this.context, waveId, (one) => ({ ...one, archived: true }));
    }
    await box.destroy(waveId);
    await keys.destroy(waveId);
    await deliveries.retire(campaignIds.invitation(waveId), notes.over(waveId), { forget: wave.forget });
    await this.#forgetReminded(waveId);
    await this.#endTimers(wave);
    const asked = [];
    for await (const invitation of invitations.all(waveId)) asked.push(personIdOf(invitation.personKey));
    const id = campaignIds.told(waveId);
    const message = { kind: "surveys.told", subject: waveId };
    await deliveries.plan({ id, title: `${wave.title}: what you told us`, message, manner: "tells" }, asked);
    await changeWave(this.context, waveId, (one) => ({
      ...one,
      status: "closed",
      closedAt: clock.now().toISOString(),
    }));
    await deliveries.start(id);
  }

  /** Their cards are replaced first, which takes some minutes; within the hour they are forgotten in any case. */
  async #forgetReminded(waveId: string): Promise<void> {
    for (let nth = 1; nth <= MOST_REMINDERS; nth += 1) {
      await this.context.deliveries.retire(campaignIds.reminder(waveId, nth), notes.over(waveId), { forget: true });
    }
  }

  async #forgetAsked(waveId: string): Promise<void> {
    await this.context.deliveries.forgetPeople(campaignIds.told(waveId));
    await this.context.invitations.removeAll(waveId);
  }

  /**
   * A wave closed early needs its reminders no more. The timer of the close comes once again, for people whom a process
   * that then stopped planned to remind while the wave was being closed, and to forget who was asked, where that is due.
   */
  async #endTimers(wave: Wave): Promise<void> {
    const { timers, partnership, clock } = this.context;
    const now = clock.now();
    if (now < closesAt(wave)) for (const { id } of reminderTimers(wave, partnership)) await timers.cancel(id);
    await timers.set(closeTimer(wave, new Date(now.getTime() + (wave.forget ? TOLD_MS : LAST_LOOK_MS))));
  }

  /** Re-writes every answer under a new random-looking key, comments apart from the rest. */
  async #copy({ id, definition }: Wave): Promise<void> {
    const { box, keys, archive } = this.context;
    const key = await keys.key(id, "closing");
    const texts = definition.questions.filter(({ type }) => type === "text").map((question) => question.id);
    for await (const page of inLargePages(box.pages(id))) {
      const rows = page.map(({ rowKey, answers }) => ({
        rowKey: pseudonym(key, rowKey),
        answers: without(answers, texts),
      }));
      const comments = page.flatMap(({ rowKey, answers }) =>
        texts.flatMap((question) => {
          const text = answers[question];
          return typeof text === "string" ? [{ rowKey: pseudonym(key, `${rowKey}|${question}`), question, text }] : [];
        }),
      );
      await archive.add(id, inKeyOrder(rows));
      await archive.addComments(id, inKeyOrder(comments));
    }
  }

  async #breakdowns(wave: Wave): Promise<WaveResults["breakdowns"]> {
    const { box, invitations } = this.context;
    const { byGroup, answered: inTheBox } = await box.count(wave.id);
    const answered = await answeredTest(this.context, wave);
    const atoms = new Map<string, Atom>();
    const count = (stratum: Stratum) => {
      const groups = groupsOf(stratum);
      const key = groups.join("|");
      atoms.set(key, { groups, people: (atoms.get(key)?.people ?? 0) + 1 });
    };
    for await (const invitation of invitations.all(wave.id)) {
      if (answered(invitation)) count(invitation.stratum);
    }
    for await (const stratum of invitations.detached(wave.id)) count(stratum);
    const known = [...atoms.values()].reduce((sum, { people }) => sum + people, 0);
    // Somebody answered in the very moment in which they were erased: whose groups are unknown could be told apart.
    if (known !== inTheBox) return {};
    const nameOf = groupName.bind(undefined, this.context.partnership);
    return breakdownsOf(wave, [...atoms.values()], byGroup, nameOf);
  }

  async #results(wave: Wave, breakdowns: WaveResults["breakdowns"]): Promise<WaveResults> {
    const { clock } = this.context;
    const { definition, thresholds } = wave;
    const { tallies, comments } = await tallied(this.context, wave);
    const shown = tallies.answered >= leastPeople(wave);
    const closed = closedOn(wave, clock.now());
    const headline = {
      label: definition.headline.label,
      percent: shown ? percent(tallies.headlineHits, tallies.headlineBase) : undefined,
      base: tallies.answered,
    };
    const results: WaveResults = {
      waveId: wave.id,
      title: wave.title,
      mode: definition.anonymity,
      closedInWords: inWords(closed),
      invited: wave.invited,
      answered: tallies.answered,
      threshold: thresholds.group,
      headline,
      questions: tallies.figures({ answers: leastPeople(wave), comments: thresholds.comments }),
      breakdowns: shown ? breakdowns : {},
      trend: [],
      questionTrends: [],
      comments: [],
      commentsHeldBack: comments > 0 && tallies.answered < thresholds.comments,
    };
    return {
      ...results,
      ...trendsOf({ definition, closedOn: closed, results }, await earlierWaves(this.context, wave)),
    };
  }
}

/** Sums over all archived answers of a wave, page by page: memory doesn't grow with their number. */
export async function tallied({ archive }: SurveyContext, wave: Wave): Promise<{ tallies: Tallies; comments: number }> {
  const tallies = new Tallies(wave.definition);
  for await (const page of archive.pages(wave.id)) for (const answers of page) tallies.add(answers);
  let comments = 0;
  for await (const { question } of archive.comments(wave.id)) {
    tallies.addComment(question);
    comments += 1;
  }
  return { tallies, comments };
}

/** Named waves promise nothing, so their figures are about any number of people. */
function leastPeople({ definition, thresholds }: Wave): number {
  return definition.anonymity === "named" ? 1 : thresholds.group;
}

const NOT_YET: Partial<Record<Wave["status"], string>> = {
  open: "Results appear when the survey is closed, so that no single answer can be told from them.",
  closing: "The answers are being counted. Please look again in a moment.",
};

function without(answers: Answers, questions: readonly string[]): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([id]) => !questions.includes(id)));
}

/** Answers and comments that are written in one go could be matched to one another if they were few. */
const MANY = 1000;

/** The same items in pages of at least {@link MANY}, or in one page if they are fewer. */
async function* inLargePages<T>(pages: AsyncIterable<readonly T[]>): AsyncGenerator<T[]> {
  const kept: T[] = [];
  for await (const page of pages) {
    kept.push(...page);
    if (kept.length >= 2 * MANY) yield kept.splice(0, kept.length - MANY);
  }
  if (kept.length > 0) yield kept;
}

function inKeyOrder<T extends { readonly rowKey: string }>(rows: readonly T[]): T[] {
  return [...rows].sort((one, other) => (one.rowKey < other.rowKey ? -1 : 1));
}
