import { createRequire } from "node:module";
import { endpoint } from "../emulator.js";
import { Child } from "./child.js";
import type { Ports } from "./ports.js";

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
