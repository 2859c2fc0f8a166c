import assert from "node:assert/strict";
import { AddressTable } from "../../services/storage/addresses.js";
import { ownStorage } from "../support/storage.js";
import { anAddress, personId, TENANT } from "./support.js";

describe("an address", () => {
  it("that has not changed is not written again, so that its time of writing tells nothing", async () => {
    const storage = await ownStorage();
    const addresses = new AddressTable(storage);
    await storage.prepare();
    const version = async () => (await storage.table("addresses").find(TENANT, personId(1).objectId))?.version;
    await addresses.save(anAddress(personId(1)));
    const first = await version();
    await addresses.save(anAddress(personId(1)));
    assert.equal(await version(), first);
    await addresses.save(anAddress(personId(1), { conversationId: "another" }));
    assert.notEqual(await version(), first);
  });
});
