import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { type Config, readConfig } from "../../bot/config.js";
import { connectionString } from "../../bot/emulator.js";
import { ExpectedError } from "../../services/kernel/errors.js";

const APP = randomUUID();
const HOME = randomUUID();
const PRODUCTION = {
  BOT_MODE: "production",
  MicrosoftAppId: APP,
  MicrosoftAppType: "SingleTenant",
  MicrosoftAppTenantId: HOME,
  MicrosoftAppPassword: "a-secret-password",
  STORAGE_ACCOUNT: "partnershipbot",
  PUBLIC_URL: "https://bot.example.org/",
};

function problems(env: Record<string, string>): Readonly<Record<string, string>> {
  try {
    readConfig(env);
  } catch (error) {
    assert.ok(error instanceof ExpectedError);
    for (const name of Object.keys(error.fields)) assert.match(error.forPerson, new RegExp(`- ${name}: `));
    return error.fields;
  }
  return {};
}

function without(name: keyof typeof PRODUCTION): Record<string, string> {
  return { ...PRODUCTION, [name]: "" };
}

describe("The configuration", () => {
  it("needs nothing on a machine with nothing configured", () => {
    const expected: Config = {
      mode: "local",
      port: 3978,
      host: "127.0.0.1",
      storage: { connectionString: connectionString({ tables: 10002, queues: 10001 }) },
      tablePrefix: "",
      publicUrl: "http://127.0.0.1:3978",
      partnershipDir: "partnership/developing-together",
      logLevel: "info",
      holdBack: true,
    };
    assert.deepEqual(readConfig({}), expected);
    assert.deepEqual(readConfig({ PORT: " ", BOT_MODE: "" }), expected);
  });

  it("finds the local house's storage where the environment has moved it", () => {
    const { storage } = readConfig({ LOCAL_TABLES_PORT: "12002", LOCAL_QUEUES_PORT: "12001" });
    assert.deepEqual(storage, { connectionString: connectionString({ tables: 12002, queues: 12001 }) });
  });

  it("lets nobody be held back only where nobody real is written to", () => {
    assert.equal(readConfig({ LOCAL_HOLD_BACK: "off" }).holdBack, false);
    assert.equal(readConfig({ ...PRODUCTION, LOCAL_HOLD_BACK: "off" }).holdBack, true);
    assert.match(problems({ LOCAL_HOLD_BACK: "no" }).LOCAL_HOLD_BACK ?? "", /on or off/);
  });

  it("of production holds the bot's registration", () => {
    const { mode, registration, storage, publicUrl } = readConfig(PRODUCTION);
    assert.equal(mode, "production");
    assert.deepEqual(registration, { type: "SingleTenant", appId: APP, tenantId: HOME, password: "a-secret-password" });
    assert.deepEqual(storage, { account: "partnershipbot" });
    assert.equal(publicUrl, "https://bot.example.org");
  });

  it("of production with a managed identity needs no password and takes none", () => {
    const managed = { ...without("MicrosoftAppPassword"), MicrosoftAppType: "UserAssignedMSI" };
    assert.deepEqual(readConfig(managed).registration, { type: "UserAssignedMSI", appId: APP, tenantId: HOME });
    assert.deepEqual(Object.keys(problems({ ...managed, MicrosoftAppPassword: "x" })), ["MicrosoftAppPassword"]);
    assert.deepEqual(Object.keys(problems({ ...managed, MicrosoftAppTenantId: "" })), ["MicrosoftAppTenantId"]);
  });

  it("of production is refused when anything is missing", () => {
    for (const name of Object.keys(PRODUCTION) as (keyof typeof PRODUCTION)[]) {
      if (name === "BOT_MODE") continue;
      const missing = name === "STORAGE_ACCOUNT" ? "STORAGE_CONNECTION_STRING" : name;
      assert.ok(problems(without(name))[missing], `${name} was not missed`);
    }
  });

  it("is production's where NODE_ENV says so and BOT_MODE says nothing", () => {
    assert.equal(readConfig({ ...PRODUCTION, BOT_MODE: "", NODE_ENV: "production" }).mode, "production");
    assert.equal(readConfig({ BOT_MODE: "local", NODE_ENV: "production" }).mode, "local");
  });

  it("keeps local mode, which trusts everybody, on this machine", () => {
    for (const HOST of ["localhost", "127.0.0.1", "127.1.2.3", "::1"]) assert.equal(readConfig({ HOST }).host, HOST);
    for (const HOST of ["0.0.0.0", "::", "10.0.0.1", "127.0.0.1.example.org"]) assert.ok(problems({ HOST }).HOST);
    assert.equal(readConfig({ ...PRODUCTION, HOST: "0.0.0.0" }).host, "0.0.0.0");
  });

  it("is told all that is wrong with it at once, without its secrets", () => {
    const wrong = {
      BOT_MODE: "production",
      PORT: "70000",
      TABLE_PREFIX: "a-b",
      LOG_LEVEL: "loud",
      MicrosoftAppId: "me",
      PUBLIC_URL: "bot",
      MicrosoftAppPassword: "a-secret-password",
      STORAGE_ACCOUNT: "x",
      STORAGE_CONNECTION_STRING: "AccountKey=a-secret-key",
    };
    const found = problems(wrong);
    const names = ["PORT", "TABLE_PREFIX", "LOG_LEVEL", "MicrosoftAppId", "MicrosoftAppType", "MicrosoftAppTenantId"];
    assert.deepEqual(Object.keys(found).sort(), [...names, "PUBLIC_URL", "STORAGE_ACCOUNT"].sort());
    assert.doesNotMatch(JSON.stringify(found), /secret/);
  });

  it("names one storage account, not two", () => {
    assert.ok(problems({ STORAGE_ACCOUNT: "abc", STORAGE_CONNECTION_STRING: "x" }).STORAGE_ACCOUNT);
  });

  it("links to https in production", () => {
    assert.ok(problems({ ...PRODUCTION, PUBLIC_URL: "http://bot.example.org" }).PUBLIC_URL);
  });
});
