import type { DetailsForm, LateForm, MembersForm } from "../../services/panels/planning/views.js";
import { main } from "../buttons.js";
import type { Card } from "../card.js";
import { choiceField, dateField, numberField, radioField, severalField, summaryOf, textField } from "../form/fields.js";
import { formCard } from "../form/form.js";
import { button, submit } from "./buttons.js";
import { outcomeName, stageName } from "./words.js";

/** A new round, or the title and the days of one. */
export function roundDetailsCard(form: DetailsForm): Card {
  const data = { round: form.round };
  const isNew = form.title === undefined;
  return formCard({
    eyebrow: form.title ?? "Placement QA panels",
    title: isNew ? "Start a round" : "Settings",
    intro: isNew ? "Reports and members come next. Nobody is told anything before you press Send." : "",
    summary: summaryOf(form),
    fields: [
      textField(form, {
        ...{ id: "title", label: "Title", most: 80, placeholder: "Autumn 2026" },
        help: "Give it a title of at most 80 characters.",
      }),
      dateField(form, { id: "scoresDue", label: "Scores due, at the end of", help: "Choose a day." }),
      dateField(form, { id: "meetingOn", label: "The panel meets on", help: "Choose a day." }),
      ...(form.isFrozen
        ? []
        : [
            numberField(form, {
              ...{ id: "reviewers", label: "How many score each report", min: 1, max: 4 },
              help: "Write how many people score each report, from 1 to 4.",
            }),
          ]),
    ],
    actions: isNew
      ? [main(submit("Start", "add", data)), button("Cancel", "show")]
      : [
          main(submit("Save", "save-settings", data)),
          button("Members", "members", data),
          button("Cancel", "round", data),
        ],
  });
}

/** Who is on the panel. */
export function panelMembersCard(form: MembersForm): Card {
  const data = { round: form.round };
  return formCard({
    eyebrow: form.title,
    title: "Members",
    intro: form.people.length === 0 ? NOBODY : INTROS[form.status],
    summary: summaryOf(form),
    fields:
      form.people.length === 0
        ? []
        : [
            severalField(form, {
              id: "members",
              label: "Who is on the panel",
              help: "Choose from the list.",
              choices: form.people,
            }),
          ],
    actions: [
      ...(form.people.length === 0 ? [] : [main(submit("Save", "save-members", data))]),
      button("Cancel", "round", data),
    ],
  });
}

const NOBODY = "Nobody has the role of panel member. Whoever keeps the list of people can give it to them.";

const INTROS: Readonly<Record<MembersForm["status"], string>> = {
  draft: "Nobody gets a report of their own agency.",
  drawn: "The sample stays as it is; who scores what is worked out again. Nobody gets a report of their own agency.",
  open: "What somebody has handed in stays. The rest of those whom you leave out goes to others, who are told.",
  closed: "",
};

/** One report that came after the draw. */
export function lateReportCard(form: LateForm): Card {
  const data = { round: form.round };
  return formCard({
    eyebrow: form.title,
    title: "Add a late report",
    intro: "It comes on top of the sample and takes nothing from it. Use no names of people.",
    summary: summaryOf(form),
    fields: [
      textField(form, {
        id: "reference",
        label: "Reference",
        most: 40,
        help: "Write its reference.",
        placeholder: "A26-121",
      }),
      choiceField(form, { id: "agency", label: "Agency", help: "Choose from the list.", choices: form.agencies }),
      choiceField(form, {
        id: "programme",
        label: "Programme",
        help: "Choose from the list.",
        choices: form.programmes,
      }),
      radioField(form, { id: "stage", label: "Report", help: "Choose one.", choices: STAGES }),
      radioField(form, { id: "outcome", label: "Outcome", help: "Choose one.", choices: OUTCOMES }),
      textField(form, {
        ...{ id: "link", label: "Link to the anonymised file", most: 1900, placeholder: "https://" },
        help: "Paste a link that begins with https://",
      }),
      textField(form, {
        ...{ id: "reason", label: "Why it is added by hand", most: 300, multiline: true },
        help: "Say why, in at most 300 characters.",
      }),
    ],
    actions: [main(submit("Add", "save-late", data)), button("Cancel", "round", data)],
  });
}

const STAGES = (["midway", "epr"] as const).map((value) => ({ value, title: stageName(value) }));
const OUTCOMES = (["pass", "borderline", "fail"] as const).map((value) => ({ value, title: outcomeName(value) }));
