import { ExpectedError } from "../../kernel/errors.js";
import { sha256 } from "../../kernel/hash.js";
import { textOf } from "../../kernel/typed.js";
import { type Person, personKey } from "../../people/schema.js";
import { isReviewer, maySeeScores } from "../access-rules.js";
import { onReport, type Tell } from "../act-rules.js";
import { type Found, noSuchReport, type PanelsContext } from "../context.js";
import { criteriaPages } from "../criteria-rules.js";
import { idsOf } from "../former-rules.js";
import { NOTHING_WRONG, type Place } from "../place.js";
import { changeReview } from "../recording.js";
import { headOf } from "../report-rules.js";
import type { Agreement, Review } from "../schema.js";
import { reviewOfSubject, reviewSubject } from "../timetable.js";
import type { FormState } from "../views.js";
import { changeable, namesFor } from "./access.js";
import { agreementValues, draftFor } from "./agree-form-rules.js";
import { toAgree } from "./agreement-rules.js";
import { compared } from "./compare-rules.js";
import { agree, goOn, keepAgreement, propose } from "./moderation-rules.js";
import type { AgreeView, GoOnForm, ToAgree } from "./views.js";

/** In characters. */
const LONGEST_REASON = 300;

/** What the panel agrees on: written by one, agreed by each reviewer. */
export class Agreeing {
  constructor(private readonly context: PanelsContext) {}

  /** A page of what is to be agreed, as far as this person has filled it in. */
  async form(person: Person, at: Place, page: number): Promise<AgreeView> {
    const there = await changeable(this.context, person, at);
    if (!maySeeScores(person, there.review)) throw noSuchReport();
    if (there.review.feedback?.sent) throw sent();
    return formPage(person, there, page, NOTHING_WRONG);
  }

  /** Keeps what a page sent and turns to page `to`; stays on `page` where something can't be taken. */
  async keep(person: Person, at: Place, page: number, to: number, typed: object): Promise<AgreeView> {
    const { round } = await changeable(this.context, person, at);
    const kept = await this.context.reviews.change(at.round, at.no, (review) =>
      keepAgreement(review, person, round.rules, page, typed),
    );
    if (kept === "not-theirs") throw noSuchReport();
    if (kept === "sent") throw sent();
    const there = await changeable(this.context, person, at);
    if (Object.keys(kept.errors).length === 0) return formPage(person, there, to, NOTHING_WRONG);
    return formPage(person, there, page, { values: kept.values, errors: kept.errors, notice: "" });
  }

  /** Writes the next version and asks the other reviewers; the page that needs another look if there is one. */
  async propose(person: Person, at: Place, typed: object): Promise<AgreeView | undefined> {
    const { round } = await changeable(this.context, person, at);
    const last = criteriaPages(round.rules).length;
    const kept = await this.keep(person, at, last, last, typed);
    if (Object.keys(kept.errors).length > 0) return kept;
    const now = this.context.clock.now();
    const outcome = await changeReview(this.context, at, { by: person, tell: tellProposed }, (review) =>
      propose(review, person, round.rules, now),
    );
    if (outcome === "not-theirs") throw noSuchReport();
    if (outcome === "sent") throw sent();
    const there = await changeable(this.context, person, at);
    if (outcome === "newer") return formPage(person, there, last, { ...NOTHING_WRONG, notice: NEWER });
    if ("page" in outcome) {
      return formPage(person, there, outcome.page, { values: {}, errors: outcome.errors, notice: "" });
    }
    await this.#ask(there, outcome);
    return undefined;
  }

  /** False where another version stands by now: they are to look at that one first. */
  async agree(person: Person, at: Place, version: number): Promise<boolean> {
    await changeable(this.context, person, at);
    const now = this.context.clock.now();
    const telling = { by: person, tell: onReport("panels.agreed", () => ({ version })) };
    const outcome = await changeReview(this.context, at, telling, (review) => agree(review, person, version, now));
    if (outcome === "not-theirs") throw noSuchReport();
    if (outcome === "sent") throw sent();
    return outcome === "agreed";
  }

  /** Asks a coordinator why those are not waited for who have not agreed. */
  async goOnForm(person: Person, at: Place): Promise<GoOnForm> {
    const { round, review } = await changeable(this.context, person, at);
    const view = compared(person, round, review, await namesFor(this.context, review));
    if (!view?.canGoOn || !view.agreement) throw nothingToGoOn();
    const { version, missing } = view.agreement;
    return { head: view.head, version, missing, ...NOTHING_WRONG };
  }

  /** The form again where a reason is needed. */
  async goOn(person: Person, at: Place, version: number, typed: object): Promise<GoOnForm | undefined> {
    const reason = textOf(typed, "reason");
    if (reason === "" || reason.length > LONGEST_REASON) {
      const errors = { reason: `Say why, in at most ${LONGEST_REASON} characters.` };
      return { ...(await this.goOnForm(person, at)), values: { reason }, errors };
    }
    await changeable(this.context, person, at);
    const now = this.context.clock.now();
    const telling = { by: person, tell: onReport("panels.went-on", () => ({ version })) };
    const outcome = await changeReview(this.context, at, telling, (review) =>
      goOn(review, person, version, { now, reason }),
    );
    if (outcome === "not-theirs") throw noSuchReport();
    if (outcome === "sent") throw sent();
    if (outcome !== "went-on") throw nothingToGoOn();
    return undefined;
  }

  /** What a reviewer is asked; undefined when it is not theirs, or not any more. */
  async toAgree(person: Person, subject: string): Promise<ToAgree | undefined> {
    const { round: id, no } = reviewOfSubject(subject);
    const round = await this.context.rounds.find(id);
    const review = await this.context.reviews.find(id, no);
    if (!round || !review) return undefined;
    const view = compared(person, round, review, await namesFor(this.context, review));
    return view?.canAgree && view.agreement ? { head: view.head, by: view.agreement.by } : undefined;
  }

  /** Its title and its id tell nobody who reads the list of deliveries which report it is about. */
  async #ask({ round, review }: Found, { version, agreed }: Agreement): Promise<void> {
    const others = toAgree(review).filter((key) => !agreed.some(({ by }) => by === key));
    const known = await this.context.people.findMany(idsOf(others));
    const people = [...known.values()].filter((one) => isReviewer(one, review));
    if (people.length === 0) return;
    const { deliveries } = this.context;
    const subject = reviewSubject(round.id, review.report.no);
    const id = `panels.to-agree.${sha256(`${subject}|${version}`).slice(0, 24)}`;
    const message = { kind: "panels.to-agree", subject };
    await deliveries.plan({ id, title: `${round.title}: to agree`, message, manner: "asks", discreet: true }, people);
    await deliveries.start(id);
  }
}

/** Where somebody else was faster, there is no new version. */
const tellProposed: Tell<Review> = (next, before) =>
  next.agreement && next.agreement !== before.agreement
    ? { event: "panels.proposed", details: { no: next.report.no, version: next.agreement.version } }
    : undefined;

function formPage(person: Person, { round, review }: Found, page: number, state: FormState): AgreeView {
  const pages = criteriaPages(round.rules);
  const values = { ...agreementValues(draftFor(personKey(person), review)), ...state.values };
  const common = { head: headOf(round, review), pages: pages.length + 1, scale: round.rules.scale, ...state, values };
  const criteria = pages[page];
  if (criteria) return { kind: "scores", ...common, page, criteria };
  return { kind: "feedback", ...common, page: pages.length };
}

const NEWER =
  "Somebody else wrote a version meanwhile: look at it under Scores. Yours is kept, and Save puts it in its place.";

function sent(): ExpectedError {
  return new ExpectedError("already-done", "The feedback on this report has been sent, so what was agreed stands.");
}

function nothingToGoOn(): ExpectedError {
  const sentence = "Nobody is waited for here any more, or nobody has agreed yet. Open the report's scores to see.";
  return new ExpectedError("stale", sentence);
}
