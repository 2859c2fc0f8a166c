import type { PersonId } from "../people/schema.js";
import type { Row, Table } from "./table.js";

/** What is stored of these people, from tables whose partitions are tenants and whose keys are object ids. */
export async function rowsOfPeople(table: Table, people: readonly PersonId[]): Promise<Row[]> {
  const tenants = byTenant(people);
  const found = await Promise.all(
    [...tenants].map(([tenantId, some]) =>
      rowsAmong(
        table,
        tenantId,
        some.map(({ objectId }) => objectId),
      ),
    ),
  );
  return found.flat();
}

/** Fewer keys than this are looked up one by one, more by reading the stretch of the partition that they lie in. */
const FEW = 12;

/**
 * The rows of one partition that have these keys. Asked for in stretches, in order of key, a whole audience costs no
 * more than one pass through the partition.
 */
export async function rowsAmong(table: Table, partition: string, keys: readonly string[]): Promise<Row[]> {
  if (keys.length < FEW) {
    const rows = await Promise.all(keys.map((key) => table.find(partition, key)));
    return rows.filter((row) => row !== undefined);
  }
  const wanted = new Set(keys);
  const [first = "", ...others] = [...wanted].sort();
  const found: Row[] = [];
  const stretch = { partition, fromKey: first, throughKey: others.at(-1) ?? first };
  for await (const page of table.pages(stretch)) found.push(...page.filter(({ key }) => wanted.has(key)));
  return found;
}

function byTenant(people: readonly PersonId[]): Map<string, PersonId[]> {
  const tenants = new Map<string, PersonId[]>();
  for (const person of people) {
    const some = tenants.get(person.tenantId) ?? [];
    tenants.set(person.tenantId, some);
    some.push(person);
  }
  return tenants;
}
