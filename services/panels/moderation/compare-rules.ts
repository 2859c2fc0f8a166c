import { type Person, personKey } from "../../people/schema.js";
import { hasHandedIn, isComplete, isReviewer, mayCoordinate, maySeeScores } from "../access-rules.js";
import type { Scores } from "../criteria-rules.js";
import { headOf } from "../report-rules.js";
import { NOT_EVIDENCED, type PanelRules, type Review, type Round, type Score, type Sheet } from "../schema.js";
import { toAgree } from "./agreement-rules.js";
import type { AgreementView, Compared, CompareLine, NotRevealed, ReportLine, ReportState } from "./views.js";

/** Names by person key. */
export type Names = (key: string) => string;

/** Before the reveal; undefined where this person may not know of the report. */
export function notRevealed(person: Person, round: Round, review: Review): NotRevealed | undefined {
  const next = nextStep(person, round, review);
  return next && { kind: "not-revealed", head: headOf(round, review), next };
}

function nextStep(person: Person, round: Round, review: Review): NotRevealed["next"] | undefined {
  if (mayCoordinate(person, review)) return isComplete(round, review) ? "reveal" : "early";
  if (!isReviewer(person, review)) return undefined;
  if (!hasHandedIn(person, review)) return "score";
  return isComplete(round, review) ? "reveal" : "wait";
}

/** Side by side; undefined where this person may not see it. */
export function compared(person: Person, round: Round, review: Review, nameOf: Names): Compared | undefined {
  if (!maySeeScores(person, review)) return undefined;
  const isChangeable = round.status === "open" && !review.feedback?.sent;
  return {
    kind: "compared",
    head: headOf(round, review),
    scale: round.rules.scale,
    reviewers: review.reviewers.map((key) => ({ name: nameOf(key), hasSheet: sheetOf(review, key) !== undefined })),
    reason: review.revealed?.reason,
    lines: linesOf(round.rules, review),
    agreement: agreementView(review, nameOf),
    canAgree: isChangeable && canAgree(person, review),
    canPropose: isChangeable,
    canGoOn: isChangeable && mayCoordinate(person, review) && waitsForSome(review),
  };
}

function canAgree(person: Person, review: Review): boolean {
  const { agreement } = review;
  if (!agreement || !isReviewer(person, review)) return false;
  return !agreement.agreed.some(({ by }) => by === personKey(person));
}

function waitsForSome({ agreement, agreedAt }: Review): boolean {
  return agreement !== undefined && agreement.agreed.length > 0 && agreedAt === undefined;
}

function agreementView(review: Review, nameOf: Names): AgreementView | undefined {
  const { agreement, reviewers } = review;
  if (!agreement) return undefined;
  const { version, proposed, strengths, develop, action } = agreement;
  const hasAgreed = (key: string) => agreement.agreed.some(({ by }) => by === key);
  return {
    ...{ version, by: nameOf(proposed.by), strengths, develop, action },
    agreed: reviewers.filter(hasAgreed).map(nameOf),
    missing: toAgree(review)
      .filter((key) => !hasAgreed(key))
      .map(nameOf),
    without: agreement.without?.reason,
  };
}

function linesOf({ criteria, marksDifference }: PanelRules, review: Review): CompareLine[] {
  return criteria.map(({ id, title }) => {
    const scores = review.reviewers.flatMap((key, reviewer) => {
      const score = sheetOf(review, key)?.scores[id];
      return score === undefined ? [] : [{ reviewer, score }];
    });
    const difference = differenceIn(
      scores.map(({ score }) => score),
      marksDifference,
    );
    return { title, scores, ...difference, agreed: review.agreement?.scores[id] };
  });
}

/** How far scores of one criterion are apart. It stands out from `marksDifference` on, or where not all find evidence. */
export function differenceIn(
  scores: readonly Score[],
  marksDifference: number,
): Pick<CompareLine, "difference" | "someNotEvidenced" | "marked"> {
  const values = scores.filter((score) => score !== NOT_EVIDENCED);
  const difference = values.length === 0 ? 0 : Math.max(...values) - Math.min(...values);
  const someNotEvidenced = values.length > 0 && values.length < scores.length;
  return { difference, someNotEvidenced, marked: someNotEvidenced || difference >= marksDifference };
}

/** Where all who handed in say the same: what the agreed scores begin with. */
export function alikeScores({ sheets }: Review): Scores {
  const [first, ...others] = sheets;
  if (!first) return {};
  return Object.fromEntries(
    Object.entries(first.scores).filter(([id, score]) => others.every((sheet) => sheet.scores[id] === score)),
  );
}

function sheetOf({ sheets }: Review, key: string): Sheet | undefined {
  return sheets.find(({ reviewer }) => reviewer === key);
}

/** How far it is, as coordinators see it: nothing of who of its reviewers has handed in. */
export function stateOf(round: Round, review: Review): ReportState {
  if (review.feedback?.acknowledged) return "acknowledged";
  if (review.feedback?.sent) return "fed-back";
  if (review.agreedAt) return "agreed";
  if (review.revealed) return review.agreement ? "agreeing" : "talk";
  return isComplete(round, review) ? "ready" : "scoring";
}

/** What the panel's meeting takes up next comes first: a round has more reports than a card shows. */
export function nextFirst(lines: readonly ReportLine[]): ReportLine[] {
  const at = ({ state }: ReportLine) => IN_TURN.indexOf(state);
  return lines.toSorted((a, b) => at(a) - at(b));
}

const IN_TURN: readonly ReportState[] = ["talk", "ready", "agreeing", "scoring", "agreed", "fed-back", "acknowledged"];
