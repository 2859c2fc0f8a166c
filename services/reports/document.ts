import type { FileChild, Paragraph, Table, TextRun } from "docx";

/** Word documents in a plain style: everything that a report or minutes need, and no more. */
export type Block =
  | { readonly kind: "heading"; readonly text: string; readonly level?: 1 | 2 }
  /** Its lines become paragraphs of their own. */
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "bullets"; readonly items: readonly string[] }
  /** The heads stand on every page that the table reaches. The first column is wide. */
  | { readonly kind: "table"; readonly heads: readonly string[]; readonly rows: readonly (readonly string[])[] };

export interface PlainDocument {
  readonly title: string;
  /** A line below the title. */
  readonly subtitle: string;
  /** Whose document it is: in the file's properties. */
  readonly creator: string;
  readonly blocks: readonly Block[];
}

/** What Word files are sent as. */
export const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** A4, British English, with real headings and page numbers. Texts go in literally, without control characters. */
export async function documentOf({ title, subtitle, creator, blocks }: PlainDocument): Promise<Uint8Array> {
  // Loaded only here: it is asked for some times a year, and slows the start.
  const docx = await import("docx");
  const write = new Writer(docx);
  const document = new docx.Document({
    title: literal(title),
    creator: literal(creator),
    lastModifiedBy: literal(creator),
    styles: { default: STYLES },
    sections: [
      {
        properties: { page: { size: A4, margin: MARGIN } },
        footers: { default: new docx.Footer({ children: [write.pageNumber()] }) },
        children: [write.title(title), write.subtitle(subtitle), ...blocks.flatMap((block) => write.block(block))],
      },
    ],
  });
  return docx.Packer.toBuffer(document);
}

/** In twentieths of a point. */
const A4 = { width: 11_906, height: 16_838 };
const MARGIN = { top: 1134, right: 1134, bottom: 1134, left: 1134 };
const TEXT_WIDTH = A4.width - MARGIN.left - MARGIN.right;
/** The first column of a table, in shares of the others. */
const FIRST_COLUMN = 3;

/** Sizes are in half points, spaces in twentieths. */
const STYLES = {
  document: { run: { font: "Arial", size: 22, language: { value: "en-GB" } }, paragraph: { spacing: { after: 120 } } },
  title: { run: { font: "Arial", size: 40, bold: true }, paragraph: { spacing: { after: 60 } } },
  heading1: { run: { font: "Arial", size: 28, bold: true }, paragraph: { spacing: { before: 320, after: 120 } } },
  heading2: { run: { font: "Arial", size: 24, bold: true }, paragraph: { spacing: { before: 240, after: 80 } } },
};

class Writer {
  constructor(private readonly docx: typeof import("docx")) {}

  title(text: string): Paragraph {
    return new this.docx.Paragraph({ heading: "Title", children: [this.#run(text)] });
  }

  subtitle(text: string): Paragraph {
    return new this.docx.Paragraph({ children: [this.#run(text)], spacing: { after: 240 } });
  }

  pageNumber(): Paragraph {
    const { PageNumber, TextRun, Paragraph } = this.docx;
    const children = [
      new TextRun({ children: ["Page ", PageNumber.CURRENT, " of ", PageNumber.TOTAL_PAGES], size: 18 }),
    ];
    return new Paragraph({ alignment: "center", children });
  }

  block(block: Block): FileChild[] {
    const { Paragraph } = this.docx;
    switch (block.kind) {
      case "heading":
        return [
          new Paragraph({
            ...{ heading: block.level === 2 ? "Heading2" : "Heading1", keepNext: true },
            children: [this.#run(block.text)],
          }),
        ];
      case "paragraph":
        return linesOf(block.text).map((line) => new Paragraph({ children: [this.#run(line)] }));
      case "bullets":
        return block.items.map((item) => new Paragraph({ bullet: { level: 0 }, children: [this.#run(item)] }));
      case "table":
        return [this.#table(block.heads, block.rows), new Paragraph({})];
    }
  }

  #table(heads: readonly string[], rows: readonly (readonly string[])[]): Table {
    const part = TEXT_WIDTH / (heads.length - 1 + FIRST_COLUMN);
    const columnWidths = heads.map((_, at) => Math.floor(at === 0 ? FIRST_COLUMN * part : part));
    const row = (cells: readonly string[], isHead: boolean) =>
      new this.docx.TableRow({
        ...{ tableHeader: isHead, cantSplit: true },
        children: cells.map((text, at) => this.#cell(text, columnWidths[at] ?? 0, isHead)),
      });
    return new this.docx.Table({
      ...{ columnWidths, width: { size: TEXT_WIDTH, type: "dxa" } },
      rows: [row(heads, true), ...rows.map((cells) => row(cells, false))],
    });
  }

  #cell(text: string, width: number, bold: boolean) {
    const { Paragraph, TableCell } = this.docx;
    return new TableCell({
      ...{ width: { size: width, type: "dxa" as const }, margins: { top: 60, bottom: 60, left: 80, right: 80 } },
      children: [new Paragraph({ spacing: { after: 0 }, children: [this.#run(text, bold)] })],
    });
  }

  #run(text: string, bold = false): TextRun {
    return new this.docx.TextRun({ text: literal(text), ...(bold && { bold }) });
  }
}

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line.trim() !== "");
}

/** What XML can't hold makes a file that Word refuses to open. */
function literal(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, " ").trim();
}
