import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { ExpectedError } from "../../kernel/errors.js";
import { GroupCommit } from "../../kernel/group-commit.js";
import { type Randomness, shuffled } from "../../kernel/random.js";
import type { Ballot, BallotBox, BoxCount, CastOutcome } from "../../surveys/ports.js";
import { type Answers, answersSchema, type GroupTally } from "../../surveys/schema.js";
import { fromJson, json } from "../limits.js";
import type { Operation, Row, Table } from "../table.js";
import { Roll } from "./roll.js";

const HEAD = "head";
/** Rows of one transaction: the longest texts of them all, escaped twice in the request, stay under Azure's 4 MiB. */
const LARGEST_GROUP = 20;
/** How often a write is tried again when other instances write to the same box: about three seconds in all. */
const TRIES = 40;
/** Between tries at most, so that an instance with much to write doesn't always come first. */
const LONGEST_PAUSE_MS = 100;
/** Copying answers from a box that still takes some would lose them, so this is tried for longer. */
const SEALING_TRIES = 50;

const headSchema = z.object({ v: z.literal(1), open: z.boolean(), answered: z.int(), roll: z.string() });

interface Head {
  readonly open: boolean;
  readonly answered: number;
  readonly roll: Roll;
  readonly byGroup: Readonly<Record<string, GroupTally>>;
  readonly version: string;
}

/**
 * A wave's box is one partition: a head row (open or not, the roll, the sums) and a row for each answer. Each
 * transaction replaces the head, so the head's write time tells only that somebody answered, and an answer counts
 * exactly once whatever fails. Submissions that arrive together share a transaction (see group-commit.ts).
 */
export class TableBallotBox implements BallotBox {
  /** The last head seen of each box; only a hint, since a transaction fails when it is out of date. */
  readonly #heads = new Map<string, Head>();
  readonly #commits: GroupCommit<Ballot, CastOutcome>;

  constructor(
    private readonly table: Table,
    private readonly random: Randomness,
  ) {
    this.#commits = new GroupCommit(LARGEST_GROUP, (waveId, ballots) => this.#commit(waveId, ballots));
  }

  async open(waveId: string, places: number): Promise<void> {
    const empty = headValues({ open: true, answered: 0, roll: Roll.empty(places), byGroup: {} });
    if (await this.table.insert(waveId, HEAD, empty)) return;
    const head = await this.#readHead(waveId);
    if (head?.open && head.answered === 0) await this.table.replace(waveId, HEAD, empty, head.version);
    this.#heads.delete(waveId);
  }

  cast(waveId: string, ballot: Ballot): Promise<CastOutcome> {
    return this.#commits.add(waveId, ballot);
  }

  async seal(waveId: string): Promise<void> {
    for (let tries = 0; tries < SEALING_TRIES; tries += 1) {
      const head = await this.#readHead(waveId);
      this.#heads.delete(waveId);
      if (!head?.open) return;
      if (await this.table.replace(waveId, HEAD, headValues({ ...head, open: false }), head.version)) return;
    }
    throw new ExpectedError("busy", "Many people are answering just now. The survey closes by itself in a moment.");
  }

  async count(waveId: string): Promise<BoxCount> {
    const head = await this.#readHead(waveId);
    return { answered: head?.answered ?? 0, byGroup: head?.byGroup ?? {} };
  }

  async answeredPlaces(waveId: string): Promise<ReadonlySet<number>> {
    return (await this.#readHead(waveId))?.roll.places() ?? new Set();
  }

  async find(waveId: string, rowKey: string): Promise<Answers | undefined> {
    const row = await this.table.find(waveId, answerKey(rowKey));
    return row && answersOf(row);
  }

  async *pages(waveId: string): AsyncGenerator<{ rowKey: string; answers: Answers }[]> {
    for await (const page of this.table.pages({ partition: waveId, fromKey: "a:", belowKey: "a;" })) {
      yield page.map((row) => ({ rowKey: row.key.slice(2), answers: answersOf(row) }));
    }
  }

  async withdraw(waveId: string, ballot: Ballot): Promise<boolean> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const head = await this.#readHead(waveId);
      const row = head && (await this.table.find(waveId, answerKey(ballot.rowKey)));
      if (!row) return false;
      const own = { ...ballot, hits: Number(row.values.hits) };
      const less = { ...head, answered: head.answered - 1, byGroup: added(head.byGroup, own, -1) };
      const done = await this.table.write(waveId, [
        { do: "replace", key: HEAD, values: headValues(less), version: head.version },
        { do: "remove", key: answerKey(ballot.rowKey) },
      ]);
      if (done) return true;
      await this.#pause();
    }
    throw busy();
  }

  async destroy(waveId: string): Promise<void> {
    this.#heads.delete(waveId);
    await this.table.removePartition(waveId);
  }

  async #commit(waveId: string, ballots: readonly Ballot[]): Promise<CastOutcome[]> {
    let head = this.#heads.get(waveId);
    for (let tries = 0; tries < TRIES; tries += 1) {
      head ??= await this.#readHead(waveId);
      if (!head?.open) return ballots.map(() => "closed");
      const plan = await this.#plan(waveId, head, ballots, tries > 0);
      if (plan.operations.length === 0) return plan.outcomes;
      const operations: Operation[] = [
        { do: "replace", key: HEAD, values: headValues(plan.head), version: head.version },
        ...shuffled(plan.operations, this.random),
      ];
      const versions = await this.table.writeReturning(waveId, operations);
      if (versions) {
        this.#heads.set(waveId, { ...plan.head, version: versions[0] ?? "" });
        return plan.outcomes;
      }
      this.#heads.delete(waveId);
      head = undefined;
      await this.#pause();
    }
    throw busy();
  }

  #pause(): Promise<void> {
    return pause(this.random.below(LONGEST_PAUSE_MS));
  }

  /** What one transaction would do. `again`: an earlier one failed, or its answer was lost on the way back. */
  async #plan(waveId: string, before: Head, ballots: readonly Ballot[], again: boolean) {
    let { answered, roll, byGroup } = before;
    const operations = new Map<string, Operation>();
    const outcomes: CastOutcome[] = [];
    for (const ballot of ballots) {
      const key = answerKey(ballot.rowKey);
      const earlier = ballot.kind === "changeable" || again ? await this.#earlier(waveId, operations, key) : undefined;
      if (ballot.kind === "once" && roll.has(ballot.place)) {
        // Our own row being there means that the transaction went through although its answer got lost.
        outcomes.push(earlier ? "recorded" : "already-answered");
        continue;
      }
      const values = { v: 1, hits: ballot.hits, ...json("answers", ballot.answers) };
      operations.set(key, { do: earlier ? "put" : "insert", key, values });
      if (earlier) byGroup = added(byGroup, { ...ballot, hits: Number(earlier.hits) }, -1);
      else answered += 1;
      byGroup = added(byGroup, ballot, 1);
      if (ballot.kind === "once") roll = roll.with(ballot.place);
      outcomes.push(earlier ? "replaced" : "recorded");
    }
    return { operations: [...operations.values()], outcomes, head: { ...before, answered, roll, byGroup } };
  }

  /** The values under a key, as they would be after the operations planned so far. */
  async #earlier(
    waveId: string,
    planned: ReadonlyMap<string, Operation>,
    key: string,
  ): Promise<Row["values"] | undefined> {
    const operation = planned.get(key);
    if (operation && "values" in operation) return operation.values;
    return (await this.table.find(waveId, key))?.values;
  }

  async #readHead(waveId: string): Promise<Head | undefined> {
    const row = await this.table.find(waveId, HEAD);
    if (!row) return undefined;
    const { open, answered, roll } = headSchema.parse(row.values);
    const byGroup = (fromJson("groups", row.values) ?? {}) as Head["byGroup"];
    const head = { open, answered, roll: Roll.decode(roll), byGroup, version: row.version };
    this.#heads.set(waveId, head);
    return head;
  }
}

function headValues({ open, answered, roll, byGroup }: Omit<Head, "version">) {
  return { v: 1, open, answered, roll: roll.encoded(), ...json("groups", byGroup) };
}

function added(byGroup: Head["byGroup"], { groups, hits }: Ballot, sign: 1 | -1): Head["byGroup"] {
  const sums = { ...byGroup };
  for (const group of groups) {
    const sum = sums[group] ?? { answered: 0, hits: 0 };
    sums[group] = { answered: sum.answered + sign, hits: sum.hits + sign * hits };
  }
  return sums;
}

function answerKey(rowKey: string): string {
  return `a:${rowKey}`;
}

function answersOf(row: Row): Answers {
  return answersSchema.parse(fromJson("answers", row.values));
}

function busy(): ExpectedError {
  return new ExpectedError("busy", "Many people are answering just now. Nothing is lost: please press Submit again.");
}
