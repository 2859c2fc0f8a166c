import type { FileRequest } from "../files/ports.js";
import type { Person } from "../people/schema.js";
import { personIdOf } from "../people/schema.js";
import { can } from "../permissions.js";
import { XLSX } from "../reports/workbook.js";
import { type FeesContext, roundOf } from "./context.js";
import { lastYearOf } from "./last-year-rules.js";
import { ERASED } from "./schema.js";
import { workbook } from "./workbook.js";

const FILE_KIND = "fees-round";

/** A round as a workbook. */
export class Exporting {
  constructor(private readonly context: FeesContext) {
    context.files.register(FILE_KIND, (request) => this.#workbook(request));
  }

  /** The token of a link; for coordinators, at the moment of fetching too. */
  async link(year: string, person: Person): Promise<string> {
    await roundOf(this.context, year);
    const file = { fileName: `membership-fees-${year}.xlsx`, contentType: XLSX };
    return this.context.files.issue({ kind: FILE_KIND, subject: year, person, ...file });
  }

  async #workbook({ person, subject }: FileRequest): Promise<Uint8Array | undefined> {
    const { people, rounds, data, partnership } = this.context;
    const known = await people.find(person);
    const round = known && can(known, "fees.plan") ? await rounds.find(subject) : undefined;
    if (!round) return undefined;
    const keys = [...new Set(round.entries.map(({ by }) => by))].filter((key) => key !== ERASED);
    const found = await people.findMany(keys.map(personIdOf));
    const names = new Map([...found].map(([key, { name }]) => [key, name]));
    return workbook(round, lastYearOf(subject, await rounds.all(), data, partnership.partners), names);
  }
}
