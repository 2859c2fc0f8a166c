import assert from "node:assert/strict";
import { recordActs } from "../../services/audit/outbox.js";
import { AuditTrail } from "../../services/audit/service.js";
import { systemRandomness } from "../../services/kernel/random.js";
import { personKey } from "../../services/people/schema.js";
import { AuditTable } from "../../services/storage/audit.js";
import { people } from "../delivery/support.js";
import { ownStorage } from "../support/storage.js";
import { HandTime } from "../support/time.js";

describe("Acts that wait to be recorded together", () => {
  it("come onto the record in their order, though some people take longer to find, and each once", async () => {
    const storage = await ownStorage();
    const time = new HandTime();
    let left = 60;
    const find = async () => {
      // The first is found last.
      await new Promise((resolve) => setTimeout(resolve, left--));
      return undefined;
    };
    const store = new AuditTable(storage);
    const audit = new AuditTrail({ store, people: { find }, clock: time, random: systemRandomness });
    await storage.prepare();
    const at = time.now().toISOString();
    const acts = people(60).map((person, n) => ({
      ...{ id: `act-${n}`, at, event: "board.voted", by: personKey(person), details: { n } },
    }));
    const places = await recordActs(audit, "board:one", acts);
    assert.deepEqual(
      acts.map(({ id }) => places.get(id)?.seq),
      acts.map((_, n) => n + 1),
    );
    assert.deepEqual(await recordActs(audit, "board:one", acts), places);
  });
});
