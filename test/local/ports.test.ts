import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import { assertFree, readPorts, takenInWords } from "../../bot/local/ports.js";
import { freePorts, listening } from "../support/temporary.js";

describe("the local house's ports", () => {
  it("are the usual ones unless the environment moves them", () => {
    const ports = readPorts({ PORT: "4000", LOCAL_TABLES_PORT: " " });
    assert.deepEqual(ports, { bot: 4000, client: 56150, colleagues: 56151, tables: 10002, queues: 10001 });
  });

  it("are refused all at once when they are no ports", () => {
    assert.throws(() => readPorts({ PORT: "x", LOCAL_CLIENT_PORT: "70000" }), {
      code: "invalid",
      message: /PORT must be a port number.*\nLOCAL_CLIENT_PORT must be/,
    });
  });

  it("are taken as free when nobody listens there", async () => {
    await assertFree(await fivePorts());
  });

  it("say which is taken, by whom it is needed and what to do", async () => {
    const server = await listening();
    const client = (server.address() as AddressInfo).port;
    const ports = { ...(await fivePorts()), client };
    await assert.rejects(assertFree(ports), { code: "busy", message: takenInWords(["client"], ports) });
    await new Promise((resolve) => server.close(resolve));
    const words = takenInWords(["bot", "client"], readPorts({}));
    assert.match(words, /port 3978, needed for the bot: close/);
    assert.match(words, /stop it there with Ctrl-C/);
    assert.match(words, /PORT=4978 LOCAL_CLIENT_PORT=57150 npm start/);
  });
});

async function fivePorts() {
  const [bot = 0, client = 0, colleagues = 0, tables = 0, queues = 0] = await freePorts(5);
  return { bot, client, colleagues, tables, queues };
}
