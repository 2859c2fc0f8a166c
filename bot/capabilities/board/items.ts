import { z } from "zod";
import * as cards from "../../../cards/board.js";
import type { Card } from "../../../cards/card.js";
import type { Board } from "../../../services/board/service.js";
import { LINK_MINUTES } from "../../../services/files/service.js";
import { ExpectedError } from "../../../services/kernel/errors.js";
import { can } from "../../../services/permissions.js";
import { action, type CardAction, type Command, type Turn, toAll } from "../../capability.js";
import { fromLine } from "../carried.js";
import type { BoardNeeds, BoardPart } from "./part.js";
import { ofItem } from "./shapes.js";

/** What was typed is checked by the service, which gives it back. */
const typed = ofItem.loose();

/** Items from the draft to the minutes: the list, what coordinators do, what comes of it. */
export function items(needs: BoardNeeds): BoardPart {
  const { board } = needs;
  return {
    commands: [list(board)],
    actions: [...looking(board), ...drafting(board), ...changing(board), ...minutes(needs)],
    messages: {
      "board.decided": toAll(async (subject) => optional(cards.decidedCard, await board.items.decided(subject))),
      "board.withdrawn": toAll(async (subject) => optional(cards.withdrawnCard, await board.items.known(subject))),
      "board.over": toAll(async (subject) => optional(cards.overCard, await board.items.known(subject))),
    },
    posts: {
      "board.decision": async (subject) => optional(cards.decisionPostCard, await board.items.decided(subject)),
    },
    waiting: async (person, clock) => {
      if (!can(person, "board.plan")) return [];
      return (await board.overview.lapsed()).map((line) => ({
        title: `${line.title}: lapsed`,
        summary: "The quorum was not met. Offer it again, or leave it.",
        due: clock.now(),
        button: { title: "Look", verb: "board.manage", data: { item: line.item } },
      }));
    },
  };
}

function list({ overview }: Board): Command {
  return { word: "board", needs: "board.see", run: async ({ person }) => cards.boardCard(await overview.of(person)) };
}

function looking(board: Board): CardAction[] {
  return [
    action({
      verb: "board.list",
      needs: "board.see",
      schema: z.object({ from: fromLine }),
      run: async ({ person }, data) => cards.boardCard(await board.overview.of(person), data.from),
    }),
    action({
      verb: "board.outcome",
      needs: "board.see",
      schema: ofItem,
      run: async ({ person }, data) => {
        const view = await board.items.view(data.item);
        if (view.status === "draft" || view.status === "open") throw notOver();
        return cards.outcomeCard(view, can(person, "board.plan"));
      },
    }),
    plan("board.manage", ofItem, (_, data) => manage(board, data.item)),
  ];
}

function drafting(board: Board): CardAction[] {
  const { drafting: drafts, changing: changes } = board.items;
  return [
    plan("board.start", z.object({}), async ({ person }) => cards.draftCard(drafts.newForm(person))),
    plan("board.edit", ofItem, async (_, data) => cards.draftCard(await drafts.form(data.item))),
    plan("board.save-draft", typed, async ({ person }, data) => {
      const form = await drafts.save(data.item, data, person);
      return form ? cards.draftCard(form) : manage(board, data.item, "Saved. Nobody is asked before you press Send.");
    }),
    plan("board.edit-rule", ofItem, async (_, data) => cards.ruleCard(await drafts.ruleForm(data.item))),
    plan("board.save-rule", typed, async (_, data) => {
      const form = await drafts.saveRule(data.item, data);
      return form ? cards.ruleCard(form) : manage(board, data.item, "Saved.");
    }),
    plan("board.send", ofItem, async ({ person }, data) => {
      await changes.open(data.item, person);
      return manage(board, data.item, "It is open. Everybody who may vote is asked.");
    }),
    plan("board.discard", ofItem, async ({ person }, data) => {
      await drafts.discard(data.item);
      return cards.boardCard(await board.overview.of(person));
    }),
    plan("board.offer-again", ofItem, async ({ person }, data) => {
      const again = await drafts.offerAgain(data.item, person);
      return manage(board, again, "A draft of it is ready. Look at the deadline and press Send.");
    }),
  ];
}

function changing(board: Board): CardAction[] {
  const { changing: changes } = board.items;
  return [
    plan("board.reword", ofItem, async (_, data) => cards.wordingCard(await changes.wordingForm(data.item))),
    plan("board.save-wording", typed, async ({ person }, data) => {
      const form = await changes.saveWording(data.item, data, person);
      return form ? cards.wordingCard(form) : manage(board, data.item, "Changed. Everybody is asked again.");
    }),
    plan("board.make-secret", ofItem, async ({ person }, data) => {
      await changes.makeSecret(data.item, person);
      return manage(board, data.item, "From now on nobody sees how anybody votes until it closes.");
    }),
    plan("board.extend", ofItem, async (_, data) => cards.extensionCard(await changes.extensionForm(data.item))),
    plan("board.save-extension", typed, async ({ person }, data) => {
      const form = await changes.extend(data.item, data, person);
      return form ? cards.extensionCard(form) : manage(board, data.item, "Extended. Everybody is told.");
    }),
    plan("board.withdraw", ofItem, async (_, data) => cards.withdrawalCard(await changes.withdrawalForm(data.item))),
    plan("board.save-withdrawal", typed, async ({ person }, data) => {
      const form = await changes.withdraw(data.item, data, person);
      return form ? cards.withdrawalCard(form) : manage(board, data.item);
    }),
  ];
}

function minutes({ board, fileUrl }: BoardNeeds): CardAction[] {
  return [
    action({
      verb: "board.minutes",
      needs: "board.see",
      schema: z.object({}),
      run: async () => cards.minutesCard(board.minutes.form()),
    }),
    action({
      verb: "board.make-minutes",
      needs: "board.see",
      schema: z.looseObject({}),
      run: async ({ person }, data) => {
        const made = await board.minutes.make(person, data);
        if (!("token" in made)) return cards.minutesCard(made);
        const { from: first, until, decided } = made.minutes;
        const file = { url: fileUrl(made.token), works: `for ${LINK_MINUTES} minutes` };
        return cards.minutesReadyCard({ from: first, until, decided: decided.length, ...file });
      },
    }),
  ];
}

/** Where an item stands, with what a coordinator may do about it then; `done` says what has just been done. */
async function manage({ items: all }: Board, id: string, done = ""): Promise<Card> {
  const view = await all.view(id);
  if (view.status === "draft") return cards.previewCard(await all.drafting.preview(id), done);
  return view.status === "open" ? cards.manageCard(view, done) : cards.outcomeCard(view, true);
}

function optional<View>(card: (view: View) => Card, view: View | undefined): Card | undefined {
  return view && card(view);
}

function plan<Schema extends z.ZodType>(
  verb: string,
  schema: Schema,
  run: (turn: Turn, data: z.infer<Schema>) => Promise<Card>,
): CardAction {
  return action({ verb, needs: "board.plan", schema, run });
}

function notOver(): ExpectedError {
  return new ExpectedError("not-open", "It is not decided yet. Type board to see where it stands.");
}
