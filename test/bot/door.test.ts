import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { generateKeyPair } from "jose";
import { quietConsole } from "../../bot/log.js";
import { aBot, type RunningBot } from "../support/bot.js";
import { Issuer, type TokenOptions } from "../support/issuer.js";
import { somebody } from "../support/people.js";

const APP = randomUUID();
const TEAMS = "https://smba.trafficmanager.net/uk/";

/** A bot with the real validation, of tokens from a local issuer. */
describe("In production the door", () => {
  let issuer: Issuer;
  let running: RunningBot;
  let tenantId: string;
  const console_ = { ...console };

  before(async () => {
    issuer = await Issuer.start();
    const registration = {
      type: "SingleTenant",
      appId: APP,
      tenantId: randomUUID(),
      password: "a-secret-password",
    } as const;
    running = await aBot({ config: { mode: "production", registration }, tokens: issuer.endpoints });
    tenantId = (await somebody()).tenantId;
    quietConsole((await import("../../bot/log.js")).openLog("fatal"));
  });
  after(async () => {
    Object.assign(console, console_);
    await running.stop();
    await issuer.stop();
  });

  async function knocks(options: TokenOptions = {}, differing: Record<string, unknown> = {}) {
    const token = await issuer.token(APP, TEAMS, options);
    return withHeader(`Bearer ${token}`, differing);
  }

  /** An invoke, since its answer needs nothing sent back. Returns the status and what was logged meanwhile. */
  async function withHeader(authorization: string | undefined, differing: Record<string, unknown> = {}) {
    const before = running.log.length;
    const activity = { ...anInvoke(tenantId), ...differing };
    const { status, text } = await running.post(activity, authorization === undefined ? {} : { authorization });
    return { status, text, log: running.log.slice(before) };
  }

  function assertRefused(result: Awaited<ReturnType<typeof withHeader>>, status: 401 | 403) {
    assert.equal(result.status, status);
    assert.equal(result.log.length, 1);
    assert.equal(result.log[0]?.msg, "Refused a caller at the gate");
    const said = JSON.stringify(result.log) + result.text;
    assert.doesNotMatch(said, /eyJ|a-secret-password|Bearer/);
    assert.doesNotMatch(result.text, /\bat .*:\d+|Error/);
  }

  it("lets Teams in", async () => {
    const { status, text } = await knocks();
    assert.equal(status, 200, text);
  });

  it("keeps out who shows no token, or something else", async () => {
    assertRefused(await withHeader(undefined), 401);
    for (const header of [
      "",
      "Bearer",
      "Bearer  ",
      "Basic dXNlcjpwYXNz",
      "Bearer x.y.z",
      "Bearer a b",
      `Bearer ${"x".repeat(5000)}`,
    ]) {
      assertRefused(await withHeader(header), 401);
    }
  });

  it("keeps out a token for another bot", async () => assertRefused(await knocks({ audience: randomUUID() }), 401));
  it("keeps out a token of another issuer", async () => {
    assertRefused(await knocks({ issuer: "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/" }), 401);
    assertRefused(await knocks({ issuer: "https://api.botframework.com" }), 401);
  });
  it("keeps out a token of another key under a known name", async () => {
    const { privateKey } = await generateKeyPair("RS256");
    assertRefused(await knocks({ key: privateKey }), 401);
  });
  it("keeps out a token of an unknown key", async () => assertRefused(await knocks({ keyId: "another" }), 401));
  it("keeps out another algorithm", async () => {
    const secret = new TextEncoder().encode("0123456789012345678901234567890123456789");
    assertRefused(await knocks({ key: secret, algorithm: "HS256" }), 401);
    const { privateKey } = await generateKeyPair("PS256");
    assertRefused(await knocks({ key: privateKey, algorithm: "PS256" }), 401);
  });
  it("keeps out an unsigned token", async () => {
    const [, payload] = (await issuer.token(APP, TEAMS)).split(".");
    const header = Buffer.from(JSON.stringify({ alg: "none", kid: "teams-key-1" })).toString("base64url");
    assertRefused(await withHeader(`Bearer ${header}.${payload}.`), 401);
  });
  it("keeps out a token that ran out, or is not valid yet, but allows for clocks that differ", async () => {
    assertRefused(await knocks({ expiresIn: -400 }), 401);
    assertRefused(await knocks({ notBefore: 400 }), 401);
    assert.equal((await knocks({ expiresIn: -200 })).status, 200);
  });
  it("keeps out a token for another service URL, or for none", async () => {
    assertRefused(await knocks({ serviceUrl: "https://smba.trafficmanager.net/emea/" }), 401);
    assertRefused(await knocks({ serviceUrl: undefined }), 401);
    assertRefused(await knocks({ serviceUrl: "" }), 401);
  });
  it("keeps out an activity that names no service URL of Teams'", async () => {
    for (const serviceUrl of [
      "",
      "http://smba.trafficmanager.net/uk/",
      "https://evil.trafficmanager.net/",
      "https://smba.trafficmanager.net.evil.example/",
      "https://smba.trafficmanager.net@evil.example/",
      "https://smba.trafficmanager.net:8443/",
      "https://smba.trafficmanager.net./",
      "https://smba.trafficmanager.net\\@evil.example/",
      "https:smba.trafficmanager.net/",
      "https://smba.traf\nficmanager.net/",
      "https://smba。trafficmanager。net/",
      "https://smba.trafficmanager.net#@evil.example/",
      "http://127.0.0.1:9/",
      "nonsense",
    ]) {
      assertRefused(await knocks({ serviceUrl }, { serviceUrl }), 403);
    }
    assert.equal((await knocks({}, { serviceUrl: undefined })).status, 400);
  });
  it("keeps out other tenants and activities of two tenants", async () => {
    const other = randomUUID();
    assertRefused(
      await knocks({}, { conversation: { id: "a", tenantId: other }, channelData: { tenant: { id: other } } }),
      403,
    );
    assertRefused(await knocks({}, { channelData: { tenant: { id: other } } }), 403);
    assertRefused(await knocks({}, { conversation: { id: "a" }, channelData: {} }), 403);
  });
  it("keeps out other channels than Teams", async () => {
    assertRefused(await knocks({}, { channelId: "emulator" }), 403);
    assertRefused(await knocks({}, { channelId: "AseChannel" }), 403);
  });
  it("says that it can't check tokens while the issuer's keys can't be had", async () => {
    const silent = { ...issuer.endpoints, ToBotFromChannelOpenIdMetadataUrl: "http://127.0.0.1:9/openid" };
    const registration = { type: "SingleTenant", appId: APP, tenantId: randomUUID(), password: "p" } as const;
    await using cut = await aBot({ config: { mode: "production", registration }, tokens: silent });
    const authorization = `Bearer ${await issuer.token(APP, TEAMS)}`;
    assert.equal((await cut.post(anInvoke(tenantId), { authorization })).status, 503);
  });
});

function anInvoke(tenantId: string) {
  return {
    type: "invoke",
    name: "adaptiveCard/action",
    id: "1",
    channelId: "msteams",
    serviceUrl: TEAMS,
    from: { id: "29:somebody", aadObjectId: randomUUID() },
    recipient: { id: `28:${APP}` },
    conversation: { id: "a:1", conversationType: "personal", tenantId },
    channelData: { tenant: { id: tenantId } },
    value: { action: { type: "Action.Execute", verb: "home.show", data: {} } },
  };
}
