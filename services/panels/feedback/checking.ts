import { textOf } from "../../kernel/typed.js";
import { type Person, personKey } from "../../people/schema.js";
import { onReport } from "../act-rules.js";
import { type Found, foundAt, type PanelsContext } from "../context.js";
import { changeReview } from "../recording.js";
import { type Finding, type Known, markedSentence } from "../redaction-rules.js";
import { coordinated, headOf, knownFor, leadsOf } from "./access.js";
import { accepted, notAgreed, saved, versionOf } from "./feedback-rules.js";
import { only, openFindings, pointedOut, readTexts, type Texts, textsOf, wordedOf } from "./form-rules.js";
import type { AcceptedPlace, FeedbackCheck, FeedbackForm, FoundPlace } from "./views.js";

const MOST_REASON = 300;

/** Feedback is worded by a coordinator, and looked over before it can leave. */
export class Checking {
  constructor(private readonly context: PanelsContext) {}

  async form(person: Person, round: string, no: number): Promise<FeedbackForm> {
    const at = await this.#agreed(person, round, no);
    return this.#form(at, textsOf(at.review));
  }

  /** Gives the form back, as typed, where something needs another look; nothing where it is kept. */
  async save(
    person: Person,
    { round, no, version }: { readonly round: string; readonly no: number; readonly version: string },
    typed: unknown,
  ): Promise<FeedbackForm | undefined> {
    const at = await this.#agreed(person, round, no);
    const { texts, errors } = readTexts(typed);
    if (Object.keys(errors).length > 0) return { ...this.#form(at, texts, errors), version };
    const known = await knownFor(this.context, at);
    const act = { at: this.context.clock.now().toISOString(), by: personKey(person) };
    const telling = { by: person, tell: onReport("panels.feedback-changed") };
    const result = await changeReview(this.context, { round, no }, telling, (review) =>
      saved(coordinated(person, review), texts, { version, act, known }),
    );
    if (result === "stale") return this.#form(await foundAt(this.context, { round, no }), texts, STALE);
    return undefined;
  }

  /** Where it stands before it is sent; undefined when nothing has been saved yet. */
  async check(person: Person, round: string, no: number): Promise<FeedbackCheck | undefined> {
    const at = await this.#agreed(person, round, no);
    const feedback = wordedOf(at.review);
    if (!feedback) return undefined;
    const texts = only(feedback);
    const known = await knownFor(this.context, at);
    return {
      ...headOf(this.context, at),
      ...{ version: versionOf(at.review), texts },
      open: onceEach(openFindings(feedback, known)).map((finding) => placeOf(texts, finding)),
      accepted: acceptedIn(texts, feedback.accepted, known),
      leads: (await leadsOf(this.context, at.review)).length,
    };
  }

  /** Gives the reason back where there is something wrong with it. */
  async accept(
    person: Person,
    { round, no, key }: { readonly round: string; readonly no: number; readonly key: string },
    typed: unknown,
  ): Promise<{ readonly reason: string; readonly error: string } | undefined> {
    const at = await this.#agreed(person, round, no);
    const reason = textOf(typed, "reason");
    if (reason === "") return { reason, error: "Say why it may stay." };
    if (reason.length > MOST_REASON) return { reason, error: `Use at most ${MOST_REASON} characters.` };
    const known = await knownFor(this.context, at);
    const telling = { by: person, tell: onReport("panels.finding-accepted", () => whatOf(key)) };
    await changeReview(this.context, { round, no }, telling, (review) =>
      accepted(coordinated(person, review), { key, reason, known }),
    );
    return undefined;
  }

  async #agreed(person: Person, round: string, no: number): Promise<Found> {
    const at = await foundAt(this.context, { round, no });
    if (!coordinated(person, at.review).agreedAt) throw notAgreed();
    return at;
  }

  #form(at: Found, texts: Texts, errors: FeedbackForm["errors"] = {}): FeedbackForm {
    return { ...headOf(this.context, at), version: versionOf(at.review), values: { ...texts }, errors };
  }
}

const STALE = { strengths: "Somebody has changed this feedback meanwhile. Save once more to put yours in its place." };

/** For the record, which has no words: what sort of thing, and in which field. */
function whatOf(key: string): Record<string, string> {
  const [kind = "", field = ""] = key.split(".");
  return { kind, field };
}

function onceEach(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ key }, index) => findings.findIndex((one) => one.key === key) === index);
}

function placeOf(texts: Texts, finding: Finding): FoundPlace {
  const field = finding.field as FoundPlace["field"];
  const { key, kind, start, end } = finding;
  return { key, field, kind, words: texts[field].slice(start, end), pieces: markedSentence(texts[field], finding) };
}

function acceptedIn(texts: Texts, reasons: Readonly<Record<string, string>>, known: Known): AcceptedPlace[] {
  return onceEach(pointedOut(texts, known)).flatMap((finding) => {
    const reason = reasons[finding.key];
    if (reason === undefined) return [];
    const { words, kind } = placeOf(texts, finding);
    return [{ words, kind, reason }];
  });
}
