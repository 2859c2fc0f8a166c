import type { RecordedEntry } from "../../audit/ports.js";
import { openingIn } from "../opening-rules.js";
import { CHOICES, type Item, type Outcome, type Vote, voteSchema } from "../schema.js";
import { type Ballot, standing, tally } from "../tally-rules.js";

/** What the record alone says of a ballot. */
export interface Replayed {
  readonly ballot: Ballot;
  /** By partner. */
  readonly standing: ReadonlyMap<string, Vote>;
  readonly outcome: Outcome;
  /** Votes of which it can't be said any more how they were given, since whoever gave them was erased. */
  readonly unreadable: number;
}

/**
 * The ballot, from an item's entries in any order, however often each is there: what anybody can work out again from an
 * export. Undefined where its opening is not among them.
 */
export function replay(entries: readonly RecordedEntry[]): Replayed | undefined {
  const each = [...new Map(entries.map((entry) => [entry.seq, entry])).values()];
  const opened = each.find(({ event }) => event === "board.opened");
  if (!opened) return undefined;
  const given = each.filter(({ event }) => event === "board.voted" || event === "board.phone-vote");
  const votes = given.flatMap((entry) => voteIn(entry, each) ?? []);
  // A vote's moment is never before that of the one before it, but may be the same.
  votes.sort((one, other) => one.no - other.no);
  const ballot = {
    ...openingIn(opened),
    version: Math.max(...each.map(({ text }) => text?.version ?? 1)),
    votes: votes.map(({ vote }) => vote),
    interests: interestsIn(each),
  };
  const unreadable = given.length - votes.length;
  return { ballot, standing: standing(ballot), outcome: tally(ballot), unreadable };
}

function voteIn(entry: RecordedEntry, all: readonly RecordedEntry[]): { no: number; vote: Vote } | undefined {
  const { details, said, at, by, about, event } = entry;
  const choice = details.choice ?? said.choice;
  if (!CHOICES.some((one) => one === choice)) return undefined;
  const isPhone = event === "board.phone-vote";
  const vote = voteSchema.parse({
    ...{ id: details.vote, partner: details.partner, as: details.as, version: details.version, choice },
    ...{ at: at.toISOString(), comment: said.comment ?? "", forMinutes: details.forMinutes === 1 },
    person: isPhone ? (about.member?.person ?? "") : by,
    ...(isPhone && { phone: { by, ...wordOn(String(details.vote), all) } }),
  });
  return { no: Number(details.no), vote };
}

/** What the member said of the vote that was entered for them. */
function wordOn(vote: string, all: readonly RecordedEntry[]): Partial<NonNullable<Vote["phone"]>> {
  const word = all.find(({ event, details }) => /^board\.phone-con/.test(event) && details.vote === vote);
  if (!word) return {};
  const at = word.at.toISOString();
  const isLate = word.details.late === 1;
  if (word.event === "board.phone-confirmed") return isLate ? { acknowledged: at } : { confirmed: at };
  return isLate ? { disputed: at } : { contradicted: at };
}

function interestsIn(all: readonly RecordedEntry[]): Item["interests"] {
  const withdrawn = new Set(
    all.flatMap(({ event, details }) => (event === "board.interest-withdrawn" ? [details.interest] : [])),
  );
  return all.flatMap(({ event, details, by, at, said }) =>
    event === "board.interest-declared" && !withdrawn.has(details.interest ?? "")
      ? [
          {
            ...{ id: String(details.interest), partner: String(details.partner), person: by },
            ...{ at: at.toISOString(), reason: said.reason ?? "" },
          },
        ]
      : [],
  );
}
