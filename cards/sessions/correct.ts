import { dateOf, dayInWords } from "../../services/kernel/dates.js";
import type { Attendee, CorrectView } from "../../services/sessions/attendance/views.js";
import type { End, OtherReason } from "../../services/sessions/schema.js";
import { execute } from "../buttons.js";
import type { Card } from "../card.js";
import { type Choice, eyebrowOf, form, MOST_NAMES, nameOf, pick, press, submit } from "./attend-parts.js";

/** Whose attendance to put right, and what it was. `error`: what needs another look; `chosen`: what was chosen. */
export function correctCard(
  view: CorrectView,
  { from = 0, error, chosen = {} }: { from?: number; error?: string; chosen?: { booking?: string; end?: string } } = {},
): Card {
  const shown = view.people.slice(from, from + MOST_NAMES);
  const { occurrence, session } = view;
  const next = from + MOST_NAMES < view.people.length ? `${from + MOST_NAMES}` : undefined;
  const more = { title: "Show more", verb: "sessions.correct", data: { occurrence, session, from: next ?? "0" } };
  const who = shown.map((one) => ({ title: `${nameOf(one)}: ${endInWords(one)}`, value: one.booking }));
  return form({
    eyebrow: eyebrowOf(view),
    title: "Put right who came",
    sentences: [`Possible until ${dayInWords(dateOf(view.correctUntil))}. It is recorded that you did it.`],
    error,
    inputs:
      shown.length === 0
        ? []
        : [
            { ...pick("booking", "Who", "Choose somebody.", who), ...given(chosen.booking) },
            { ...pick("end", "What is right", "Choose what is right.", END_CHOICES), ...given(chosen.end) },
          ],
    actions: [
      ...(shown.length === 0 ? [] : [submit("Save", "correct-save", view, { from: `${from}` })]),
      ...(next === undefined ? [] : [execute(more)]),
      press("Back", "came-list", view),
    ],
  });
}

const ENDS: Record<End, string> = {
  attended: "came",
  "no-show": "did not come",
  cancelled: "gave the place back",
  other: "missed it for another reason",
};
const REASONS: Record<OtherReason, string> = {
  "called-off": "it was called off",
  moved: "we had moved it",
  "not-recorded": "not recorded",
};

function endInWords({ end, why }: Attendee): string {
  if (why !== undefined) return REASONS[why];
  return end === undefined ? "not said yet" : ENDS[end];
}

/** The values are those that the form's action reads: an end, for `other` with its reason. */
const END_CHOICES: readonly Choice[] = [
  { title: "Came", value: "attended" },
  { title: "Did not come", value: "no-show" },
  { title: "Gave the place back in time", value: "cancelled" },
  { title: "Other: it was called off", value: "other.called-off" },
  { title: "Other: we had moved it", value: "other.moved" },
  { title: "Other: not recorded", value: "other.not-recorded" },
];

function given(value: string | undefined): object {
  return value === undefined ? {} : { value };
}
