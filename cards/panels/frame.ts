import type { FrameForm } from "../../services/panels/planning/views.js";
import { main } from "../buttons.js";
import type { Card } from "../card.js";
import { render } from "../render.js";
import { button, submit } from "./buttons.js";
import { counted } from "./plan-parts.js";

/** As many mistakes as can be taken in at once. */
const MOST_MISTAKES = 10;
/** As services/panels/planning/framing.ts has it. */
const LONGEST_PASTED = 120_000;

/** Where reports are pasted in; what was refused comes back with the lines named. */
export function frameCard(form: FrameForm): Card {
  const data = { round: form.round };
  const add = submit("Add these reports", "add-frame", data);
  return render("panels/frame", {
    ...{ title: "Reports", eyebrow: form.title },
    ...{ summary: summaryOf(form), mistakes: mistakesOf(form) },
    help: [
      form.reports === 0
        ? "There are no reports yet."
        : `There ${form.reports === 1 ? "is" : "are"} ${counted(form.reports, "report")} now.`,
      "Paste a table from Excel or Word, or lines of csv, with its headings: reference, agency, programme, stage, outcome, link. No names, emails or student numbers anywhere.",
      `Programmes: ${form.programmes.join(", ")}. Stage: midway or EPR. Outcome: pass, borderline or fail.`,
    ],
    input: {
      ...{ type: "Input.Text", id: "frame", label: "The table, with its headings", isMultiline: true },
      ...{ isRequired: true, errorMessage: "Paste the table with its headings.", maxLength: LONGEST_PASTED },
      ...{ value: form.pasted === "" ? null : form.pasted },
    },
    actions: [
      main(add),
      ...(form.reports > 0 ? [submit("Replace all", "replace-frame", data)] : []),
      button("Cancel", "round", data),
    ],
    speak: `Reports of ${form.title}.`,
  });
}

function summaryOf({ mistakes, isTooLong }: FrameForm): string {
  if (mistakes.length === 0) return "";
  const kept = isTooLong
    ? "It is too long to come back here: put it right where you copied it from, and paste it again."
    : "What you pasted is below: put it right, and press again.";
  return `Nothing was taken: ${counted(mistakes.length, "mistake")}. ${kept}`;
}

function mistakesOf({ mistakes }: FrameForm): string[] {
  const named = mistakes.slice(0, MOST_MISTAKES).map(({ line, column, wrong, right }) => {
    return `Line ${line}${column === undefined ? "" : `, ${column}`}: ${wrong}; ${right}${right.endsWith("?") ? "" : "."}`;
  });
  const more = mistakes.length - named.length;
  return more > 0 ? [...named, `And ${more} more.`] : named;
}
