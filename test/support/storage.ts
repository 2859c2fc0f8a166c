import { randomBytes } from "node:crypto";
import { Storage } from "../../services/storage/storage.js";

/** The run's Azurite. */
export function testConnectionString(): string {
  const { TEST_STORAGE } = process.env;
  if (!TEST_STORAGE) throw new Error("no storage: run the tests with npm test, which starts Azurite");
  return TEST_STORAGE;
}

/** A prefix that no other test has, of letters alone, as the bot's configuration wants it. */
export function ownPrefix(): string {
  return `t${[...randomBytes(12)].map((byte) => String.fromCharCode(97 + (byte % 26))).join("")}`;
}

/** Tables of this test's own; call `prepare()` once its stores are built. */
export function ownStorage(prefix: string = ownPrefix()): Promise<Storage> {
  return Storage.open({ connectionString: testConnectionString(), prefix });
}
