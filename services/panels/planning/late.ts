import { textOf } from "../../kernel/typed.js";
import type { Person } from "../../people/schema.js";
import { actOf } from "../act-rules.js";
import { type PanelsContext, reviewOf, roundOf } from "../context.js";
import { doingOf, recordReview } from "../recording.js";
import type { Report, Round } from "../schema.js";
import { type Drawing, newReview } from "./drawing.js";
import type { Framing } from "./framing.js";
import type { Giving } from "./giving.js";
import { movedOn } from "./starting.js";
import type { LateForm } from "./views.js";

/** As the headings of a frame. */
const COLUMNS = ["reference", "agency", "programme", "stage", "outcome", "link"] as const;
const LONGEST_REASON = 300;

/** A report that came after the draw: added by hand, with a reason, and never in the place of one that was drawn. */
export class Late {
  constructor(
    private readonly context: PanelsContext,
    private readonly framing: Framing,
    private readonly drawing: Drawing,
    private readonly giving: Giving,
  ) {}

  async form(id: string): Promise<LateForm> {
    return this.#form(drawnOf(await roundOf(this.context, id)), {}, {});
  }

  /** Adds it and gives it to reviewers; or gives the form back with a sentence at each field that needs another look. */
  async add(id: string, typed: unknown, by: Person): Promise<LateForm | undefined> {
    const round = drawnOf(await roundOf(this.context, id));
    const values = Object.fromEntries([...COLUMNS, "reason"].map((field) => [field, textOf(typed, field)]));
    const { reason = "" } = values;
    const read = await this.framing.read(round, csvOf(values), await this.#everyReport(id));
    const errors = {
      ...(read.ok
        ? {}
        : Object.fromEntries(
            read.mistakes.map(({ column, wrong, right }) => [column ?? "reference", `${wrong}; ${right}.`]),
          )),
      ...((reason === "" || reason.length > LONGEST_REASON) && {
        reason: `Say why, in at most ${LONGEST_REASON} characters.`,
      }),
    };
    const [report] = read.ok ? read.reports : [];
    if (!report || Object.keys(errors).length > 0) return this.#form(round, values, errors);
    const no = await this.#add(round, report, reason, by);
    await (round.status === "open" ? this.giving.reallocate(round, no) : this.drawing.giveOut(round));
    return undefined;
  }

  /** Under the next number that nobody else took meanwhile, which it returns. */
  async #add(round: Round, report: Report, reason: string, by: Person): Promise<number> {
    const { rounds, reviews } = this.context;
    const doing = doingOf(this.context, by);
    let { no } = report;
    for (;;) {
      const acts = [actOf(doing, { event: "panels.late", details: { no } })];
      await reviews.add([{ ...newReview(round.id, { ...report, no }, "late", reason), acts }]);
      const there = await reviews.find(round.id, no);
      if (there?.report.reference === report.reference) break;
      no += 1;
    }
    const all = await this.#everyReport(round.id);
    await rounds.saveFrame(round.id, all);
    await rounds.change(round.id, (one) => ({ next: { ...one, reports: all.length }, result: undefined }));
    await recordReview(this.context, await reviewOf(this.context, round.id, no));
    return no;
  }

  /** The frame, and late ones that somebody is adding at this moment. */
  async #everyReport(id: string): Promise<Report[]> {
    const { rounds, reviews } = this.context;
    const all = new Map((await rounds.frame(id)).map((report) => [report.no, report]));
    for (const { report } of await reviews.of(id)) all.set(report.no, report);
    return [...all.values()].sort((one, other) => one.no - other.no);
  }

  #form({ id, title, rules }: Round, values: LateForm["values"], errors: LateForm["errors"]): LateForm {
    return {
      ...{ round: id, title, values, errors },
      agencies: this.context.partnership.partners.map((partner) => ({ value: partner.id, title: partner.name })),
      programmes: rules.programmes.map((programme) => ({ value: programme.id, title: programme.title })),
    };
  }
}

/** One line of a frame, so that one set of rules reads both. */
function csvOf(values: Readonly<Record<string, string>>): string {
  const cells = COLUMNS.map((column) => `"${(values[column] ?? "").replaceAll('"', '""')}"`);
  return `${COLUMNS.join(",")}\n${cells.join(",")}\n`;
}

function drawnOf(round: Round): Round {
  if (round.status === "drawn" || round.status === "open") return round;
  throw movedOn();
}
