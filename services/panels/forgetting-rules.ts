import { isFormer, nextFormer } from "./former-rules.js";
import type { Agreement, Feedback, Review, Round, Sheet } from "./schema.js";

/** Nothing of it changes any more. */
const isOver = ({ status }: Pick<Round, "status">) => status === "closed";

/** Everybody whom the review names, once. */
export function peopleIn(review: Review): string[] {
  const keys = new Set<string>();
  renamed(review, (key) => {
    keys.add(key);
    return key;
  });
  return [...keys];
}

export function isIn(review: Review, person: string): boolean {
  return peopleIn(review).includes(person);
}

/** They were to score it, and have not: somebody else can. */
export function isStillToScore(round: Pick<Round, "status">, review: Review, person: string): boolean {
  const isIn = review.sheets.some(({ reviewer }) => reviewer === person);
  return !isOver(round) && !review.revealed && review.reviewers.includes(person) && !isIn;
}

/**
 * Nothing tells of the person any more. What they have handed in, agreed and sent stays, under a stand-in that is the
 * same all over the review, so that its figures stay. What they were still to score is no longer theirs.
 */
export function withoutPerson(round: Pick<Round, "status">, review: Review, person: string): Review {
  if (!isIn(review, person)) return review;
  const { [person]: _, ...drafts } = review.drafts;
  const { [person]: __, ...agreementDrafts } = review.agreementDrafts;
  const reviewers = isStillToScore(round, review, person)
    ? review.reviewers.filter((key) => key !== person)
    : review.reviewers;
  const former = nextFormer(peopleIn(review));
  return renamed({ ...review, reviewers, drafts, agreementDrafts }, (key) => (key === person ? former : key));
}

/** They are in its panel no more, and under a stand-in in all else. */
export function roundWithout(round: Round, person: string): Round {
  const keys = peopleOf(round);
  if (!keys.includes(person)) return round;
  const members = isOver(round) ? round.members : round.members.filter((key) => key !== person);
  const former = nextFormer(keys);
  return renamedRound({ ...round, members }, (key) => (key === person ? former : key));
}

/** Who scored what, what they wrote and who they were goes; what was agreed on stays as scores. */
export function forgotten(review: Review): Review {
  const { agreement, feedback } = review;
  const former = standIns(peopleIn(review));
  const bare: Review = {
    ...review,
    ...{ drafts: {}, agreementDrafts: {}, sheets: [], setAside: [], earlier: [], conflicts: [] },
    ...(review.reason !== undefined && { reason: "" }),
    ...(review.revealed?.reason !== undefined && { revealed: { ...review.revealed, reason: "" } }),
    ...(agreement && { agreement: { ...agreement, ...NO_WORDS } }),
    ...(feedback && { feedback: { ...feedback, ...NO_WORDS, passOn: "", accepted: {}, to: [] } }),
  };
  return renamed(bare, former);
}

const NO_WORDS = { strengths: "", develop: "", action: "" };

/** Whether there is anything left that {@link forgotten} would take. */
export function isHeld(review: Review): boolean {
  const { sheets, setAside, earlier, conflicts, agreement, feedback } = review;
  const isKept = [sheets, setAside, earlier, conflicts, draftsIn(review)].some(({ length }) => length > 0);
  const words = [agreement?.strengths, agreement?.develop, agreement?.action, feedback?.strengths, feedback?.passOn];
  return isKept || words.some(Boolean) || peopleIn(review).some((key) => !isFormer(key));
}

/** Of sheets, and of what is to be agreed. */
export function draftsIn({ drafts, agreementDrafts }: Review): string[] {
  return [...Object.keys(drafts), ...Object.keys(agreementDrafts)];
}

/** Who had a part in it goes, and why something pointed out in the summary could stay. */
export function forgottenRound(round: Round): Round {
  const { learning } = round;
  const bare = learning ? { ...round, learning: { ...learning, accepted: {} } } : round;
  return renamedRound(bare, standIns(peopleOf(round)));
}

export function isHeldRound(round: Round): boolean {
  const reasons = Object.keys(round.learning?.accepted ?? {});
  return reasons.length > 0 || peopleOf(round).some((key) => !isFormer(key));
}

/** A stand-in each, the same for the same key; who has one keeps it. */
function standIns(keys: readonly string[]): (key: string) => string {
  const given = new Map<string, string>();
  for (const key of keys.filter((one) => !isFormer(one))) given.set(key, nextFormer([...keys, ...given.values()]));
  return (key) => given.get(key) ?? key;
}

type Rename = (key: string) => string;

function act<T extends { readonly by: string }>(found: T, name: Rename): T {
  return { ...found, by: name(found.by) };
}

function sheet(found: Sheet, name: Rename): Sheet {
  return { ...found, reviewer: name(found.reviewer) };
}

function agreementAs(found: Agreement, name: Rename): Agreement {
  const agreed = found.agreed.map((one) => act(one, name));
  const { proposed, without } = found;
  return { ...found, proposed: act(proposed, name), agreed, ...(without && { without: act(without, name) }) };
}

function feedbackAs(found: Feedback, name: Rename): Feedback {
  const { changed, sent, to, acknowledged, followUp } = found;
  return {
    ...found,
    ...{ changed: act(changed, name), to: to.map(name) },
    ...(sent && { sent: act(sent, name) }),
    ...(acknowledged && { acknowledged: act(acknowledged, name) }),
    ...(followUp?.done && { followUp: { ...followUp, done: act(followUp.done, name) } }),
  };
}

function byKey<T>(drafts: Readonly<Record<string, T>>, name: Rename): Record<string, T> {
  return Object.fromEntries(Object.entries(drafts).map(([key, draft]) => [name(key), draft]));
}

/** Every key in the review by another; whatever names somebody must be here. */
function renamed(review: Review, name: Rename): Review {
  const { reviewers, excused, conflicts, drafts, agreementDrafts, sheets, setAside } = review;
  const { revealed, agreement, earlier, feedback } = review;
  return {
    ...review,
    ...{ reviewers: reviewers.map(name), excused: excused.map(name) },
    conflicts: conflicts.map((one) => act(one, name)),
    drafts: byKey(drafts, name),
    agreementDrafts: byKey(agreementDrafts, name),
    sheets: sheets.map((one) => sheet(one, name)),
    setAside: setAside.map((one) => sheet(one, name)),
    earlier: earlier.map((one) => agreementAs(one, name)),
    ...(revealed && { revealed: act(revealed, name) }),
    ...(agreement && { agreement: agreementAs(agreement, name) }),
    ...(feedback && { feedback: feedbackAs(feedback, name) }),
  };
}

/** The same for a round. */
function renamedRound(round: Round, name: Rename): Round {
  const { created, members, drawn, opened, closed, learning } = round;
  return {
    ...round,
    ...{ created: act(created, name), members: members.map(name) },
    ...(drawn && { drawn: act(drawn, name) }),
    ...(opened && { opened: act(opened, name) }),
    ...(closed && { closed: act(closed, name) }),
    ...(learning && {
      learning: {
        ...{ ...learning, changed: act(learning.changed, name) },
        ...(learning.published && { published: act(learning.published, name) }),
      },
    }),
  };
}

function peopleOf(round: Round): string[] {
  const keys = new Set<string>();
  renamedRound(round, (key) => {
    keys.add(key);
    return key;
  });
  return [...keys];
}
