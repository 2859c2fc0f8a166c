import { createServer } from "node:net";
import { ExpectedError } from "../../services/kernel/errors.js";
import { USUAL_PORTS } from "../emulator.js";

/** Where each part of the local house listens, on loopback. */
export interface Ports {
  readonly bot: number;
  readonly client: number;
  readonly colleagues: number;
  readonly tables: number;
  readonly queues: number;
}

/** The environment variable that moves each part, and where it is without. */
const PLACES: Readonly<Record<keyof Ports, { variable: string; usual: number; what: string }>> = {
  bot: { variable: "PORT", usual: 3978, what: "the bot" },
  client: { variable: "LOCAL_CLIENT_PORT", usual: 56150, what: "the local Teams client" },
  colleagues: { variable: "LOCAL_COLLEAGUES_PORT", usual: 56151, what: "the simulated colleagues" },
  tables: { variable: "LOCAL_TABLES_PORT", usual: USUAL_PORTS.tables, what: "Azurite's tables" },
  queues: { variable: "LOCAL_QUEUES_PORT", usual: USUAL_PORTS.queues, what: "Azurite's queues" },
};
const PARTS = Object.keys(PLACES) as (keyof Ports)[];

/** Throws `ExpectedError("invalid")` naming every variable that is no port. */
export function readPorts(env: Readonly<Record<string, string | undefined>>): Ports {
  const wrong: string[] = [];
  const ports = PARTS.map((part): [string, number] => {
    const { variable, usual } = PLACES[part];
    const text = env[variable]?.trim();
    const port = text ? Number(text) : usual;
    if (!Number.isInteger(port) || port < 1 || port > 65535)
      wrong.push(`${variable} must be a port number, 1 to 65535`);
    return [part, port];
  });
  if (wrong.length > 0) throw new ExpectedError("invalid", wrong.join("\n"));
  return Object.fromEntries(ports) as unknown as Ports;
}

/** Throws `ExpectedError("busy")` when another program listens where one of ours would. */
export async function assertFree(ports: Ports): Promise<void> {
  const free = await Promise.all(PARTS.map(async (part) => ({ part, free: await isFree(ports[part]) })));
  const taken = free.filter((one) => !one.free).map(({ part }) => part);
  if (taken.length > 0) throw new ExpectedError("busy", takenInWords(taken, ports));
}

/** What to say when ports are taken: which, by whom they are wanted, and what to do. */
export function takenInWords(taken: readonly (keyof Ports)[], ports: Ports): string {
  const lines = taken.map((part) => {
    const { what, variable } = PLACES[part];
    return `  port ${ports[part]}, needed for ${what}: close what listens there, or set ${variable} to a free port`;
  });
  const command = taken.map((part) => `${PLACES[part].variable}=${(ports[part] + 1000) % 65536}`).join(" ");
  return [
    "Another program uses:",
    ...lines,
    `If the local house runs in another terminal, stop it there with Ctrl-C. For other ports: ${command} npm start`,
  ].join("\n");
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
