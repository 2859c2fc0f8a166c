import { TableClient } from "@azure/data-tables";
import type { QueueClient } from "@azure/storage-queue";
import { Table } from "./table.js";

export interface StorageOptions {
  /** A storage account's connection string. */
  readonly connectionString?: string | undefined;
  /** Or the account's name, entered with the process's managed identity. */
  readonly account?: string | undefined;
  /** Put before each table's name: letters and digits, or empty. */
  readonly prefix: string;
}

interface Clients {
  table(name: string): TableClient;
  queue(name: string): Promise<QueueClient>;
}

/** The one storage account that everything lasting is in. */
export class Storage {
  readonly #tables = new Map<string, Table>();

  private constructor(private readonly clients: Clients) {}

  static async open({ connectionString, account, prefix }: StorageOptions): Promise<Storage> {
    if (connectionString) {
      const options = { allowInsecureConnection: isLoopback(connectionString) };
      return new Storage({
        table: (name) => TableClient.fromConnectionString(connectionString, prefix + name, options),
        queue: async (name) => new (await queues())(connectionString, prefix + name),
      });
    }
    // Loaded only here: with a connection string nothing of it is needed, and it slows the start.
    const { DefaultAzureCredential } = await import("@azure/identity");
    const credential = new DefaultAzureCredential();
    return new Storage({
      table: (name) => new TableClient(`https://${account}.table.core.windows.net`, prefix + name, credential),
      queue: async (name) => {
        const Client = await queues();
        return new Client(`https://${account}.queue.core.windows.net/${prefix}${name}`, credential);
      },
    });
  }

  /** The queue of that name (lower-case letters), created if it is missing. */
  async queue(name: string): Promise<QueueClient> {
    const queue = await this.clients.queue(name);
    await queue.createIfNotExists();
    return queue;
  }

  /** The table of that name (lower-case letters). The same object at each call. */
  table(name: string): Table {
    const known = this.#tables.get(name);
    if (known) return known;
    const table = new Table(this.clients.table(name));
    this.#tables.set(name, table);
    return table;
  }

  /** Creates the tables asked for so far. */
  async prepare(): Promise<void> {
    await Promise.all([...this.#tables.values()].map((table) => table.prepare()));
  }

  /** Whether storage answers; never throws. */
  async answers(): Promise<boolean> {
    const [table] = this.#tables.values();
    if (!table) return false;
    return table.find("probe", "probe").then(
      () => true,
      () => false,
    );
  }
}

/** Loaded when the first queue is opened, which is after the process listens: a tenth of a second. */
async function queues() {
  return (await import("@azure/storage-queue")).QueueClient;
}

function isLoopback(connectionString: string): boolean {
  return /TableEndpoint=http:\/\/(127\.0\.0\.1|localhost)[:/]|UseDevelopmentStorage=true/.test(connectionString);
}
