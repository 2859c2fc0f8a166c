import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { castOf, type LocalSettings, readLocalSettings } from "../../bot/local/cast.js";
import { clientConfig, startClient } from "../../bot/local/client.js";
import { readPartnershipFiles } from "../../services/partnership/files.js";
import { readPeople } from "../../services/people/csv.js";
import { SHIPPED } from "../support/partnership.js";
import { aPerson } from "../support/people.js";
import { freePorts, temporaryFolder } from "../support/temporary.js";

const six = ["ada", "ben", "cleo", "dev", "eve", "finn"].map((name) =>
  aPerson({ name, email: `${name}@vale.example` }),
);
const elsewhere = aPerson({ email: "zoe@other.example", tenantId: "0b6f2b1e-5d0c-4c39-9c0a-2f1f6f6f0a02" });
const settings: LocalSettings = {
  you: "ada@vale.example",
  others: six.slice(1).map(({ email }) => email),
  blockedTenants: [],
  holdBack: true,
  team: { name: "The team", channel: "News" },
};

describe("who is who in the local house", () => {
  it("leaves everybody but you to simulation, the client's other five included", () => {
    const cast = castOf(settings, [elsewhere, ...six]);
    assert.equal(cast.you, six[0]);
    assert.deepEqual(cast.others, six.slice(1));
    assert.deepEqual(cast.colleagues, [elsewhere, ...six.slice(1)]);
  });

  it("refuses somebody who is not in people.csv, or of another tenant than you", () => {
    assert.throws(
      () => castOf({ ...settings, you: "no@vale.example" }, six),
      /nobody in people.csv has the address no@/,
    );
    const mixed = { ...settings, others: [...settings.others.slice(1), elsewhere.email] };
    const twice = { ...settings, others: [settings.you, ...settings.others.slice(1)] };
    assert.throws(() => castOf(twice, six), /six different people/);
    assert.throws(() => castOf(mixed, [...six, elsewhere]), /must be of the same tenant/);
  });

  it("is read from local.yaml, whose mistakes come with their lines, all at once", async () => {
    const place = await temporaryFolder();
    await writeFile(join(place.path, "local.yaml"), "you: ada\nothers: []\nteam: { name: T, channel: C, more: 1 }\n");
    await assert.rejects(readLocalSettings(place.path), ({ message }: Error) => {
      assert.match(message, /local\.yaml, line 1: “you”/);
      assert.match(message, /local\.yaml, line 2: “others”/);
      assert.match(message, /local\.yaml, line 3: “more” is not known here/);
      return true;
    });
    await place.remove();
  });

  it("makes you a coordinator, on the board and in a cohort in the shipped partnership, and blocks a tenth of all", async () => {
    const { partnership, people } = await readPartnershipFiles(SHIPPED);
    const read = people && readPeople(people, "people.csv", partnership);
    assert.ok(read?.ok);
    const cast = castOf(await readLocalSettings(SHIPPED), read.people);
    assert.deepEqual(cast.you.roles, ["coordinator", "panel-member", "board-member"]);
    assert.equal(cast.you.cohorts.length, 1);
    const blocked = cast.colleagues.filter(({ tenantId }) => cast.blockedTenants.includes(tenantId));
    assert.equal(Math.round((10 * blocked.length) / cast.colleagues.length), 1);
    assert.ok(cast.colleagues.length >= 60);
  });

  it("gives the local Teams client a configuration that it takes, and keeps it on this machine", async () => {
    const place = await temporaryFolder();
    const [bot = 0, port = 0] = await freePorts(2);
    const cast = castOf(settings, six);
    const client = await startClient(cast, "The bot", { bot, client: port }, place.path, place.path);
    try {
      const chat = `http://127.0.0.1:${port}/_connector/v3/conversations/${clientConfig(cast, "").personalChat.id}`;
      const members = (await (await fetch(`${chat}/members`)).json()) as { email: string }[];
      const outside = Object.values(networkInterfaces()).flatMap((addresses = []) =>
        addresses.filter(({ family, internal }) => family === "IPv4" && !internal).map(({ address }) => address),
      );
      for (const address of ["[::1]", ...outside]) await assert.rejects(fetch(`http://${address}:${port}/`), address);
      assert.deepEqual(
        members.map(({ email }) => email),
        ["ada@vale.example"],
      );
    } finally {
      await client.stop();
      await place.remove();
    }
  });

  it("that the local Teams client doesn't take is told with the client's own reason", async () => {
    const place = await temporaryFolder();
    const [bot = 0, client = 0] = await freePorts(2);
    const cast = castOf(settings, six);
    const double = { ...cast, others: [cast.you, ...cast.others.slice(1)] };
    await assert.rejects(startClient(double, "The bot", { bot, client }, place.path, place.path), {
      code: "unavailable",
      message: /^The local Teams client stopped[\s\S]*User ID must be unique/,
    });
    await place.remove();
  });

  it("has the same ids on every start", () => {
    const cast = castOf(settings, six);
    assert.deepEqual(clientConfig(cast, "The bot"), clientConfig(castOf(settings, [...six]), "The bot"));
  });
});
