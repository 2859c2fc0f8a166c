import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { QueueClient } from "@azure/storage-queue";
import { testConnectionString } from "./storage.js";

describe("The tests' Azurite", () => {
  it("has queues beside the tables", async () => {
    const queue = new QueueClient(testConnectionString(), "instrument");
    await queue.createIfNotExists();
    await queue.sendMessage("words");
    const { receivedMessageItems } = await queue.receiveMessages();
    assert.deepEqual(
      receivedMessageItems.map(({ messageText }) => messageText),
      ["words"],
    );
  });

  it("is gone when its run is killed", async () => {
    const azurite = JSON.stringify(new URL("./azurite.js", import.meta.url).href);
    const code = `const { Azurite } = await import(${azurite}); console.log((await Azurite.start()).connectionString);`;
    const run = spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: ["ignore", "pipe", "inherit"] });
    const [said] = (await once(run.stdout, "data")) as [Buffer];
    const endpoint = /TableEndpoint=([^;]+)/.exec(said.toString())?.[1] ?? "";
    assert.ok(await answers(endpoint), "it ran");
    run.kill("SIGKILL");
    for (let tries = 0; (await answers(endpoint)) && tries < 50; tries += 1) await pause(20);
    assert.equal(await answers(endpoint), false);
  });
});

function answers(endpoint: string): Promise<boolean> {
  return fetch(endpoint).then(
    () => true,
    () => false,
  );
}
