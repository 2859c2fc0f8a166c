import { sha256 } from "../../services/kernel/hash.js";
import { agreedReport, learningFigures, trendOf } from "../../services/panels/learning/spread-rules.js";
import { allocate } from "../../services/panels/planning/allocation-rules.js";
import { frameText } from "../../services/panels/planning/frame-rules.js";
import { ALGORITHM, sampleOf } from "../../services/panels/planning/sample-rules.js";
import {
  type PanelRules,
  type Report,
  type Review,
  type Round,
  reviewSchema,
  roundSchema,
  type Score,
} from "../../services/panels/schema.js";
import type { Partnership } from "../../services/partnership/schema.js";
import { type Person, personKey } from "../../services/people/schema.js";
import { share } from "./chance.js";

/** Days before today on which each round was closed, the oldest first. */
const CLOSED = [230, 110];
const REPORTS = 150;
/** Of the reports. */
const OUTCOMES = { fail: 0.03, borderline: 0.06 };
const DAY_MS = 86_400_000;

export interface PastRoundsNeeds {
  readonly partnership: Partnership;
  readonly panel: PanelRules;
  readonly people: readonly Person[];
}

export interface PastRound {
  readonly round: Round;
  readonly frame: readonly Report[];
  readonly reviews: readonly Review[];
}

/** The last two rounds of the placement panel, closed and published, so that the next one has a trend to stand in. */
export function pastRounds(needs: PastRoundsNeeds, now: Date): PastRound[] {
  const members = needs.people.filter(({ roles }) => roles.includes("panel-member"));
  const coordinator = needs.people.find(({ roles }) => roles.includes("coordinator"));
  if (members.length < 4 || !coordinator) return [];
  const rounds: PastRound[] = [];
  for (const days of CLOSED) {
    const closed = new Date(now.getTime() - days * DAY_MS);
    rounds.push(pastRound({ ...needs, members, by: personKey(coordinator) }, closed, rounds));
  }
  return rounds;
}

interface Panel extends PastRoundsNeeds {
  readonly members: readonly Person[];
  readonly by: string;
}

function pastRound(panel: Panel, closed: Date, earlier: readonly PastRound[]): PastRound {
  const { panel: rules, members, by, partnership } = panel;
  const at = (daysBefore: number) => ({ at: new Date(closed.getTime() - daysBefore * DAY_MS).toISOString(), by });
  const title = `${season(closed)} ${closed.getUTCFullYear()}`;
  const id = sha256(`round ${title}`).slice(0, 32);
  const frame = Array.from({ length: REPORTS }, (_, n) => report(n + 1, title, panel));
  const sample = sampleOf(frame, rules, id);
  const sampled = sample.flatMap(({ no, why }) => frame.filter((one) => one.no === no).map((one) => ({ one, why })));
  const { reviewers } = allocate({
    reports: sampled.map(({ one }) => ({ no: one.no, agency: one.agency, kept: new Set<string>() })),
    members: members.map((person) => ({ key: personKey(person), agency: person.partner })),
    ...{ reviewers: rules.reviewers, seed: id },
  });
  const reviews = sampled.flatMap(({ one, why }) => {
    const keys = reviewers.get(one.no);
    return keys ? [reviewed({ round: id, report: one, why, reviewers: [...keys], conflicts: [] }, rules, at)] : [];
  });
  const round = roundSchema.parse({
    ...{ id, title, status: "closed", rules, members: members.map(personKey), reports: frame.length },
    ...{ created: at(40), opened: at(35), closed: at(0) },
    scoresDue: at(20).at.slice(0, 10),
    meetingOn: at(15).at.slice(0, 10),
    drawn: {
      ...at(36),
      algorithm: ALGORITHM,
      seed: id,
      frame: sha256(frameText(frame)),
      sample: sample.map(({ no }) => no),
    },
  });
  const { group: threshold } = partnership.thresholds;
  const agreed = reviews.flatMap((review) => agreedReport(review) ?? []);
  const figures = learningFigures(agreed, [], { rules, threshold });
  const trend = trendOf(
    round,
    figures.criteria,
    earlier.map((one) => one.round),
  );
  const learning = {
    themes: themes(rules),
    goodPractice: GOOD_PRACTICE,
    changed: at(2),
    published: at(1),
    figures: { ...figures, trend },
  };
  return { round: roundSchema.parse({ ...round, learning }), frame, reviews };
}

function season(date: Date): string {
  return ["Winter", "Spring", "Summer", "Autumn"][Math.floor(date.getUTCMonth() / 3)] ?? "";
}

function report(no: number, title: string, { partnership, panel }: Panel): Report {
  const chance = (what: string) => share(`${what} of ${no} in ${title}`);
  const pick = <T>(all: readonly T[], what: string) => all[Math.floor(chance(what) * all.length)] as T;
  const agencies = partnership.partners.filter(({ sector }) => sector !== "hei");
  const reference = `${title.charAt(0)}${title.slice(-2)}-${String(no).padStart(3, "0")}`;
  const luck = chance("outcome");
  return {
    ...{ no, reference, link: `https://files.example/${reference}.pdf` },
    agency: pick(agencies.length > 0 ? agencies : partnership.partners, "agency").id,
    programme: pick(panel.programmes, "programme").id,
    stage: chance("stage") < 0.5 ? "midway" : "epr",
    outcome: luck < OUTCOMES.fail ? "fail" : luck < OUTCOMES.fail + OUTCOMES.borderline ? "borderline" : "pass",
  };
}

/** Scored by each, revealed, agreed on what most said, fed back and acknowledged. */
function reviewed(
  review: Pick<Review, "round" | "report" | "why" | "reviewers" | "conflicts">,
  rules: PanelRules,
  at: (daysBefore: number) => { readonly at: string; readonly by: string },
): Review {
  const sheets = review.reviewers.map((reviewer) => ({
    ...{ reviewer, handedInAt: at(22).at, comments: {}, comment: "" },
    scores: Object.fromEntries(rules.criteria.map(({ id }) => [id, scoreFor(review, id, reviewer, rules)])),
  }));
  const agreement = {
    ...{ version: 1, proposed: at(15), scores: sheets[0]?.scores ?? {}, ...FEEDBACK },
    agreed: review.reviewers.map((by) => ({ ...at(15), by })),
  };
  const sent = { ...FEEDBACK, passOn: FEEDBACK.action, changed: at(12), sent: at(12), acknowledged: at(8) };
  return reviewSchema.parse({ ...review, sheets, revealed: at(15), agreement, agreedAt: at(15).at, feedback: sent });
}

/** Near what the report is worth, a step more or less by who reads it. */
function scoreFor(
  { round, report: { no } }: Pick<Review, "round" | "report">,
  criterion: string,
  reviewer: string,
  { scale }: PanelRules,
): Score {
  const worth = 0.25 + 0.6 * share(`worth of ${no} in ${round} ${criterion}`);
  const view = 0.3 * (share(`${reviewer} on ${no} ${criterion}`) - 0.5);
  const place = Math.round((worth + view) * (scale.length - 1));
  return scale[Math.max(0, Math.min(scale.length - 1, place))]?.value ?? 1;
}

function themes({ criteria }: PanelRules): Record<string, string> {
  return Object.fromEntries(criteria.slice(0, THEMES.length).map(({ id }, n) => [id, THEMES[n] ?? ""]));
}

const FEEDBACK = {
  strengths: "Direct observations are described in detail and linked to the student's learning.",
  develop: "Analysis could go further than description.",
  action: "Ask the student for one piece of reflection that weighs two explanations.",
};
const THEMES = [
  "Reports were clear on conduct and boundaries, and less so on the use of supervision.",
  "Dilemmas were named more often than worked through.",
  "Examples of anti-discriminatory practice were strongest where the student's own position was discussed.",
];
const GOOD_PRACTICE =
  "Several reports set a short quotation from the student beside each observation: easy to follow, and fair.";
