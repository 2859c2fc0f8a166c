import { ExpectedError } from "../../kernel/errors.js";
import { GroupCommit } from "../../kernel/group-commit.js";
import { proseOf, textOf } from "../../kernel/typed.js";
import type { Person } from "../../people/schema.js";
import { can } from "../../permissions.js";
import { type BoardContext, itemOf } from "../context.js";
import { wordingOf } from "../item-rules.js";
import { posts } from "../items/campaigns.js";
import { tendTimer } from "../items/timetable-rules.js";
import type { Changed } from "../ports.js";
import { record } from "../recording.js";
import type { Choice, Item } from "../schema.js";
import { Asking } from "./asking.js";
import type { Pressed } from "./ballot-rules.js";
import * as interests from "./interest-rules.js";
import { namesOf } from "./names.js";
import { ByPhone } from "./phone.js";
import { heldSeat } from "./seat-rules.js";
import { ballotView, namedIn, ownState } from "./view-rules.js";
import type { BallotReply, BallotView, Extension, InterestForm, OwnState, Rewording } from "./views.js";
import { type By, cast } from "./voting-rules.js";

const LONGEST_COMMENT = 500;
/** Calls that share a look at what is to be recorded. */
const MOST_TOGETHER = 1_000;

/** What a card sends with a choice. */
export interface PressedChoice {
  readonly item: string;
  /** The wording that the card shows. */
  readonly version: number;
  readonly choice: Choice;
  readonly comment?: unknown;
  readonly forMinutes?: unknown;
}

/** One vote a partner. */
export class Voting {
  readonly phone: ByPhone;
  readonly asking: Asking;
  /** Even if this process dies in a change, what it did comes onto the record. */
  readonly #foreseeing = new GroupCommit<undefined, undefined>(MOST_TOGETHER, async (item, calls) => {
    await this.context.timers.set(tendTimer(item, this.context.clock.now()));
    return calls.map(() => undefined);
  });
  /** Those who vote at once have it recorded at once. */
  readonly #settling = new GroupCommit<undefined, undefined>(MOST_TOGETHER, async (item, calls) => {
    await record(this.context, item);
    await this.context.posts.touch(posts.item(item));
    await this.after(item);
    return calls.map(() => undefined);
  });

  /** `after`: told of each item of which a vote, an interest or a word on a vote has come. */
  constructor(
    readonly context: BoardContext,
    private readonly after: (item: string) => Promise<void> = async () => {},
  ) {
    this.phone = new ByPhone(context, (item, rule) => this.#change(item, rule));
    this.asking = new Asking(context);
  }

  /** The item for everybody; undefined before it is opened. */
  async shown(item: string): Promise<BallotView | undefined> {
    const found = await this.context.items.find(item);
    return found && found.status !== "draft" ? ballotView(found, this.context.clock.now()) : undefined;
  }

  /** With what the person's own partner has said, if they have a seat. */
  async ballot(person: Person, item: string): Promise<BallotView> {
    const found = await itemOf(this.context, item);
    if (found.status === "draft") throw notOpened();
    return this.#view(person, found);
  }

  /** The wording before this one; undefined for one that was never changed. */
  async rewording(item: string): Promise<Rewording | undefined> {
    const before = (await itemOf(this.context, item)).wordings.at(-2);
    return before && { before };
  }

  /** Undefined for an item that was not extended. */
  async extension(item: string): Promise<Extension | undefined> {
    const { extension, status } = await itemOf(this.context, item);
    return extension && status === "open" ? { from: new Date(extension.from), reason: extension.reason } : undefined;
  }

  /** What the person's partner has said on the item; undefined for those without a seat. */
  async ownState(person: Person, item: Item): Promise<OwnState | undefined> {
    return ownState(item, person, await namesOf(this.context, namedIn(item, person)));
  }

  /** Approve, reject or abstain, for the person's partner. What was typed comes back if it can't be taken. */
  async vote(person: Person, { item, version, choice, ...typed }: PressedChoice): Promise<BallotReply> {
    const comment = proseOf(typed, "comment");
    const forMinutes = textOf(typed, "forMinutes") === "true";
    if (comment.length > LONGEST_COMMENT) {
      heldSeat(await itemOf(this.context, item), person);
      return { view: await this.ballot(person, item), typed: { comment, forMinutes, error: TOO_LONG } };
    }
    const given = { choice, version, comment, forMinutes: forMinutes && comment !== "" };
    return this.#press(person, item, "voted", (by, found, now) => cast(found, by, given, now));
  }

  async interestForm(person: Person, item: string, typed: unknown = {}): Promise<InterestForm> {
    const found = await itemOf(this.context, item);
    const { title } = wordingOf(found);
    const values = { reason: proseOf(typed, "reason") };
    return { item, title, partner: heldSeat(found, person).seat.name, values, errors: {} };
  }

  /** The form again where the reason needs another look. */
  async declare(person: Person, item: string, typed: unknown): Promise<BallotReply | InterestForm> {
    const reason = proseOf(typed, "reason");
    const error = reason === "" ? NO_REASON : reason.length > LONGEST_COMMENT ? TOO_LONG : undefined;
    if (error) return { ...(await this.interestForm(person, item, typed)), errors: { reason: error } };
    return this.#press(person, item, "declared", (by, found, now) => interests.declare(found, by, reason, now));
  }

  takeBack(person: Person, item: string): Promise<BallotReply> {
    return this.#press(person, item, "taken-back", (by, found, now) => interests.takeBack(found, by, now));
  }

  async #press(
    person: Person,
    id: string,
    said: NonNullable<BallotReply["said"]>,
    rule: (by: By, item: Item, now: Date) => Changed<Pressed>,
  ): Promise<BallotReply> {
    const { random, clock } = this.context;
    const by = { id: random.id(), person };
    const pressed = await this.#change(id, (item) => rule(by, opened(item), clock.now()));
    // What settles an item has closed it by now.
    const mayBeOver = pressed.isNew && pressed.item.terms.closesEarly;
    const view = await this.#view(person, mayBeOver ? await itemOf(this.context, id) : pressed.item);
    return pressed.refusal ? { view, refusal: pressed.refusal } : { view, said };
  }

  /** With all that a change of the ballot brings with it. */
  async #change(id: string, rule: (item: Item) => Changed<Pressed>): Promise<Pressed> {
    await this.#foreseeing.add(id, undefined);
    const pressed = await this.context.items.change(id, rule);
    await this.#settling.add(id, undefined);
    return pressed;
  }

  async #view(person: Person, item: Item): Promise<BallotView> {
    const names = await namesOf(this.context, namedIn(item, person));
    const view = ballotView(item, this.context.clock.now(), { person, names });
    return can(person, "board.plan") ? { ...view, canManage: true } : view;
  }
}

const NO_REASON = "Please say in a few words what the interest is.";

const TOO_LONG = `It is longer than ${LONGEST_COMMENT} characters. Please shorten it.`;

function opened(item: Item): Item {
  if (item.status === "draft") throw notOpened();
  return item;
}

function notOpened(): ExpectedError {
  return new ExpectedError("not-open", "This item is not open for votes yet. You will be asked when it is.");
}
