import { setTimeout as pause } from "node:timers/promises";
import { odata, type TableClient, type TransactionAction } from "@azure/data-tables";
import { ImpossibleError } from "../kernel/errors.js";
import { decodeKey, encodeKey } from "./keys.js";
import { checkLimits, type Values } from "./limits.js";

/** One stored row: its keys decoded, its version (ETag), when it was last written (service time), its properties. */
export interface Row {
  readonly partition: string;
  readonly key: string;
  readonly version: string;
  readonly writtenAt: Date;
  readonly values: Values;
}

/** One step of a transaction. `replace` fails the whole transaction when the row's version has moved on. */
export type Operation =
  | { readonly do: "insert"; readonly key: string; readonly values: Values }
  | { readonly do: "put"; readonly key: string; readonly values: Values }
  | { readonly do: "replace"; readonly key: string; readonly values: Values; readonly version: string }
  | { readonly do: "remove"; readonly key: string };

export interface PageQuery {
  readonly partition?: string;
  /** Keys from here on, this one included. */
  readonly fromKey?: string;
  /** Keys below this one. */
  readonly belowKey?: string;
  /** Keys up to here, this one included. */
  readonly throughKey?: string;
  /** Only rows whose property has one of these values. */
  readonly where?: { readonly property: string; readonly oneOf: readonly string[] };
  /** Only these properties. */
  readonly select?: readonly string[];
  /** Rows in a page; a thousand unless given. */
  readonly pageSize?: number;
}

/** Azure's limit of operations in one transaction. */
export const TRANSACTION_SIZE = 100;

/** One table, with keys encoded and Azure's limits checked, in the few verbs that the stores need. */
export class Table {
  constructor(private readonly client: TableClient) {}

  /** Creates the table if it is missing. A table that is just being deleted is waited for, half a minute at most. */
  async prepare(): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      try {
        await this.client.createTable();
        return;
      } catch (error) {
        if (codeOf(error) === "TableAlreadyExists") return;
        if (codeOf(error) !== "TableBeingDeleted" || tries === 30) throw error;
        await pause(1000);
      }
    }
  }

  async find(partition: string, key: string): Promise<Row | undefined> {
    try {
      return rowOf(await this.client.getEntity(encodeKey(partition), encodeKey(key)));
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  }

  /** False when the row is there already. */
  async insert(partition: string, key: string, values: Values): Promise<boolean> {
    try {
      await this.client.createEntity(entity(partition, key, values));
      return true;
    } catch (error) {
      if (statusOf(error) === 409) return false;
      throw error;
    }
  }

  /** Inserts or replaces. */
  async put(partition: string, key: string, values: Values): Promise<void> {
    await this.client.upsertEntity(entity(partition, key, values), "Replace");
  }

  /** False when somebody was faster or the row is gone. */
  async replace(partition: string, key: string, values: Values, version: string): Promise<boolean> {
    return (await this.replaceReturning(partition, key, values, version)) !== undefined;
  }

  /** {@link replace}, giving the new version, or undefined. */
  async replaceReturning(partition: string, key: string, values: Values, version: string): Promise<string | undefined> {
    try {
      const { etag } = await this.client.updateEntity(entity(partition, key, values), "Replace", { etag: version });
      return etag ?? "";
    } catch (error) {
      if (isConflict(error)) return undefined;
      throw error;
    }
  }

  /** False when it was not there; with a version, also when it has moved on. */
  async remove(partition: string, key: string, version?: string): Promise<boolean> {
    try {
      await this.client.deleteEntity(
        encodeKey(partition),
        encodeKey(key),
        version === undefined ? {} : { etag: version },
      );
      return true;
    } catch (error) {
      if (statusOf(error) === 404 || isConflict(error)) return false;
      throw error;
    }
  }

  /** Pages of at most 1,000 rows in key order, perhaps empty ones among them. */
  async *pages(query: PageQuery = {}): AsyncGenerator<Row[]> {
    const filter = filterOf(query);
    const select = query.select && ["partitionKey", "rowKey", "timestamp", ...query.select];
    const pages = this.client
      .listEntities({ queryOptions: { ...(filter ? { filter } : {}), ...(select ? { select } : {}) } })
      .byPage({ maxPageSize: query.pageSize ?? 1000 });
    for await (const page of pages) yield page.map(rowOf);
  }

  /** {@link pages}, row by row. */
  async *rows(query: PageQuery = {}): AsyncGenerator<Row> {
    for await (const page of this.pages(query)) yield* page;
  }

  /**
   * All or nothing, at most 100 operations in one partition. False when a replaced row's version has moved on, an
   * inserted row is there already, or a removed one is not.
   */
  async write(partition: string, operations: readonly Operation[]): Promise<boolean> {
    return (await this.writeReturning(partition, operations)) !== undefined;
  }

  /** {@link write}, giving the new versions in the order of the operations, or undefined. */
  async writeReturning(partition: string, operations: readonly Operation[]): Promise<string[] | undefined> {
    if (operations.length > TRANSACTION_SIZE) throw new ImpossibleError("too many operations for one transaction");
    try {
      const { subResponses } = await this.client.submitTransaction(operations.map((one) => actionOf(partition, one)));
      return subResponses.map((response) => response.etag ?? "");
    } catch (error) {
      if (isConflict(error)) return undefined;
      throw error;
    }
  }

  /** Inserts or replaces any number of rows, in transactions per partition. Not atomic as a whole. */
  async putMany(
    rows: readonly { readonly partition: string; readonly key: string; readonly values: Values }[],
    onProgress?: (written: number) => void,
  ): Promise<void> {
    const byPartition = new Map<string, Operation[]>();
    for (const { partition, key, values } of rows) {
      const operations = byPartition.get(partition) ?? [];
      if (operations.length === 0) byPartition.set(partition, operations);
      operations.push({ do: "put", key, values });
    }
    let written = 0;
    for (const [partition, operations] of byPartition) {
      for (const part of parts(operations)) {
        await this.write(partition, part);
        written += part.length;
        onProgress?.(written);
      }
    }
  }

  /** Removes all rows of a partition; returns how many. */
  removePartition(partition: string): Promise<number> {
    return this.removeRows({ partition });
  }

  /** Removes the rows of a partition in a range of keys; returns how many. */
  async removeRows(query: Omit<PageQuery, "select"> & { readonly partition: string }): Promise<number> {
    let removed = 0;
    for await (const page of this.pages({ ...query, select: [] })) {
      for (const part of parts(page)) removed += await this.#removeAll(query.partition, part);
    }
    return removed;
  }

  async #removeAll(partition: string, rows: readonly Row[]): Promise<number> {
    const together = await this.write(
      partition,
      rows.map(({ key }) => ({ do: "remove", key })),
    );
    if (together) return rows.length;
    // One was gone already, and so none of the transaction was done.
    let removed = 0;
    for (const { key } of rows) if (await this.remove(partition, key)) removed += 1;
    return removed;
  }
}

function* parts<T>(all: readonly T[]): Generator<T[]> {
  for (let start = 0; start < all.length; start += TRANSACTION_SIZE) yield all.slice(start, start + TRANSACTION_SIZE);
}

function entity(partition: string, key: string, values: Values) {
  checkLimits(values);
  return { ...values, partitionKey: encodeKey(partition), rowKey: encodeKey(key) };
}

function actionOf(partition: string, operation: Operation): TransactionAction {
  switch (operation.do) {
    case "insert":
      return ["create", entity(partition, operation.key, operation.values)];
    case "put":
      return ["upsert", entity(partition, operation.key, operation.values), "Replace"];
    case "replace":
      return ["update", entity(partition, operation.key, operation.values), "Replace", { etag: operation.version }];
    case "remove":
      return ["delete", { partitionKey: encodeKey(partition), rowKey: encodeKey(operation.key) }];
  }
}

function filterOf({ partition, fromKey, belowKey, throughKey, where }: PageQuery): string {
  const conditions: string[] = [];
  if (partition !== undefined) conditions.push(odata`PartitionKey eq ${encodeKey(partition)}`);
  if (fromKey !== undefined) conditions.push(odata`RowKey ge ${encodeKey(fromKey)}`);
  if (belowKey !== undefined) conditions.push(odata`RowKey lt ${encodeKey(belowKey)}`);
  if (throughKey !== undefined) conditions.push(odata`RowKey le ${encodeKey(throughKey)}`);
  if (where) conditions.push(`(${where.oneOf.map((value) => equals(where.property, value)).join(" or ")})`);
  return conditions.join(" and ");
}

/** Not by the SDK's `odata`, which would quote the property's name too. */
function equals(property: string, value: string): string {
  return `${property} eq '${value.replaceAll("'", "''")}'`;
}

function rowOf(found: Record<string, unknown>): Row {
  const { partitionKey, rowKey, etag, timestamp, "odata.metadata": _, ...values } = found;
  return {
    partition: decodeKey(String(partitionKey)),
    key: decodeKey(String(rowKey)),
    version: String(etag ?? ""),
    writtenAt: new Date(String(timestamp)),
    values: values as Values,
  };
}

function statusOf(error: unknown): number | undefined {
  return (error as { statusCode?: number }).statusCode;
}

function codeOf(error: unknown): string | undefined {
  const { code, details } = error as { code?: string; details?: { odataError?: { code?: string } } };
  return details?.odataError?.code ?? code;
}

function isConflict(error: unknown): boolean {
  return [404, 409, 412].includes(statusOf(error) ?? 0) && codeOf(error) !== "TableNotFound";
}
