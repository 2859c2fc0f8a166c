import type { FeedbackCheck, FeedbackForm, FoundPlace } from "../../services/panels/feedback/views.js";
import { main } from "../buttons.js";
import type { Card } from "../card.js";
import { summaryOf, textField } from "../form/fields.js";
import { formCard } from "../form/form.js";
import type { Element } from "../parts.js";
import { render } from "../render.js";
import { button, submit } from "./buttons.js";
import { ofReport, TEXT_NAMES } from "./feedback.js";
import { stageName } from "./words.js";

const MOST = 1500;
/** So many places are shown below the one that is asked about. */
const MOST_OTHERS = 6;

/** A coordinator words what the agency gets. */
export function feedbackFormCard(form: FeedbackForm): Card {
  const text = (id: keyof typeof TEXT_NAMES, help: string) =>
    textField(form, { id, label: TEXT_NAMES[id], help, most: MOST, multiline: true });
  return formCard({
    eyebrow: `${form.title}. ${stageName(form.stage)}, ${form.programme}`,
    title: `Feedback on ${form.reference}`,
    intro: `For the WFD leads at ${form.agency}. Name nobody. Before it is sent, I point out what could give somebody away.`,
    summary: summaryOf(form),
    fields: [
      text("strengths", "Say what the report does well, in at most 1,500 characters."),
      text("develop", "Name one thing to develop, in at most 1,500 characters."),
      text("action", "Name one action, in at most 1,500 characters."),
      text("passOn", "Say what to pass on, in at most 1,500 characters."),
    ],
    actions: [
      main(submit("Save and check", "feedback-save", { ...ofReport(form), version: form.version })),
      button("Cancel", "feedback-list", { round: form.round }),
    ],
  });
}

/** What is pointed out: one is asked about, those after it are shown. */
export function feedbackCheckCard(view: FeedbackCheck): Card {
  const [first, ...others] = view.open;
  const shown = others.slice(0, MOST_OTHERS);
  const hidden = others.length - shown.length;
  const count = view.open.length;
  const intro = `${count === 1 ? "One place could" : `${count} places could`} give somebody away. Change it, or say why it may stay.`;
  return render("panels/feedback-check", {
    ...{ eyebrow: view.title, title: `Check the feedback on ${view.reference}`, intro },
    speak: `Check the feedback on ${view.reference}. ${intro}`,
    places: [
      ...(first ? [{ ...placeOf(first), error: view.error ?? "", inputs: [reasonInput(view.reason)] }] : []),
      ...shown.map((place) => ({ ...placeOf(place), error: "", inputs: null })),
    ],
    notes: hidden > 0 ? [{ text: `${hidden} more come after these.` }] : [],
    actions: [
      ...(first
        ? [submit("Accept with this reason", "feedback-accept", { ...ofReport(view), finding: first.key })]
        : []),
      button("Change it", "feedback-edit", ofReport(view)),
      button("Back", "feedback-list", { round: view.round }),
    ],
  });
}

function placeOf({ kind, field, pieces }: FoundPlace) {
  return {
    title: KINDS[kind],
    place: TEXT_NAMES[field],
    inlines: pieces.map(({ text, isFound }) => ({
      ...{ type: "TextRun", text },
      ...(isFound && { weight: "Bolder", highlight: true }),
    })),
  };
}

const KINDS: Readonly<Record<FoundPlace["kind"], string>> = {
  name: "Somebody's name?",
  email: "An e-mail address?",
  phone: "A phone number?",
  agency: "Another agency?",
  quotation: "A long quotation?",
};

function reasonInput(reason: string | undefined): Element {
  return {
    ...{ type: "Input.Text", id: "reason", label: "Why it may stay", maxLength: 300, isRequired: true },
    ...{ errorMessage: "Say why it may stay, in at most 300 characters.", value: reason ?? null },
  };
}
