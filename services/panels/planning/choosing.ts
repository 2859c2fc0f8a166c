import { severalOf } from "../../kernel/typed.js";
import { partnerName } from "../../partnership/names.js";
import { type Person, personKey } from "../../people/schema.js";
import { type PanelsContext, roundOf } from "../context.js";
import { changeRound } from "../recording.js";
import type { Round } from "../schema.js";
import type { Drawing } from "./drawing.js";
import type { Giving } from "./giving.js";
import { couldBeMembers, refOf } from "./panel.js";
import { closedAlready } from "./starting.js";
import type { FormState, MembersForm } from "./views.js";

/** Who is on the panel. */
export class Choosing {
  constructor(
    private readonly context: PanelsContext,
    private readonly drawing: Drawing,
    private readonly giving: Giving,
  ) {}

  async form(id: string): Promise<MembersForm> {
    const round = await roundOf(this.context, id);
    const chosen = round.members.map(refOf).join(",");
    return this.#form(round, await couldBeMembers(this.context), { values: { members: chosen }, errors: {} });
  }

  /**
   * Before the round is sent, reports are given out anew; after it, others get what those who are left out have not handed
   * in. Gives the form back where somebody on it is no longer there.
   */
  async save(id: string, typed: unknown, by: Person): Promise<MembersForm | undefined> {
    const people = await couldBeMembers(this.context);
    const chosen = new Set(severalOf(typed, "members"));
    const members = people.map(personKey).filter((key) => chosen.delete(refOf(key)));
    if (chosen.size > 0 || members.length === 0) {
      const told = members.length === 0 ? "Choose at least one person." : "Somebody is no longer there: look again.";
      const values = { members: members.map(refOf).join(",") };
      return this.#form(await roundOf(this.context, id), people, { values, errors: { members: told } });
    }
    await this.#keep(id, members, by);
    return undefined;
  }

  async #keep(id: string, members: readonly string[], by: Person): Promise<void> {
    if ((await roundOf(this.context, id)).status === "open") await this.giving.seeTo(id);
    const tell = () => ({ event: "panels.members", details: { members: members.length } });
    const round = await changeRound(this.context, id, { by, tell }, (one) => {
      if (one.status === "closed") throw closedAlready();
      const next = { ...one, members: [...members] };
      return { next, result: next };
    });
    if (round.status === "drawn") await this.drawing.giveOut(round);
    if (round.status === "open") await this.giving.handOver(round);
  }

  #form(round: Round, people: readonly Person[], state: FormState): MembersForm {
    const { partnership } = this.context;
    return {
      ...{ round: round.id, title: round.title, status: round.status, ...state },
      people: people.map((one) => ({
        value: refOf(personKey(one)),
        title: `${one.name}, ${partnerName(partnership, one.partner)}`,
      })),
    };
  }
}
