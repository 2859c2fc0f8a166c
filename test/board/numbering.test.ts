import assert from "node:assert/strict";
import { inspect } from "../../services/audit/inspection.js";
import { Board } from "../../services/board/service.js";
import { systemRandomness } from "../../services/kernel/random.js";
import { AuditTable } from "../../services/storage/audit.js";
import { TableItems } from "../../services/storage/board/items.js";
import { auditIn } from "../support/audit.js";
import { anItem, aVote, BoardHouse } from "../support/board-house.js";
import { ownStorage } from "../support/storage.js";

const IDS = Array.from({ length: 8 }, (_, n) => `item-${n}`);

describe("numbers of decisions", () => {
  it("have no gap and none twice, where two processes close many items at once, each of them twice", async () => {
    const house = new BoardHouse();
    const storage = await ownStorage();
    const items = () => new TableItems(storage.table("board"), systemRandomness);
    const files = { ...house.context.files, register: () => undefined };
    const process = () => new Board({ ...house.context, files, items: items(), audit: auditIn(storage, house.clock) });
    const [one, other, kept] = [process(), process(), items()];
    await storage.prepare();
    const votes = ["one", "two", "three"].map((partner) => aVote(partner, "approve"));
    for (const id of IDS) await kept.add(anItem({ id, votes }));
    house.clock.turnTo("2026-12-04T17:00:00.000Z");

    await Promise.all(IDS.flatMap((id) => [one, other].map((board) => board.items.closing.closeWhenDue(id))));
    const numbers = (await kept.all()).map(({ closed }) => closed?.number);
    assert.deepEqual(
      numbers.toSorted(),
      IDS.map((_, n) => `2026-27/${n + 1}`),
    );
    const register = await inspect(new AuditTable(storage), "board-register:2026-27");
    assert.deepEqual([register.broken, register.entries], [undefined, IDS.length]);
    const chain = await inspect(new AuditTable(storage), "board:item-0");
    assert.deepEqual([chain.broken, chain.entries], [undefined, 1]);
  });
});
