import { CHOICES } from "../../services/board/schema.js";
import type { Refusal } from "../../services/board/voting/ballot-rules.js";
import type { Entered, HeardVote, PhoneForm } from "../../services/board/voting/views.js";
import { momentInWords } from "../../services/kernel/dates.js";
import { main } from "../buttons.js";
import type { Card } from "../card.js";
import { choiceField, radioField, summaryOf, textField } from "../form/fields.js";
import { formCard } from "../form/form.js";
import { doneNotice } from "../notices.js";
import { render } from "../render.js";
import { button, submit } from "./buttons.js";
import { CHOICE_TITLES } from "./voting-words.js";

/** Where a coordinator enters what a member said by phone. */
export function phoneFormCard(form: PhoneForm): Card {
  const { item, version } = form;
  const secret = form.isSecret ? " The ballot is secret: until it closes only you and the member see this vote." : "";
  return formCard({
    eyebrow: form.title,
    title: "Enter a vote by phone",
    intro: `It is marked as such, and the member is asked to confirm it. ${UNTIL_CONFIRMED}${secret}`,
    summary: summaryOf(form),
    fields: [
      choiceField(form, {
        ...{ id: "member", label: "Whose vote?", help: "Please choose whose vote it is." },
        choices: form.members.map(({ ref, title }) => ({ value: ref, title })),
      }),
      radioField(form, {
        ...{ id: "choice", label: "What did they say?", help: "Please choose approve, reject or abstain." },
        choices: CHOICES.map((choice) => ({ value: choice, title: CHOICE_TITLES[choice] })),
      }),
      textField(form, {
        ...{ id: "received", label: "When and how did it reach you?", help: "Please say when and how." },
        ...{ most: 300, placeholder: "Rang me on 24 November at 10:15" },
      }),
    ],
    actions: [
      main(submit("Enter the vote", "phone-enter", { item, version: `${version}` })),
      button("Cancel", "manage", { item }),
    ],
  });
}

const UNTIL_CONFIRMED = "Until then it counts only where the partner has no vote of its own.";

/** It was entered, or why it was not. */
export function phoneEnteredCard(item: string, { title, member, refusal }: Entered): Card {
  const buttons = [{ title: "To the item", verb: "board.manage", data: { item } }];
  if (refusal) return doneNotice({ title: "Not entered", sentence: NOT_ENTERED[refusal], buttons });
  return doneNotice({
    title: "Entered",
    sentence: `${title}: ${member} is asked to confirm the vote. ${UNTIL_CONFIRMED}`,
    buttons,
  });
}

const NOT_ENTERED: Readonly<Record<Refusal, string>> = {
  over: "Voting is over, so no vote can be entered any more.",
  reworded: "The item has been changed since. Please ask the member about it as it is now.",
  interest: "The partner has declared an interest, and is out of this vote.",
  "member-voted": "The member has voted since.",
  often: "The member’s vote was changed too often. The last one that was recorded stands.",
};

/** Asks a member whether a vote by phone was theirs; afterwards what they said of it. */
export function phoneConfirmCard(view: HeardVote): Card {
  const data = { item: view.item, vote: view.vote };
  const isAsked = view.standing === "asked";
  const { title, sentences } = view.standing === "asked" ? asking(view) : ANSWERED[view.standing](view);
  return render("board/heard", {
    eyebrow: view.title,
    title,
    sentences: [...(isAsked ? [view.question] : []), ...sentences].map((text) => ({ text })),
    actions: isAsked
      ? [main(button("Confirm", "phone-confirm", data)), button("That is not my vote", "phone-contradict", data)]
      : view.canVote
        ? [button("To the vote", "item", { item: view.item }), button("Back", "list")]
        : [],
    speak: `${view.title}: ${title}`,
  });
}

function asking({ choice, enteredBy = "A coordinator", at, isOver, canVote }: HeardVote) {
  return {
    title: "Is this your vote?",
    sentences: [
      `${enteredBy} entered “${CHOICE_TITLES[choice]}” for you, as you said it by phone (${momentInWords(at)}).`,
      isOver
        ? "Voting is over. If it is not yours, that goes on the record, and the coordinators are told."
        : `${UNTIL_YOU_CONFIRM} If it is not yours, it is void at once${canVote ? ", and you can vote yourself" : ""}.`,
    ],
  };
}

const UNTIL_YOU_CONFIRM = "Until you confirm it, it counts only where your partner has no vote of its own.";

const ANSWERED: Readonly<
  Record<
    Exclude<HeardVote["standing"], "asked">,
    (view: HeardVote) => { readonly title: string; readonly sentences: readonly string[] }
  >
> = {
  confirmed: () => ({ title: "Confirmed", sentences: ["Thank you. The vote is marked as confirmed by you."] }),
  contradicted: ({ canVote }) => ({
    title: "Void",
    sentences: [`It does not count any more.${canVote ? " You can vote yourself until it closes." : ""}`],
  }),
  acknowledged: () => ({
    title: "On the record",
    sentences: ["Thank you. The record says that it was your vote. Voting was over: what was counted stays."],
  }),
  disputed: () => ({
    title: "On the record",
    sentences: ["The record says that it was not your vote. A coordinator will be in touch with you."],
  }),
};
