import type { ReasonForm, RuleForm, TextForm } from "../../services/board/views.js";
import { momentInWords } from "../../services/kernel/dates.js";
import { grave, main } from "../buttons.js";
import type { Card } from "../card.js";
import {
  choiceField,
  dateField,
  type Field,
  numberField,
  radioField,
  severalField,
  summaryOf,
  textField,
  timeField,
} from "../form/fields.js";
import { formCard } from "../form/form.js";
import { button, submit } from "./buttons.js";

/** What the board is to decide: the first step of an item. */
export function draftCard(form: TextForm): Card {
  const data = { item: form.item };
  const isNew = form.about === "new";
  return formCard({
    eyebrow: isNew ? "A new item for the board" : "A draft",
    title: "What is to be decided?",
    intro: isNew ? "You see it once more before anybody is asked." : "",
    summary: summaryOf(form),
    fields: [
      ...wordingFields(form),
      textField(form, {
        ...{ id: "proposer", label: "Proposed by", help: "Write an email that I know, or a name.", most: 120 },
        heading: "Who, and until when",
      }),
      dateField(form, { id: "date", label: "Last day", help: "Choose the last day." }),
      timeField(form, { id: "time", label: "Closes at", help: "Choose the time at which it closes." }),
    ],
    actions: [
      main(submit("Save", "save-draft", data)),
      isNew ? button("Cancel", "list") : button("Cancel", "manage", data),
    ],
  });
}

/** Another wording of an item that is open. */
export function wordingCard(form: TextForm): Card {
  const data = { item: form.item };
  const given = form.voted === 1 ? "The vote that was given counts" : `The ${form.voted} votes that were given count`;
  return formCard({
    eyebrow: "It is open",
    title: "Change the wording",
    intro: [
      form.voted === 0 ? "Everybody is asked anew." : `${given} no more, and everybody is asked again.`,
      ...closesInForm(form),
    ].join(" "),
    summary: summaryOf(form),
    fields: wordingFields(form),
    actions: [
      main(submit("Save and ask again", "save-wording", data)),
      ...(form.closes?.isSoon && form.closes.canExtend ? [button("Extend first", "extend", data)] : []),
      button("Cancel", "manage", data),
    ],
  });
}

/** Another wording leaves the deadline where it is. */
function closesInForm({ closes }: TextForm): string[] {
  if (!closes) return [];
  const when = `It closes ${momentInWords(closes.at)} all the same`;
  if (!closes.isSoon) return [`${when}.`];
  const way = closes.canExtend
    ? "Extend it first, if they are to have longer."
    : "It was extended once and can’t be again: if that is too soon, withdraw it and start a new item.";
  return [`${when}, less than a day from now. ${way}`];
}

function wordingFields(form: TextForm): Field[] {
  return [
    textField(form, { id: "title", label: "Title", help: "Give it a title in at most 120 characters.", most: 120 }),
    textField(form, {
      ...{ id: "question", label: "What the board is asked", most: 1500, multiline: true },
      help: "Write what the board is asked, in at most 1500 characters.",
    }),
    textField(form, {
      ...{
        id: "paperTitle",
        label: "Title of the paper, or name of the file",
        most: 120,
        optional: true,
        heading: "Paper",
      },
      help: "Give the paper a title in at most 120 characters.",
    }),
    textField(form, {
      ...{
        id: "paperLink",
        label: "Link to the paper, if it has one",
        most: 500,
        optional: true,
        placeholder: "https://",
      },
      help: "Paste a link that begins with https://",
    }),
    textField(form, {
      ...{ id: "paperVersion", label: "Its version, for example 3", most: 40, optional: true },
      help: "Say which version it is.",
    }),
    textField(form, {
      ...{ id: "paperSha256", label: "SHA-256 of the file; needed where there is no link", most: 100, optional: true },
      help: "A SHA-256 has 64 digits from 0 to 9 and a to f.",
    }),
  ];
}

/** By which rule it is decided. */
export function ruleCard(form: RuleForm): Card {
  const data = { item: form.item };
  return formCard({
    eyebrow: form.title,
    title: "How is it decided?",
    intro: "Once it is sent, none of this can be changed; a ballot can only be made secret.",
    summary: summaryOf(form),
    fields: [
      radioField(form, { id: "kind", label: "It is for", help: "Choose one.", choices: KINDS }),
      choiceField(form, { id: "rule", label: "It is approved by", help: "Choose one.", choices: RULES }),
      radioField(form, { id: "of", label: "Counted of", help: "Choose one.", choices: BASES }),
      numberField(form, {
        ...{ id: "quorum", label: `Quorum: partners, of ${form.seats}`, min: 0, max: form.seats },
        help: `Write a whole number from 0 to ${form.seats}.`,
      }),
      severalField(form, { id: "options", label: "And", help: "Choose any.", choices: OPTIONS }),
    ],
    actions: [main(submit("Save", "save-rule", data)), button("Cancel", "manage", data)],
  });
}

const KINDS = [
  { value: "decision", title: "Decision" },
  { value: "approval", title: "Approval" },
  { value: "noting", title: "Noting: no rule, only the quorum" },
];
const RULES = [
  { value: "simple-majority", title: "Simple majority: more than half" },
  { value: "two-thirds", title: "Two thirds" },
  { value: "unanimous", title: "Unanimity" },
  { value: "no-objection", title: "No objection: nobody rejects" },
];
const BASES = [
  { value: "cast", title: "Votes cast: approve and reject" },
  { value: "eligible", title: "All eligible partners" },
];
const OPTIONS = [
  { value: "secret", title: "Secret until it closes" },
  { value: "early", title: "Closes early, once nobody's missing vote could change the outcome" },
  { value: "abstentions", title: "Abstentions count for the quorum" },
];

/** A later deadline, once. */
export function extensionCard(form: ReasonForm): Card {
  const data = { item: form.item };
  return formCard({
    eyebrow: form.title,
    title: "Extend the deadline",
    intro: `It closes ${momentInWords(form.deadline)}. It can be extended once; everybody on the board is told why.`,
    summary: summaryOf(form),
    fields: [
      dateField(form, { id: "date", label: "New last day", help: "Choose the new last day." }),
      timeField(form, { id: "time", label: "Closes at", help: "Choose the time at which it closes." }),
      reasonField(form),
    ],
    actions: [main(submit("Extend", "save-extension", data)), button("Cancel", "manage", data)],
  });
}

export function withdrawalCard(form: ReasonForm): Card {
  const data = { item: form.item };
  return formCard({
    eyebrow: form.title,
    title: "Withdraw this item",
    intro: "Nobody can vote on it any more, and everybody on the board is told why. This can't be undone.",
    summary: summaryOf(form),
    fields: [reasonField(form)],
    actions: [grave(submit("Withdraw it", "save-withdrawal", data)), button("Cancel", "manage", data)],
  });
}

function reasonField(form: ReasonForm): Field {
  const help = "Say why, in at most 500 characters.";
  return textField(form, { id: "reason", label: "Why?", help, most: 500, multiline: true });
}
