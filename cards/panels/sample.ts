import { inWords } from "../../services/kernel/dates.js";
import type { SampleLine, SampleView } from "../../services/panels/planning/views.js";
import { execute } from "../buttons.js";
import type { Card } from "../card.js";
import { heading, note } from "../parts.js";
import { button } from "./buttons.js";
import { counted, facts, line, planCard, text, warning } from "./plan-parts.js";
import { stageName } from "./words.js";

/** Lines on one page: they have no buttons. */
const PAGE = 12;

/** The record of the draw: anybody with the frame can work it out again. Reports follow by page. */
export function sampleCard(view: SampleView, from = 0): Card {
  const data = { round: view.round };
  const next = from + PAGE;
  const shown = view.lines.slice(from, next);
  const more = execute({ title: "Show more", verb: "panels.sample", data: { ...data, from: `${next}` } });
  return planCard({
    ...{ title: "The sample", eyebrow: `${view.title}, drawn on ${inWords(view.drawnOn)}` },
    blocks: [...(from === 0 ? record(view) : []), heading("Reports"), ...shown.map(reportLine)],
    actions: [
      ...(next < view.lines.length ? [more] : []),
      ...(from === 0
        ? [button("How to check it", "check-sample", data)]
        : [button("Back to the start", "sample", data)]),
      ...(view.takesLate && from === 0 ? [button("Add a late report", "late", data)] : []),
      button("Back to the round", "round", data),
    ],
  });
}

/** What somebody needs to draw the same sample. */
export function checkSampleCard(view: SampleView): Card {
  const data = { round: view.round };
  return planCard({
    ...{ title: "How to check the sample", eyebrow: view.title },
    blocks: [
      ...(view.isFrameAsDrawn ? [] : [warning("The reports are no longer those that it was drawn from", [CHANGED])]),
      text(`Every fail and borderline is in. ${ruleInWords(view)}`),
      text(RANKS),
      facts([
        { title: "Algorithm", value: view.algorithm },
        { title: "Seed", value: inGroups(view.seed) },
        { title: "Reports' SHA-256", value: inGroups(view.frame) },
      ]),
      note(FRAME),
      note(
        "The same reports, rule and seed always give the same sample. Write seed and SHA-256 without their spaces. The seed was drawn once and is in the record.",
      ),
    ],
    actions: [button("Back to the sample", "sample", data), button("Back to the round", "round", data)],
  });
}

/** Digits as people can compare them, and lines can break. */
function inGroups(hex: string): string {
  return hex.match(/.{1,8}/g)?.join(" ") ?? hex;
}

const CHANGED = "Their SHA-256 is not the recorded one. Ask the bot's operator.";
const RANKS =
  "The passes are put in order by the SHA-256 of two lines, the seed and the report's reference, and taken from the first on. One is passed over only if there would be too few places left for a stage or a programme that could be covered.";

/** As services/panels/planning/frame-rules.ts writes it. */
const FRAME =
  "The reports' SHA-256 is of a line each, in order of number, each with a line end: number, reference, agency, programme, stage, outcome and link with tabs between.";

function ruleInWords({ rule, reports }: SampleView): string {
  const share = `Of ${counted(reports.pass, "pass", "passes")} ${rule.passesPercent}% come on top, rounded up`;
  const cover = rule.cover.map((one) => `one of each ${one === "stage" ? "stage" : "programme"}`).join(" and ");
  return cover === "" ? `${share}.` : `${share}, with at least ${cover} where possible.`;
}

function record(view: SampleView) {
  const { whys, stages, programmes } = view;
  return [
    text(`Every fail and borderline. ${ruleInWords(view)}`),
    facts([
      { title: "Fails", value: `${whys.fail}` },
      { title: "Borderlines", value: `${whys.borderline}` },
      { title: "Passes drawn", value: `${whys.drawn}` },
      ...(whys.late > 0 ? [{ title: "Added by hand", value: `${whys.late}` }] : []),
      { title: "Stages", value: `${stages.midway} midway, ${stages.epr} end of placement` },
      ...[{ title: "Programmes", value: programmes.map(({ title, count }) => `${title} ${count}`).join(", ") }],
    ]),
    ...(view.isFrameAsDrawn ? [] : [warning("The reports are no longer those that it was drawn from", [CHANGED])]),
    note("Reviewed reports that you are kept from are left out here."),
  ];
}

function reportLine({ reference, stage, programme, agency, why, reason }: SampleLine) {
  const because = { fail: "Fail", borderline: "Borderline", drawn: "Drawn", late: `Added by hand: ${reason ?? ""}` }[
    why
  ];
  return line({ title: reference, status: `${sentence(because)} ${stageName(stage)}, ${programme}, ${agency}.` });
}

function sentence(words: string): string {
  return /[.!?]$/.test(words) ? words : `${words}.`;
}
