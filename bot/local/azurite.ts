import { createRequire } from "node:module";
import { Child } from "./child.js";
import type { Ports } from "./ports.js";

/** The emulators' published account and key; they open nothing but this machine's own emulator. */
const ACCOUNT = "devstoreaccount1";
const KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

export function connectionString(ports: Pick<Ports, "tables" | "queues">): string {
  const parts = {
    DefaultEndpointsProtocol: "http",
    AccountName: ACCOUNT,
    AccountKey: KEY,
    TableEndpoint: endpoint(ports.tables),
    QueueEndpoint: endpoint(ports.queues),
  };
  return `${Object.entries(parts)
    .map(([name, value]) => `${name}=${value}`)
    .join(";")};`;
}

/** Azurite's tables and queues, kept in `data`. Its blob service can't be left out; it gets any free port. */
export async function startAzurite(
  ports: Pick<Ports, "tables" | "queues">,
  data: string,
  logs: string,
): Promise<Child> {
  const azurite = Child.start({
    name: "Azurite",
    run: [
      createRequire(import.meta.url).resolve("azurite/dist/src/azurite.js"),
      ...["--location", data, "--silent", "--skipApiVersionCheck", "--disableTelemetry", "--blobPort", "0"],
      ...["--tableHost", "127.0.0.1", "--tablePort", String(ports.tables)],
      ...["--queueHost", "127.0.0.1", "--queuePort", String(ports.queues)],
    ],
    logs,
    file: "azurite",
  });
  await azurite.answersAt(endpoint(ports.tables));
  await azurite.answersAt(endpoint(ports.queues));
  return azurite;
}

function endpoint(port: number): string {
  return `http://127.0.0.1:${port}/${ACCOUNT}`;
}
