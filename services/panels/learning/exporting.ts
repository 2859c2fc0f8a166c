import type { FileRequest } from "../../files/ports.js";
import { partnerName } from "../../partnership/names.js";
import type { Person } from "../../people/schema.js";
import { can } from "../../permissions.js";
import { DOCX } from "../../reports/document.js";
import { XLSX } from "../../reports/workbook.js";
import { isKeptFrom } from "../access-rules.js";
import type { PanelsContext } from "../context.js";
import { agreementFigures } from "./figures-rules.js";
import { summaryDocument } from "./paper.js";
import type { Publishing } from "./publishing.js";
import { begunRound, readableReviews } from "./rounds.js";
import type { FileView } from "./views.js";
import { roundWorkbook } from "./workbook.js";

const SUMMARY = "panels-learning";
const ROUND = "panels-round";

/** The summary as a Word document for everyone, a round as a workbook for coordinators. */
export class Exporting {
  constructor(
    private readonly context: PanelsContext,
    private readonly publishing: Publishing,
  ) {
    context.files.register(SUMMARY, (request) => this.#document(request));
    context.files.register(ROUND, (request) => this.#workbook(request));
  }

  /** The token of a link to the published summary. */
  async summary(person: Person, id: string): Promise<FileView> {
    const { title } = await this.publishing.published(id);
    const file = { fileName: `learning-${slug(title)}.docx`, contentType: DOCX };
    return { round: id, title, token: await this.context.files.issue({ kind: SUMMARY, subject: id, person, ...file }) };
  }

  /** The token of a link to all that this coordinator may see of the round, at the moment of fetching. */
  async round(person: Person, id: string): Promise<FileView> {
    const { title } = await begunRound(this.context, id);
    const file = { fileName: `panel-${slug(title)}.xlsx`, contentType: XLSX };
    return { round: id, title, token: await this.context.files.issue({ kind: ROUND, subject: id, person, ...file }) };
  }

  async #document({ person, subject }: FileRequest): Promise<Uint8Array | undefined> {
    const known = await this.context.people.find(person);
    if (!known || !can(known, "panels.read")) return undefined;
    const summary = await this.publishing.find(subject);
    return summary && summaryDocument(summary, this.context.partnership.name);
  }

  async #workbook({ person, subject }: FileRequest): Promise<Uint8Array | undefined> {
    const known = await this.context.people.find(person);
    if (!known || !can(known, "panels.plan")) return undefined;
    const round = await this.context.rounds.find(subject);
    if (!round) return undefined;
    const readable = await readableReviews(this.context, known, subject);
    const reviews = await this.context.reviews.of(subject);
    const kept = new Set(reviews.filter((review) => isKeptFrom(known, review)).map(({ report }) => report.no));
    const frame = await this.context.rounds.frame(subject);
    // All of their own agency's: what is missing must not tell which of them were drawn.
    const seen = frame.filter(({ no, agency }) => !kept.has(no) && agency !== known.partner);
    return roundWorkbook({
      ...{ round, readable, sample: reviews.filter(({ report }) => !kept.has(report.no)) },
      ...{ frame: seen, isFrameWhole: seen.length === frame.length },
      figures: agreementFigures(readable, round.rules, round.drawn?.seed ?? ""),
      agencyName: (id) => partnerName(this.context.partnership, id),
    });
  }
}

/** "Autumn 2026" → "autumn-2026" */
function slug(title: string): string {
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.length === 0 ? "round" : words.join("-").slice(0, 60);
}
