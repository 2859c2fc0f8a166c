import { dateOf } from "../../kernel/dates.js";
import type { Item } from "../schema.js";

/** Ids of what the board's people are told: one a thing, so that nothing is told twice. */
export const campaigns = {
  /** Of each wording: the first one asks, later ones say what has changed and ask again. */
  asks: (item: string, version: number) => `board-asks.${item}.${version}`,
  extended: (item: string) => `board-extended.${item}`,
  reminder: (item: Pick<Item, "id" | "deadline">, days: number) =>
    `board-reminder.${item.id}.${days}.${dateOf(new Date(item.deadline))}`,
  decided: (item: string) => `board-decided.${item}`,
  withdrawn: (item: string) => `board-withdrawn.${item}`,
  /** All that asked for votes, or could have: a reminder may not have been sent. */
  asksOf: (item: Pick<Item, "id" | "wordings" | "deadline" | "extension">, daysBefore: readonly number[]) => [
    ...item.wordings.map(({ version }) => campaigns.asks(item.id, version)),
    campaigns.extended(item.id),
    ...[item.deadline, ...(item.extension ? [item.extension.from] : [])].flatMap((deadline) =>
      daysBefore.map((days) => campaigns.reminder({ id: item.id, deadline }, days)),
    ),
  ],
  /** Those on wordings that don't count any more. */
  earlierAsksOf: ({ id, wordings }: Pick<Item, "id" | "wordings">) =>
    wordings.slice(0, -1).map(({ version }) => campaigns.asks(id, version)),
} as const;

/** As which coordinators choose the board's channel. */
export const CHANNEL = "board";

/** Cards in the board's channel. */
export const posts = {
  item: (item: string) => `board-${item}`,
  decision: (item: string) => `board-${item}-decision`,
} as const;
