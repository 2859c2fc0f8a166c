import assert from "node:assert/strict";
import fc from "fast-check";
import { ChainCheck, chained, ERASURE, START } from "../../services/audit/chain-rules.js";
import type { Head, StoredEntry } from "../../services/audit/schema.js";
import { canonical } from "../../services/kernel/canonical.js";

const SUBJECT = "board:item-1";

interface Chain {
  readonly entries: readonly StoredEntry[];
  readonly head: Head;
}

/** A chain of so many entries, each by somebody, some with words. */
function aChain(length: number, subject = SUBJECT): Chain {
  let head = START;
  const entries = Array.from({ length }, (_, n) => {
    const identity = { person: `t:o${n % 3}`, name: `Ada ${n % 3}`, partner: "vale-county", roles: [] };
    const said = n % 2 === 0 ? { "said.comment": { salt: `s${n}`, value: "I agree – with “care”" } } : {};
    const at = new Date(Date.UTC(2026, 10, 23, 10, n)).toISOString();
    const body = { subject, id: `id${n}`, at, event: "board.voted", by: "person", details: { n } } as const;
    const entry = chained(head, body, { who: { salt: `salt${n}`, value: identity }, ...said });
    head = { count: n + 1, hash: entry.hash };
    return entry;
  });
  return { entries, head };
}

function firstBreak({ entries, head }: Chain): number | undefined {
  const check = new ChainCheck(SUBJECT);
  for (const entry of entries) {
    const broken = check.next(entry);
    if (broken) return broken.seq;
  }
  return check.end(head)?.seq;
}

/** Another byte in the place of one of the text's. */
function withAnotherByte(text: string, at: number, by: number): string {
  const bytes = Buffer.from(text);
  const place = at % bytes.length;
  bytes[place] = ((bytes[place] ?? 0) + 1 + (by % 255)) % 256;
  return bytes.toString("latin1") === Buffer.from(text).toString("latin1") ? `${text}x` : bytes.toString();
}

const chains = fc.integer({ min: 1, max: 8 }).map((length) => aChain(length));

describe("a chain of the record", () => {
  it("fits as it was written", () => {
    fc.assert(fc.property(chains, (chain) => assert.equal(firstBreak(chain), undefined)));
  });

  it("tells of any single byte that was changed, in whatever entry, and of which", () => {
    fc.assert(
      fc.property(chains, fc.nat(), fc.nat(), fc.nat(254), (chain, which, at, by) => {
        const seq = which % chain.entries.length;
        const line = JSON.stringify(chain.entries[seq]);
        const changed = withAnotherByte(line, at, by);
        const entries: (StoredEntry | undefined)[] = [...chain.entries];
        entries[seq] = parsed(changed);
        // A space between members changes no entry: an export may have it, storage has none.
        if (canonical(entries[seq] ?? null) === canonical(chain.entries[seq])) return;
        assert.equal(firstBreak({ ...chain, entries: entries as StoredEntry[] }), seq + 1, changed);
      }),
      { numRuns: 2000 },
    );
  });

  it("tells of an entry that was dropped, from the middle or the end", () => {
    fc.assert(
      fc.property(chains, fc.nat(), (chain, which) => {
        const seq = which % chain.entries.length;
        const entries = chain.entries.filter((_, n) => n !== seq);
        assert.equal(firstBreak({ ...chain, entries }), seq + 1);
      }),
    );
  });

  it("tells of an entry that was added, twice there, or of another chain", () => {
    fc.assert(
      fc.property(chains, fc.nat(), fc.boolean(), (chain, which, own) => {
        const seq = which % (chain.entries.length + 1);
        const [foreign] = aChain(1, "board:item-2").entries;
        const stranger = own ? chain.entries[which % chain.entries.length] : foreign;
        const entries = [...chain.entries.slice(0, seq), stranger as StoredEntry, ...chain.entries.slice(seq)];
        assert.ok(firstBreak({ ...chain, entries }) !== undefined);
      }),
    );
  });

  it("tells of entries that changed places", () => {
    fc.assert(
      fc.property(chains, fc.nat(), fc.nat(), (chain, one, other) => {
        const [a, b] = [one % chain.entries.length, other % chain.entries.length];
        const entries = [...chain.entries];
        [entries[a], entries[b]] = [entries[b] as StoredEntry, entries[a] as StoredEntry];
        assert.equal(firstBreak({ ...chain, entries }), a === b ? undefined : Math.min(a, b) + 1);
      }),
    );
  });

  it("tells of somebody else, or other words, put in the place of what was sealed", () => {
    const { entries, head } = aChain(3);
    const forged = entries.map((entry, n) =>
      n === 1 ? { ...entry, sealed: { ...entry.sealed, who: entries[0]?.sealed.who ?? "erased" } } : entry,
    );
    assert.equal(firstBreak({ entries: forged, head }), 2);
  });

  it("takes an erasure that is recorded for what it is, and one that isn't for a break", () => {
    const { entries, head } = aChain(3);
    const erased = entries.map((entry, n) =>
      n === 1 ? { ...entry, sealed: { ...entry.sealed, who: "erased" as const } } : entry,
    );
    assert.equal(firstBreak({ entries: erased, head }), 2);
    const body = { subject: SUBJECT, id: "e", at: "2026-11-24T10:00:00.000Z", event: ERASURE, by: "system" } as const;
    const announced = chained(head, { ...body, details: { parts: "2:who" } }, {});
    const longer = { entries: [...erased, announced], head: { count: 4, hash: announced.hash } };
    assert.equal(firstBreak(longer), undefined);
  });
});

function parsed(line: string): StoredEntry | undefined {
  try {
    return JSON.parse(line) as StoredEntry;
  } catch {
    return undefined;
  }
}
