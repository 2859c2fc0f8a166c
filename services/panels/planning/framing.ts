import { ExpectedError } from "../../kernel/errors.js";
import { pastedOf } from "../../kernel/typed.js";
import type { Person } from "../../people/schema.js";
import { type PanelsContext, roundOf } from "../context.js";
import { changeRound, type Telling } from "../recording.js";
import type { Report, Round } from "../schema.js";
import { type FrameMistake, type ReadFrame, readFrame } from "./frame-rules.js";
import { movedOn } from "./starting.js";
import type { FrameForm } from "./views.js";

/** Reports of more than the busiest term. */
const LONGEST_PASTED = 120_000;
/** What a card can give back, as it is written there. */
const LONGEST_RETURNED = 20_000;
/** All that a round may have. */
const MOST_REPORTS = 5_000;

export type How = "add" | "replace";

/** The reports that the panel could review, until the sample is drawn. */
export class Framing {
  constructor(private readonly context: PanelsContext) {}

  async form(id: string): Promise<FrameForm> {
    return formOf(draftOf(await roundOf(this.context, id)), "", []);
  }

  /** Takes what was pasted as a whole; or gives the form back with all that is wrong. */
  async save(id: string, how: How, typed: unknown, by: Person): Promise<FrameForm | undefined> {
    const { rounds } = this.context;
    const round = draftOf(await roundOf(this.context, id));
    const pasted = pastedOf(typed, "frame", LONGEST_PASTED);
    const before = how === "add" ? await rounds.frame(id) : [];
    const read = await this.#read(round, pasted, before);
    if (!read.ok) return formOf(round, pasted, read.mistakes);
    const details = { reports: before.length + read.reports.length, added: read.reports.length, how };
    const tell = () => ({ event: "panels.frame", details });
    await this.#keep(id, [...before, ...read.reports], { by, tell });
    return undefined;
  }

  /** By the rules of the frame: for reports that come after those that are there. */
  async read(round: Round, text: string, before: readonly Report[]): Promise<ReadFrame> {
    const everybody = await this.context.people.select({ cohorts: [], partners: [], roles: [], sides: [] });
    return readFrame(text, {
      rules: round.rules,
      partners: this.context.partnership.partners,
      names: everybody.map(({ name }) => name),
      from: Math.max(0, ...before.map(({ no }) => no)) + 1,
      references: new Set(before.map(({ reference }) => reference.toLowerCase())),
    });
  }

  async #read(round: Round, pasted: string, before: readonly Report[]): Promise<ReadFrame> {
    if (pasted.trim() === "") return refused("nothing was pasted", "copy the table with its headings, and paste it");
    if (pasted.length > LONGEST_PASTED) return refused("it is too long", "paste it in two parts, each with headings");
    const read = await this.read(round, pasted, before);
    if (read.ok && before.length + read.reports.length > MOST_REPORTS)
      return refused(`a round has at most ${MOST_REPORTS} reports`, "leave some out");
    return read;
  }

  /** What was drawn meanwhile is put back as it was: the record of the draw is about that. */
  async #keep(id: string, reports: readonly Report[], telling: Telling<Round>): Promise<void> {
    const { rounds } = this.context;
    const before = await rounds.frame(id);
    await rounds.saveFrame(id, reports);
    try {
      await changeRound(this.context, id, telling, (one) => {
        return { next: { ...draftOf(one), reports: reports.length }, result: undefined };
      });
    } catch (error) {
      await rounds.saveFrame(id, before);
      throw error;
    }
  }
}

function refused(wrong: string, right: string): { ok: false; mistakes: FrameMistake[] } {
  return { ok: false, mistakes: [{ line: 1, column: undefined, wrong, right }] };
}

function draftOf(round: Round): Round {
  if (round.status === "draft") return round;
  const sentence = "The sample has been drawn, so the reports are fixed. A late one can be added by hand.";
  throw round.status === "closed" ? movedOn() : new ExpectedError("already-done", sentence);
}

function formOf({ id, title, reports, rules }: Round, pasted: string, mistakes: readonly FrameMistake[]): FrameForm {
  const isTooLong = JSON.stringify(pasted).length > LONGEST_RETURNED;
  return {
    ...{ round: id, title, reports, mistakes, isTooLong },
    pasted: isTooLong ? "" : pasted,
    programmes: rules.programmes.map((programme) => programme.title),
  };
}
