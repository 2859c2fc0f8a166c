import type { InterestForm } from "../../services/board/voting/views.js";
import type { Card } from "../card.js";
import { summaryOf, textField } from "../form/fields.js";
import { formCard } from "../form/form.js";
import { button, submit } from "./buttons.js";

/** Why a partner is to be out of a vote. */
export function interestCard(form: InterestForm): Card {
  const { item, title, partner } = form;
  return formCard({
    eyebrow: title,
    title: "Declare an interest",
    intro: `${partner} is then out of this vote, and a vote that it has given does not count. The reason goes on the record. You can take it back until voting is over.`,
    summary: summaryOf(form),
    fields: [
      textField(form, {
        ...{ id: "reason", label: "What is the interest?", most: 500, multiline: true },
        help: "Please say in a few words what the interest is.",
      }),
    ],
    actions: [submit("Declare an interest", "declare", { item }), button("Cancel", "item", { item })],
  });
}
