import type { Cell, Row } from "write-excel-file/node";
import { heads, number, share, sheet, text, workbookOf } from "../../reports/workbook.js";
import { rankOf } from "../planning/sample-rules.js";
import { NOT_EVIDENCED, type Report, type Review, type Round, type Score, type Sheet } from "../schema.js";
import { RESAMPLES } from "./interval-rules.js";
import type { AgreementFigures } from "./views.js";

export interface RoundExport {
  readonly round: Round;
  /** Without the reports that the reader is kept from, and without others of their agency. */
  readonly frame: readonly Report[];
  readonly isFrameWhole: boolean;
  /** Of these, the sample: nothing is read of them but what was known before anybody scored. */
  readonly sample: readonly Pick<Review, "report" | "why" | "reason">[];
  /** Revealed ones whose scores the reader may see. */
  readonly readable: readonly Review[];
  readonly figures: AgreementFigures;
  readonly agencyName: (id: string) => string;
}

/** A round as an Excel workbook, for one coordinator. */
export async function roundWorkbook(exported: RoundExport): Promise<Uint8Array> {
  return workbookOf([
    sheet("Sample", sampleRows(exported)),
    sheet("Frame", frameRows(exported)),
    sheet("Scores", scoreRows(exported)),
    sheet("Agreed", agreedRows(exported)),
    sheet("Agreement figures", figureRows(exported.figures)),
    sheet(
      "About",
      about(exported).map((sentence) => [text(sentence)]),
    ),
  ]);
}

const REPORT = ["Reference", "Agency", "Programme", "Stage", "Outcome"];

function reportCells(report: Report, { round, agencyName }: RoundExport): Cell[] {
  const { reference, agency, programme, stage, outcome } = report;
  const title = round.rules.programmes.find(({ id }) => id === programme)?.title ?? programme;
  return [reference, agencyName(agency), title, stage, outcome].map(text);
}

function sampleRows(exported: RoundExport): Row[] {
  const seed = exported.round.drawn?.seed ?? "";
  return [
    heads([...REPORT, "Why", "Reason", "Rank in the draw"]),
    ...exported.sample.map(({ report, why, reason }) => [
      ...reportCells(report, exported),
      ...[why, reason ?? "", rankOf(seed, report.reference)].map(text),
    ]),
  ];
}

/** In the order and spelling of the text whose SHA-256 is recorded (planning/frame-rules), and the agency's name. */
function frameRows({ frame, agencyName }: RoundExport): Row[] {
  return [
    heads(["Number", "Reference", "Agency's id", "Programme's id", "Stage", "Outcome", "Link", "Agency"]),
    ...frame.map(({ no, reference, agency, programme, stage, outcome, link }) => [
      number(no),
      ...[reference, agency, programme, stage, outcome, link, agencyName(agency)].map(text),
    ]),
  ];
}

/** First scores: a line a report and criterion, a column a reviewer. */
function scoreRows({ round, readable }: RoundExport): Row[] {
  const most = Math.max(0, ...readable.map(({ sheets }) => sheets.length));
  const each = Array.from({ length: most }, (_, nth) => nth + 1);
  const titles = [
    "Reference",
    "Criterion",
    ...each.map((nth) => `Reviewer ${nth}`),
    ...each.map((nth) => `Comment ${nth}`),
  ];
  return [
    heads(titles),
    ...readable.flatMap((review) => {
      const sheets = inOrder(review);
      const gap = each.slice(sheets.length).map(() => null);
      const line = (title: string, scores: Cell[], comments: string[]): Row => [
        ...[review.report.reference, title].map(text),
        ...[...scores, ...gap, ...comments.map(text)],
      ];
      return [
        ...round.rules.criteria.map(({ id, title }) =>
          line(
            title,
            sheets.map(({ scores }) => scoreCell(scores[id])),
            sheets.map(({ comments }) => comments[id] ?? ""),
          ),
        ),
        line(
          "On the whole",
          sheets.map(() => null),
          sheets.map(({ comment }) => comment),
        ),
      ];
    }),
  ];
}

/** As the reviewers were given the report: the order of handing in tells nothing. */
function inOrder({ reviewers, sheets }: Review): Sheet[] {
  return [...sheets].sort((one, other) => reviewers.indexOf(one.reviewer) - reviewers.indexOf(other.reviewer));
}

function scoreCell(score: Score | undefined): Cell {
  if (score === undefined) return null;
  return score === NOT_EVIDENCED ? text("not evidenced") : number(score);
}

function agreedRows({ round, readable }: RoundExport): Row[] {
  const { criteria } = round.rules;
  return [
    heads(["Reference", ...criteria.map(({ title }) => title), "Strengths", "One thing to develop", "One action"]),
    ...readable.flatMap(({ report, agreement, agreedAt }): Row[] => {
      if (!agreement || agreedAt === undefined) return [];
      const { scores, strengths, develop, action } = agreement;
      const cells = criteria.map(({ id }) => scoreCell(scores[id]));
      return [[text(report.reference), ...cells, ...[strengths, develop, action].map(text)]];
    }),
  ];
}

function figureRows({ reports, comparisons, percent, kappa, alpha, criteria }: AgreementFigures): Row[] {
  const line = (title: string, cell: Cell | undefined): Row => [text(title), cell ?? text("too few to say")];
  const rounded = (value: number | undefined) =>
    value === undefined ? undefined : number(Math.round(value * 1000) / 1000);
  const percentCell = (value: number | undefined) => (value === undefined ? undefined : share(value));
  return [
    heads(["Figure", "Value"]),
    line("Reports that at least two scored", number(reports)),
    line("Comparisons of two reviewers on a criterion", number(comparisons)),
    line("Per cent agreement", percentCell(percent)),
    line("Weighted kappa, linear weights", rounded(kappa?.linear)),
    line("Weighted kappa, quadratic weights", rounded(kappa?.quadratic)),
    line("Krippendorff's alpha, ordinal", rounded(alpha?.value)),
    line("Alpha: at least (95% interval)", rounded(alpha?.low)),
    line("Alpha: at most (95% interval)", rounded(alpha?.high)),
    ...criteria.map(({ title, percent: own }) => line(`Per cent agreement: ${title}`, percentCell(own))),
  ];
}

function about({ round, figures, isFrameWhole }: RoundExport): string[] {
  const { title, drawn, rules } = round;
  return [
    `${title}: a round of the placement QA panel.`,
    ...(drawn
      ? [
          `The sample was drawn by ${drawn.algorithm} with the seed ${drawn.seed}.`,
          `The frame's SHA-256 when it was drawn: ${drawn.frame}. It is of a text with a line for each report, ended by a line feed, in the order of the sheet Frame and without reports that were added late: number, reference, agency's id, programme's id, stage, outcome and link, with tabs between them, in UTF-8.`,
          `Every fail and borderline is in it, and ${rules.sample.passesPercent}% of the passes, rounded up. Passes are taken in the order of their rank, which is the SHA-256 of the seed, a line feed and the reference; one is passed over only where stages or programmes would otherwise stay without a report. For one rank: printf '%s\\n%s' SEED REFERENCE | sha256sum`,
        ]
      : []),
    ...(isFrameWhole
      ? []
      : [
          "Sample and Frame leave out your own agency's reports and those on which you declared a conflict. So the frame's SHA-256 can be checked with another coordinator's workbook only.",
        ]),
    "Scores, Agreed and Agreement figures hold revealed reports only, and none that you are kept from. Scores are those that were handed in before the panel talked; they never change.",
    `Agreement figures are over first scores. Per cent agreement: comparisons of two reviewers who say the same; not evidenced is a value of its own. Kappa (Cohen 1968): each two reviewers in both orders; not evidenced is left out. Alpha (Krippendorff 2011): ordinal; not evidenced is missing. 1 is full agreement, 0 what chance would give. The interval is a percentile bootstrap of ${RESAMPLES} resamples of whole reports with numbers made from the seed. Fewer than ${figures.fewest} reports are too few to say.`,
  ];
}
