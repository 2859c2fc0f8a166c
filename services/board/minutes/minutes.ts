import type { FileRequest } from "../../files/ports.js";
import { addDays, dateOf } from "../../kernel/dates.js";
import type { Person } from "../../people/schema.js";
import { can } from "../../permissions.js";
import { DOCX } from "../../reports/document.js";
import type { BoardContext } from "../context.js";
import { wordingOf } from "../item-rules.js";
import { readPeriod } from "../items/typed-rules.js";
import { decisionOf, nameOf, votesOf } from "../items/viewing.js";
import type { Item } from "../schema.js";
import { ballotOf, interested } from "../tally-rules.js";
import type { FormState } from "../views.js";
import { byNumber, commentsOf, isWithin } from "./minutes-rules.js";
import { paperOf } from "./paper.js";
import type { MinutedItem, Minutes } from "./views.js";

const FILE_KIND = "board-minutes";
/** What the form suggests: the time since about the last meeting. */
const QUARTER_DAYS = 91;

/** What the board decided between two days, as a document. */
export class MinuteTaking {
  constructor(private readonly context: BoardContext) {
    context.files.register(FILE_KIND, (request) => this.#document(request));
  }

  form(): FormState {
    const today = dateOf(this.context.clock.now());
    return { values: { from: addDays(today, -QUARTER_DAYS), until: today }, errors: {} };
  }

  /** The token of a link to the document; the form again where the days are not two days. */
  async make(
    person: Person,
    typed: unknown,
  ): Promise<FormState | { readonly token: string; readonly minutes: Minutes }> {
    const read = readPeriod(typed);
    if (!read.ok) return read;
    const { from, until } = read.value;
    const file = { fileName: `board-minutes-${from}-${until}.docx`, contentType: DOCX };
    const token = await this.context.files.issue({ kind: FILE_KIND, subject: `${from}|${until}`, person, ...file });
    return { token, minutes: await this.between(from, until) };
  }

  /** Both days included. */
  async between(from: string, until: string): Promise<Minutes> {
    const all = await this.context.items.all();
    const closed = all.filter((item) => isWithin(item.closed?.at, { from, until }));
    const decided = closed.filter((item) => item.closed?.outcome.result !== "lapsed").sort(byNumber);
    const lapsed = closed.filter((item) => item.closed?.outcome.result === "lapsed").reverse();
    const withdrawn = all.filter((item) => isWithin(item.withdrawn?.at, { from, until })).reverse();
    return {
      ...{ from, until },
      decided: await this.#minuted(decided),
      lapsed: await this.#minuted(lapsed),
      withdrawn: withdrawn.flatMap((item) =>
        item.withdrawn
          ? [{ title: wordingOf(item).title, at: new Date(item.withdrawn.at), reason: item.withdrawn.reason }]
          : [],
      ),
    };
  }

  async #minuted(items: readonly Item[]): Promise<MinutedItem[]> {
    const minuted = await Promise.all(items.map((item) => minutedOf(this.context, item)));
    return minuted.flatMap((one) => one ?? []);
  }

  async #document({ person, subject }: FileRequest): Promise<Uint8Array | undefined> {
    const known = await this.context.people.find(person);
    if (!known || !can(known, "board.see")) return undefined;
    const [from = "", until = ""] = subject.split("|");
    return paperOf(await this.between(from, until), this.context.partnership.name);
  }
}

async function minutedOf(context: BoardContext, item: Item): Promise<MinutedItem | undefined> {
  const decision = decisionOf(item);
  if (!decision) return undefined;
  const { title, question, paper, version, sha256 } = wordingOf(item);
  const { number, at, result, arithmetic } = decision;
  return {
    ...{ item: item.id, title, question, paper, version, sha256, number, at, result, arithmetic },
    ...{ proposer: await nameOf(context, item.proposer), isSecret: item.terms.secretUntilClose },
    ...{ votes: votesOf(item), comments: commentsOf(item) },
    interests: interested(ballotOf(item)).map(({ name }) => name),
    record: item.recorded[item.closed?.act ?? ""],
  };
}
