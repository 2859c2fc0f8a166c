import { personIdOf } from "../../people/schema.js";
import type { BoardContext } from "../context.js";
import { wordingOf } from "../item-rules.js";
import { ballotOf, silent } from "../tally-rules.js";
import { campaigns } from "./campaigns.js";
import { peopleOn } from "./roll-rules.js";

/** Reminds members and deputies of partners that have not voted. */
export class Reminding {
  constructor(private readonly context: BoardContext) {}

  /** The reminder so many days before the deadline, whose moment has come. */
  async remind(id: string, days: number, now: Date): Promise<void> {
    const item = await this.context.items.find(id);
    if (item?.status !== "open" || now >= new Date(item.deadline)) return;
    const people = peopleOn(silent(ballotOf(item)));
    if (people.length === 0) return;
    const { deliveries } = this.context;
    const campaign = campaigns.reminder(item, days);
    await deliveries.plan(
      {
        ...{ id: campaign, title: `Board: ${wordingOf(item).title}: reminder`, manner: "reminds" },
        ...{ message: { kind: "board.reminder", subject: id }, usefulUntil: new Date(item.deadline) },
        // Who is reminded has not voted.
        ...(item.terms.secretUntilClose && { discreet: true }),
      },
      people.map(personIdOf),
    );
    await deliveries.start(campaign);
  }
}
