import { Azurite } from "./azurite.js";

let azurite: Azurite | undefined;

/** One Azurite for the whole run; tests keep apart by table prefixes (see storage.ts). */
export async function mochaGlobalSetup(): Promise<void> {
  azurite = await Azurite.start();
  process.env.TEST_STORAGE = azurite.connectionString;
}

export function mochaGlobalTeardown(): void {
  azurite?.stop();
}
