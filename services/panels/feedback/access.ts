import { ExpectedError } from "../../kernel/errors.js";
import { partnerName } from "../../partnership/names.js";
import { type Person, personKey } from "../../people/schema.js";
import { isKeptFrom, mayCoordinate } from "../access-rules.js";
import { type Found, noSuchReport, type PanelsContext } from "../context.js";
import { idsOf } from "../former-rules.js";
import { namesToFind } from "../names.js";
import type { Known } from "../redaction-rules.js";
import { programmeTitle } from "../report-rules.js";
import type { Review } from "../schema.js";
import type { Acknowledgement, FeedbackHead } from "./views.js";

/** The review as it is, if this coordinator may send its feedback; a sentence otherwise. */
export function coordinated(person: Person, review: Review): Review {
  if (isKeptFrom(person, review)) throw noSuchReport();
  if (mayCoordinate(person, review)) return review;
  if (!review.reviewers.includes(personKey(person))) throw noSuchReport();
  throw new ExpectedError("not-permitted", "You scored this report, so another coordinator sends the feedback on it.");
}

/** WFD leads of the report's agency, as of today. */
export function leadsOf({ people }: PanelsContext, { report }: Pick<Review, "report">): Promise<Person[]> {
  return people.select({ cohorts: [], partners: [report.agency], roles: ["wfd-lead"], sides: [] });
}

export function isLead({ status, roles, partner }: Person, { report }: Review): boolean {
  return status === "active" && roles.includes("wfd-lead") && partner === report.agency;
}

export function headOf({ partnership }: PanelsContext, { round, review }: Found): FeedbackHead {
  const { no, reference, stage, programme, agency } = review.report;
  return {
    ...{ round: round.id, title: round.title, no, reference, stage },
    programme: programmeTitle(round.rules, programme),
    agency: partnerName(partnership, agency),
  };
}

/** What is not to be told: everybody here, and who has a part in the round and is here no more. */
export async function knownFor({ people, partnership }: PanelsContext, { round, review }: Found): Promise<Known> {
  return {
    names: await namesToFind(people, [...round.members, ...review.reviewers]),
    agencies: partnership.partners,
    own: review.report.agency,
    longQuotationWords: round.rules.longQuotationWords,
  };
}

export async function acknowledgementOf(
  { people }: PanelsContext,
  { feedback }: Review,
): Promise<Acknowledgement | undefined> {
  const act = feedback?.acknowledged;
  if (!act) return undefined;
  const named = await people.findMany(idsOf([act.by]));
  return { by: named.get(act.by)?.name ?? "Somebody who is no longer here", at: new Date(act.at) };
}
