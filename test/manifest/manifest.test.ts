import assert from "node:assert/strict";
import { allCapabilities } from "../../bot/capabilities/index.js";
import type { Services } from "../../bot/services.js";
import { readPackageRequest } from "../../manifest/arguments.js";
import { type AppFacts, buildManifest, type Json } from "../../manifest/build.js";
import { faultsInParts } from "../../manifest/faults.js";
import { type AppParts, readParts } from "../../manifest/parts.js";
import { encodePng } from "../../manifest/png.js";
import { zipParts } from "../../manifest/zip.js";
import { systemClock } from "../../services/kernel/clock.js";

const WORDS = ["help", "inbox", "my data", "surveys", "sessions", "panels", "fees", "board", "deliveries"];
const CHANNEL_WORDS = ["use this channel for", "which channels"];

describe("the app manifest", () => {
  it("offers in each scope the words of the contract", async () => {
    const { manifest } = await theParts();
    const lists = botOf(manifest).commandLists.map(({ scopes, commands }) => ({
      scopes,
      words: commands.map(({ title }) => title),
    }));
    assert.deepEqual(lists, [
      { scopes: ["personal"], words: WORDS },
      // Teams shows ten at most; this one works there too.
      { scopes: ["team"], words: [...WORDS.filter((word) => word !== "deliveries"), ...CHANNEL_WORDS] },
      { scopes: ["groupChat"], words: WORDS },
    ]);
  });

  it("offers exactly the words that the bot knows", () => {
    // Answers whatever part is looked up in it with itself: commands are read here, and nothing is run.
    const neverAsked: Services = new Proxy({} as Services, { get: (_, __, itself) => itself });
    const known = allCapabilities(neverAsked, systemClock).flatMap(({ commands }) => commands.map(({ word }) => word));
    assert.deepEqual(known.toSorted(), [...WORDS, ...CHANNEL_WORDS].toSorted());
  });

  it("takes names and addresses from the partnership's data alone", async () => {
    const links = {
      website: "https://north.example/",
      privacy: "https://north.example/p",
      terms: "https://north.example/t",
    };
    const partnership = { name: "North Shore", contact: { name: "the hub", email: "hub@north.example" }, links };
    const { manifest } = await theParts({ partnership });
    const text = JSON.stringify(manifest);
    assert.ok(text.includes("North Shore") && text.includes("hub@north.example") && text.includes(links.privacy));
    assert.doesNotMatch(text, /developing/i);
  });

  it("shortens a long partnership's name after a whole word, and keeps it in full too", async () => {
    const name = "The Great Northern and Eastern Social Work Teaching Partnership";
    const parts = await theParts({ partnership: { ...aPartnership, name } });
    assert.deepEqual(await faultsInParts(parts), []);
    assert.deepEqual((parts.manifest as { name: unknown }).name, { short: "The Great Northern and…", full: name });
  });

  it("stays valid JSON whatever a name contains", () => {
    const partnership = { ...aPartnership, name: 'The "quoted" \\ {{appId}} one' };
    const filled = buildManifest({ name: "{{fullName}}" }, { appId: "a", host: "h", version: "1.0.0", partnership });
    assert.deepEqual(filled, { name: partnership.name });
  });

  it("is refused when the template asks for something unknown", () => {
    assert.throws(
      () => buildManifest(["{{colour}}"], { appId: "a", host: "h", version: "1.0.0", partnership: aPartnership }),
      /colour/,
    );
  });
});

describe("the check of the app package", () => {
  it("finds nothing in what is shipped", async () => {
    assert.deepEqual(await faultsInParts(await theParts()), []);
  });

  const breakages: readonly [what: string, expected: RegExp, breakIt: (parts: AppParts) => AppParts][] = [
    [
      "a member that the schema doesn't know",
      /additional properties/,
      changed((manifest) => ({ ...manifest, colour: "teal" })),
    ],
    ["an app id that is no GUID", /\/id must match pattern/, changed((manifest) => ({ ...manifest, id: "bot" }))],
    ["a fact left open", /\{\{fact\}\}/, changed((manifest) => ({ ...manifest, accentColor: "{{colour}}" }))],
    ["an eleventh command", /more than 10/, commands((list) => [...list, ...letters("abcdefghijk")])],
    ["a command listed twice", /a is there twice/, commands(() => letters("aa"))],
    ["a command without a description", /needs a description/, commands(() => [{ title: "a" }])],
    [
      "a description that is too long",
      /description of a is too long/,
      commands(() => [{ title: "a", description: "b".repeat(129) }]),
    ],
    [
      "an icon of another size",
      /48 × 48, not 32 × 32/,
      icon(
        "outline.png",
        encodePng(48, () => [1, 1, 1, 0]),
      ),
    ],
    ["an icon that is no picture", /color\.png: it is not a PNG/, icon("color.png", Buffer.from("<svg/>"))],
  ];
  for (const [what, expected, breakIt] of breakages)
    it(`finds ${what}`, async () => {
      const faults = await faultsInParts(breakIt(await theParts()));
      assert.match(faults.join("\n"), expected);
    });

  it("finds a scope without commands", async () => {
    const parts = changed((manifest) =>
      withBot(manifest, ({ commandLists }) => ({ commandLists: commandLists.slice(1) })),
    )(await theParts());
    assert.match((await faultsInParts(parts)).join("\n"), /none listed for personal/);
  });
});

describe("what is asked of npm run package", () => {
  const appId = "01234567-89ab-cdef-0123-456789abcdef";
  for (const host of [
    "localhost",
    "https://bot.example.org",
    "bot.example.org:443",
    "bot.example.org/api",
    "127.0.0.1",
    "-bot.example.org",
    "bot_1.example.org",
    "",
  ])
    it(`refuses “${host}” as a host`, () => {
      assert.throws(() => readPackageRequest(["--app-id", appId, `--host=${host}`]), {
        code: "invalid",
        message: /--host .*bot\.example\.org/,
      });
    });

  it("names everything that is missing, and how to ask", () => {
    assert.throws(() => readPackageRequest([]), {
      message: /--app-id is missing.*\n--host is missing.*\nUsage: npm run package/,
    });
  });

  it("says which option it doesn't know", () => {
    assert.throws(() => readPackageRequest(["--appid", appId]), { code: "invalid", message: /--appid/ });
  });
});

describe("the zip", () => {
  it("is the same to the byte for the same facts", async () => {
    assert.deepEqual(zipParts(await theParts()), zipParts(await theParts()));
  });
});

const aPartnership: AppFacts["partnership"] = {
  name: "West Hills",
  contact: { name: "the hub", email: "hub@west.example" },
};

function theParts(facts: Partial<AppFacts> = {}): Promise<AppParts> {
  const appId = "01234567-89ab-cdef-0123-456789abcdef";
  return readParts({ appId, host: "bot.example.org", partnership: aPartnership, ...facts });
}

type JsonObject = { readonly [member: string]: Json };
type Command = { title: string; description?: string };
type Bot = { commandLists: { scopes: string[]; commands: Command[] }[] };

function botOf(manifest: Json): Bot {
  return (manifest as unknown as { bots: [Bot] }).bots[0];
}

function changed(change: (manifest: JsonObject) => object) {
  return ({ manifest, icons }: AppParts): AppParts => ({ icons, manifest: change(manifest as JsonObject) as Json });
}

function withBot(manifest: JsonObject, change: (bot: Bot) => object): object {
  const bot = botOf(manifest);
  return { ...manifest, bots: [{ ...bot, ...change(bot) }] };
}

/** Changes the commands of the first scope. */
function commands(change: (commands: readonly Command[]) => Command[]) {
  return changed((manifest) =>
    withBot(manifest, ({ commandLists: [first, ...others] }) => ({
      commandLists: [{ ...first, commands: change(first?.commands ?? []) }, ...others],
    })),
  );
}

function letters(all: string): Command[] {
  return [...all].map((title) => ({ title, description: "a letter" }));
}

function icon(name: keyof AppParts["icons"], file: Uint8Array) {
  return ({ manifest, icons }: AppParts): AppParts => ({ manifest, icons: { ...icons, [name]: file } });
}
