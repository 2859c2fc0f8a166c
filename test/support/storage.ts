import { randomBytes } from "node:crypto";
import { Storage } from "../../services/storage/storage.js";

/** The run's Azurite. */
export function testConnectionString(): string {
  const { TEST_STORAGE } = process.env;
  if (!TEST_STORAGE) throw new Error("no storage: run the tests with npm test, which starts Azurite");
  return TEST_STORAGE;
}

/** A prefix that no other test has. */
export function ownPrefix(): string {
  return `t${randomBytes(6).toString("hex")}`;
}

/** Tables of this test's own; call `prepare()` once its stores are built. */
export function ownStorage(prefix: string = ownPrefix()): Promise<Storage> {
  return Storage.open({ connectionString: testConnectionString(), prefix });
}
