import { sha256 } from "../../kernel/hash.js";

export interface Member {
  /** A person key. */
  readonly key: string;
  /** A partner's id. */
  readonly agency: string;
}

/** Where the reviewers of one report sit. */
export class Seats {
  readonly taken: Member[] = [];
  /** At most so many of one agency, so that there are two wherever there can be. */
  private readonly fromOneAgency: number;

  constructor(
    readonly no: number,
    /** Who may review it. */
    readonly eligible: readonly Member[],
    readonly wanted: number,
  ) {
    const several = agenciesOf(eligible) > 1;
    this.fromOneAgency = several ? Math.max(1, wanted - 1) : wanted;
  }

  of(agency: string): Member[] {
    return this.taken.filter((member) => member.agency === agency);
  }

  /** One more of the agency could sit here, somebody of another one leaving. */
  hasRoomFor(agency: string): boolean {
    return this.of(agency).length < this.fromOneAgency;
  }

  /** Takes, one after the other, who has the lowest load, until all seats are taken; chance decides between equals. */
  fill(loads: ReadonlyMap<string, number>, seed: string): void {
    const order = this.eligible
      .map((member) => ({
        member,
        load: loads.get(member.key) ?? 0,
        tie: sha256(`${seed}\n${this.no}\n${member.key}`),
      }))
      .sort((one, other) => one.load - other.load || (one.tie < other.tie ? -1 : 1));
    for (const { member } of order) {
      if (this.taken.length >= this.wanted) return;
      if (!this.taken.includes(member) && this.hasRoomFor(member.agency)) this.taken.push(member);
    }
  }
}

export function agenciesOf(members: readonly Member[]): number {
  return new Set(members.map(({ agency }) => agency)).size;
}
