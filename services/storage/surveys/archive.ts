import type { ArchivedComment, ArchiveStore } from "../../surveys/ports.js";
import type { Answers } from "../../surveys/schema.js";
import type { WaveResults } from "../../surveys/views.js";
import { fromJson, json } from "../limits.js";
import type { Table } from "../table.js";

const RESULTS = "results";

/** Closed waves: answers in `WAVE`, comments in `WAVE|comments`, published results in `results`. */
export class TableArchive implements ArchiveStore {
  constructor(private readonly table: Table) {}

  async add(waveId: string, rows: readonly { rowKey: string; answers: Answers }[]): Promise<void> {
    await this.table.putMany(
      rows.map(({ rowKey, answers }) => ({
        partition: waveId,
        key: rowKey,
        values: { v: 1, ...json("answers", answers) },
      })),
    );
  }

  async addComments(waveId: string, comments: readonly ArchivedComment[]): Promise<void> {
    await this.table.putMany(
      comments.map(({ rowKey, question, text }) => ({
        partition: commentsOf(waveId),
        key: rowKey,
        values: { v: 1, question, text },
      })),
    );
  }

  async *pages(waveId: string): AsyncGenerator<Answers[]> {
    for await (const page of this.table.pages({ partition: waveId })) {
      // Written by add() from parsed answers: checking each again would double the time of large results.
      yield page.map((row) => fromJson("answers", row.values) as Answers);
    }
  }

  async *comments(waveId: string): AsyncGenerator<ArchivedComment> {
    for await (const { key, values } of this.table.rows({ partition: commentsOf(waveId) })) {
      yield { rowKey: key, question: String(values.question), text: String(values.text) };
    }
  }

  async remove(waveId: string): Promise<number> {
    return (await this.table.removePartition(waveId)) + (await this.table.removePartition(commentsOf(waveId)));
  }

  async saveResults(results: WaveResults): Promise<void> {
    await this.table.put(RESULTS, results.waveId, { v: 1, ...json("results", results) });
  }

  async findResults(waveId: string): Promise<WaveResults | undefined> {
    const row = await this.table.find(RESULTS, waveId);
    return row && (fromJson("results", row.values) as WaveResults);
  }
}

function commentsOf(waveId: string): string {
  return `${waveId}|comments`;
}
