import assert from "node:assert/strict";
import fc from "fast-check";
import type { AuditTrail } from "../../services/audit/service.js";
import { Files, LINK_MINUTES } from "../../services/files/service.js";
import { signToken } from "../../services/files/token.js";
import { personKey } from "../../services/people/schema.js";
import { SigningKeyTable } from "../../services/storage/signing-keys.js";
import type { Storage } from "../../services/storage/storage.js";
import { personId } from "../delivery/support.js";
import { auditIn } from "../support/audit.js";
import { ownStorage } from "../support/storage.js";
import { HandTime } from "../support/time.js";

const MINUTE = 60_000;
const request = {
  kind: "results",
  subject: "wave-1",
  person: personId(1),
  fileName: "results.csv",
  contentType: "text/csv",
};

describe("a link to a file", () => {
  let storage: Storage;
  let time: HandTime;
  let audit: AuditTrail;
  let files: Files;
  let allowed: boolean;
  beforeEach(async () => {
    storage = await ownStorage();
    time = new HandTime();
    audit = auditIn(storage, time);
    files = aProcess();
    await storage.prepare();
    allowed = true;
    register(files);
  });

  function aProcess(): Files {
    return new Files(new SigningKeyTable(storage), audit, time);
  }

  function register(at: Files): void {
    at.register("results", async ({ subject }) => (allowed ? Buffer.from(`of ${subject}`) : undefined));
  }

  async function handOuts(): Promise<string[]> {
    const found: string[] = [];
    for await (const { by } of audit.entries("file:wave-1")) found.push(by);
    return found;
  }

  it("works until the instant that was asked for, and no longer", async () => {
    const token = await files.issue(request, new Date(time.now().getTime() + 24 * 60 * MINUTE));
    time.forward(24 * 60 * MINUTE - 1);
    assert.ok(await files.open(token));
    time.forward(1);
    assert.equal(await files.open(token), undefined);
  });

  it("keeps to itself who got it, where that would tell too much", async () => {
    assert.ok(await files.open(await files.issue({ ...request, unnamed: true })));
    assert.deepEqual(await handOuts(), ["system"]);
  });

  it("hands out what is made at that moment, and records to whom", async () => {
    const file = await files.open(await files.issue(request));
    assert.equal(String(file?.content), "of wave-1");
    assert.equal(file?.name, "results.csv");
    assert.equal(file?.contentType, "text/csv");
    assert.deepEqual(await handOuts(), [personKey(personId(1))]);
  });

  it("works in another process too, which has the same key", async () => {
    const other = aProcess();
    register(other);
    const [here, there] = await Promise.all([files.issue(request), other.issue(request)]);
    assert.ok(await other.open(here));
    assert.ok(await files.open(there));
  });

  it("works for a quarter of an hour and not a moment longer", async () => {
    const token = await files.issue(request);
    time.forward(LINK_MINUTES * MINUTE - 1);
    assert.ok(await files.open(token));
    time.forward(1);
    assert.equal(await files.open(token), undefined);
  });

  it("opens nothing once the person may not have the file any more", async () => {
    const token = await files.issue(request);
    allowed = false;
    assert.equal(await files.open(token), undefined);
    assert.deepEqual(await handOuts(), []);
  });

  it("opens nothing with any letter changed, added or left out", async () => {
    const token = await files.issue(request);
    const letter = fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=");
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length), letter, fc.constantFrom(0, 1), async (at, put, cut) => {
        const changed = token.slice(0, at) + put + token.slice(at + cut);
        fc.pre(changed !== token);
        assert.equal(await files.open(changed), undefined);
      }),
      { numRuns: 500 },
    );
    assert.deepEqual(await handOuts(), []);
  });

  it("has one spelling only", async () => {
    const token = await files.issue(request);
    const last = token.at(-1) ?? "";
    for (const put of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") {
      if (put !== last) assert.equal(await files.open(token.slice(0, -1) + put), undefined);
    }
    assert.equal(await files.open(`${token}=`), undefined);
  });

  it("opens nothing for junk, however long", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 5000 }), async (junk) => {
        assert.equal(await files.open(junk), undefined);
      }),
    );
  });

  it("opens nothing when signed with another key, or for a kind that nobody makes", async () => {
    const later = new Date(time.now().getTime() + MINUTE);
    const key = await new SigningKeyTable(storage).signingKey("files");
    const other = await new SigningKeyTable(storage).signingKey("something else");
    assert.ok(await files.open(signToken(request, later, key)));
    assert.equal(await files.open(signToken(request, later, other)), undefined);
    assert.equal(await files.open(signToken({ ...request, kind: "unknown" }, later, key)), undefined);
  });
});
