import type { Message } from "../delivery/schema.js";
import type { Role } from "../people/schema.js";
import type { Timer } from "../schedule/schema.js";
import { type FeesContext, peopleOf } from "./context.js";
import { remindersOf } from "./reminder-rules.js";
import { isOutstanding, stateOf } from "./state-rules.js";
import { campaigns, messages } from "./timetable.js";

/** Asks again, of partners alone whose answer is outstanding. */
export class Reminding {
  constructor(private readonly context: FeesContext) {}

  /** Once each, however often it is called: what is sent has an id of its own. */
  async remind({ subject }: Timer): Promise<undefined> {
    const [year = "", days = ""] = subject.split("|");
    const round = await this.context.rounds.find(year);
    const reminder = round && remindersOf(round.dueOn, "00:00").find((one) => one.days === Number(days));
    if (!reminder) return;
    const outstanding = round.partners.filter(({ partner }) => isOutstanding(stateOf(round.entries, partner)));
    const partners = outstanding.map(({ partner }) => partner);
    const { usefulUntil } = reminder;
    await this.#write(campaigns.remind(year, reminder.days), {
      ...{ title: `Membership fees ${year}: reminder`, message: messages.ask(year) },
      ...{ role: "fee-contact", partners, usefulUntil },
    });
    if (!reminder.board) return;
    await this.#write(campaigns.board(year, reminder.days), {
      ...{ title: `Membership fees ${year}: reminder to the board`, message: messages.board(year) },
      ...{ role: "board-member", partners, usefulUntil },
    });
  }

  async #write(
    id: string,
    letter: {
      readonly title: string;
      readonly message: Message;
      readonly role: Role;
      readonly partners: readonly string[];
      readonly usefulUntil: Date;
    },
  ): Promise<void> {
    const { title, message, role, partners, usefulUntil } = letter;
    const to = await peopleOf(this.context, role, partners);
    if (to.length === 0) return;
    await this.context.deliveries.plan({ id, title, message, manner: "reminds", usefulUntil }, to);
    await this.context.deliveries.start(id);
  }
}
