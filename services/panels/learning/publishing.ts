import { ExpectedError } from "../../kernel/errors.js";
import { textOf } from "../../kernel/typed.js";
import { type Person, personKey } from "../../people/schema.js";
import type { Tell } from "../act-rules.js";
import type { PanelsContext } from "../context.js";
import { namesToFind } from "../names.js";
import { changeRound } from "../recording.js";
import type { Learning, LearningFigures, Round } from "../schema.js";
import { findingView, type LearningKnown, openFindings, type TypedReason } from "./check-rules.js";
import { begunRound, figuresNow } from "./rounds.js";
import { summaryOf } from "./summary-rules.js";
import type { Checked, PublishedView, SummaryView } from "./views.js";
import { alreadyPublished } from "./writing.js";
import { textsOf } from "./writing-rules.js";

/** The channel in which summaries are posted, as coordinators choose it: `use this channel for placement panels`. */
export const CHANNEL = "placement panels";
/** The kind of its card there. */
const MESSAGE = "panels.learning";
const LONGEST_REASON = 300;
const NO_REASON: TypedReason = { reason: "", error: "" };

/** What was learned, on its way to everyone: checked first, and then as it is for good. */
export class Publishing {
  constructor(private readonly context: PanelsContext) {}

  /** What is still to be looked at; where nothing is, the summary as everyone will read it. */
  async check(person: Person, id: string): Promise<Checked> {
    return this.#checked(person, await this.#unpublished(id));
  }

  /** Leaves what the check pointed out as it is, for a reason; then as {@link check}. */
  async accept(person: Person, id: string, key: string, typed: object): Promise<Checked> {
    const round = await this.#unpublished(id);
    const reason = textOf(typed, "reason");
    if (reason === "") return this.#checked(person, round, { reason, error: "Say why it may stay as it is." });
    if (reason.length > LONGEST_REASON)
      return this.#checked(person, round, { reason, error: `Use at most ${LONGEST_REASON} characters.` });
    const known = await this.#known(round);
    const next = await changeRound(this.context, id, { by: person, tell: tellAccepted }, (one) => {
      const { learning } = one;
      if (!learning || learning.published || !openFindings(one, known).some((finding) => finding.key === key))
        return { result: one };
      const accepted = { ...one, learning: { ...learning, accepted: { ...learning.accepted, [key]: reason } } };
      return { next: accepted, result: accepted };
    });
    return this.#checked(person, next);
  }

  /** Once: the texts as they are, with figures that never change again; in the channel, and for everyone who asks. */
  async publish(person: Person, id: string): Promise<PublishedView> {
    const round = await begunRound(this.context, id);
    const published = { at: this.context.clock.now().toISOString(), by: personKey(person) };
    const [figures, known] = [await figuresNow(this.context, round), await this.#known(round)];
    await changeRound(this.context, id, { by: person, tell: tellPublished }, (one) => {
      const next = publishedLearning(one, { published, figures, known });
      return { ...(next !== one.learning && { next: { ...one, learning: next } }), result: undefined };
    });
    const post = `panels-learning|${id}`;
    await this.context.posts.keep({ id: post, channel: CHANNEL, message: { kind: MESSAGE, subject: id } });
    const summary = await this.published(id);
    const standing = await this.context.posts.standing(post);
    return { summary, channel: CHANNEL, isPosted: standing === "posted" || standing === "on-its-way" };
  }

  /** As everyone reads it. */
  async published(id: string): Promise<SummaryView> {
    const found = await this.find(id);
    if (!found) throw new ExpectedError("not-found", "There is no summary of this round yet.");
    return found;
  }

  /** As {@link published}; undefined where it isn't. */
  async find(id: string): Promise<SummaryView | undefined> {
    const round = await this.context.rounds.find(id);
    const { published, figures } = round?.learning ?? {};
    if (!round || !published || !figures) return undefined;
    return summaryOf(round, figures, this.context.partnership.thresholds.group);
  }

  async #checked(person: Person, round: Round, typed = NO_REASON): Promise<Checked> {
    const open = findingView(round, openFindings(round, await this.#known(round)), typed);
    if (open) return { open };
    const figures = await figuresNow(this.context, round, person);
    const summary = summaryOf(round, figures, this.context.partnership.thresholds.group);
    return { preview: { summary, isEmpty: !hasText(round), channel: CHANNEL } };
  }

  async #unpublished(id: string): Promise<Round> {
    const round = await begunRound(this.context, id);
    if (round.learning?.published) throw alreadyPublished();
    return round;
  }

  /** Everybody here, and who has a part in the round and is here no more. */
  async #known({ id, members }: Round): Promise<LearningKnown> {
    const { people, reviews, partnership } = this.context;
    const scored = (await reviews.of(id)).flatMap(({ reviewers }) => reviewers);
    return { names: await namesToFind(people, [...members, ...scored]), agencies: partnership.partners };
  }
}

const tellAccepted: Tell<Round> = ({ learning }) => {
  return { event: "panels.learning-accepted", details: { accepted: Object.keys(learning?.accepted ?? {}).length } };
};

const tellPublished: Tell<Round> = ({ rules, learning }) => {
  const details = { texts: Object.keys(textsOf(rules, learning)).length, reports: learning?.figures?.reports ?? 0 };
  return { event: "panels.learning-published", details };
};

/** Once published, it stays what it was. The check is made again, since the texts may have changed since it was shown. */
function publishedLearning(
  round: Round,
  {
    published,
    figures,
    known,
  }: {
    readonly published: NonNullable<Learning["published"]>;
    readonly figures: LearningFigures;
    readonly known: LearningKnown;
  },
): Learning {
  const { learning } = round;
  if (learning?.published) return learning;
  if (!learning || !hasText(round))
    throw new ExpectedError("invalid", "Nothing is written yet. Please write what the panel learned first.");
  if (openFindings(round, known).length > 0)
    throw new ExpectedError(
      "invalid",
      "The texts have changed. Please open the preview again and look at what it points out.",
    );
  return { ...learning, published, figures };
}

function hasText({ rules, learning }: Round): boolean {
  return Object.keys(textsOf(rules, learning)).length > 0;
}
