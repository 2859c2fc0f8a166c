import type { Audit } from "../audit/ports.js";
import type { Files } from "../files/service.js";
import type { Clock } from "../kernel/clock.js";
import { ExpectedError } from "../kernel/errors.js";
import type { PeopleStore } from "../people/ports.js";
import { type PersonId, personKey } from "../people/schema.js";
import { OwnRecord } from "./own-record.js";
import type { Held, PersonalData } from "./ports.js";

const FILE_KIND = "my-data";

export interface MyDataNeeds {
  /** Of every part of the house; the person's own row is added here, as the last. */
  readonly parts: readonly PersonalData[];
  readonly people: PeopleStore;
  readonly daysAfterLeaving: number;
  readonly files: Files;
  readonly audit: Audit;
  readonly clock: Clock;
}

/** People's rights: to see what is held on them, to have it, to have it erased. */
export class MyData {
  readonly #parts: readonly PersonalData[];

  constructor(private readonly needs: MyDataNeeds) {
    // The own row goes last: erasure cut short can then be asked for again.
    this.#parts = [...needs.parts, new OwnRecord(needs.people, needs.daysAfterLeaving)];
    needs.files.register(FILE_KIND, ({ person }) => this.#document(person));
  }

  held(person: PersonId): Promise<Held[]> {
    return Promise.all(this.#parts.map((part) => part.describe(person)));
  }

  /** The token of a link to everything held on the person, as a JSON document. */
  export(person: PersonId): Promise<string> {
    const what = { kind: FILE_KIND, subject: "my-data", fileName: "my-data.json", contentType: "application/json" };
    return this.needs.files.issue({ ...what, person });
  }

  /**
   * Removes or detaches what is held; returns how many records of each kind. Throws ExpectedError("not-permitted") to
   * the last coordinator.
   */
  async erase(person: PersonId): Promise<Readonly<Record<string, number>>> {
    if (await this.#isLastCoordinator(person)) throw lastCoordinator();
    const erased: Record<string, number> = {};
    for (const part of this.#parts) erased[part.kind] = await part.erase(person);
    // That it happened is recorded, not for whom.
    await this.needs.audit.record({ subject: "my-data", event: "my-data.erased", by: "system", details: erased });
    return erased;
  }

  async #document(person: PersonId): Promise<Uint8Array | undefined> {
    const known = await this.needs.people.find(person);
    if (known?.status !== "active") return undefined;
    const document: Record<string, unknown> = { exportedAt: this.needs.clock.now().toISOString() };
    for (const part of this.#parts) document[part.kind] = await part.export(person);
    return Buffer.from(`${JSON.stringify(document, null, 2)}\n`);
  }

  async #isLastCoordinator(person: PersonId): Promise<boolean> {
    let isOne = false;
    for await (const { roles, status, ...id } of this.needs.people.all()) {
      if (status !== "active" || !roles.includes("coordinator")) continue;
      if (personKey(id) !== personKey(person)) return false;
      isOne = true;
    }
    return isOne;
  }
}

function lastCoordinator(): ExpectedError {
  const sentence =
    "You are the only coordinator, and without one nobody could look after the partnership here. " +
    "Have another coordinator added with the next people import, then ask again.";
  return new ExpectedError("not-permitted", sentence);
}
