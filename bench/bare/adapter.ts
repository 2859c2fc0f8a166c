import { randomUUID } from "node:crypto";
import { TableClient } from "@azure/data-tables";
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, type TurnContext } from "botbuilder";
import { createServer, plugins } from "restify";

/**
 * What a submission costs at least: restify, the SDK's adapter, one transaction of two writes (a replaced row as large
 * as the head of a box for 5,000 people, an inserted one as large as a full answer), a constant card.
 */
const table = TableClient.fromConnectionString(process.env.STORAGE_CONNECTION_STRING ?? "", "bareanswers", {
  allowInsecureConnection: true,
});
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const head = { v: 1, open: true, answered: 0, roll: "A".repeat(836), groups: "g".repeat(800) };
const answer = { v: 1, hits: 4, answers: "a".repeat(300) };
const card = {
  type: "AdaptiveCard",
  version: "1.5",
  body: ["Thank you", "Your answers are in.", "w".repeat(600)].map((text) => ({ type: "TextBlock", text, wrap: true })),
};

async function takeAnswer(context: TurnContext): Promise<void> {
  await table.submitTransaction([
    ["upsert", { partitionKey: "wave", rowKey: "head", ...head }, "Replace"],
    ["create", { partitionKey: "wave", rowKey: randomUUID(), ...answer }],
  ]);
  const body = { statusCode: 200, type: "application/vnd.microsoft.card.adaptive", value: card };
  await context.sendActivity({ type: "invokeResponse", value: { status: 200, body } });
}

await table.createTable();
const server = createServer();
server.use(plugins.bodyParser());
server.post("/api/messages", async (request, response) => {
  await adapter.process(request as never, response, takeAnswer);
});
server.listen(0, "127.0.0.1", () => {
  console.log(JSON.stringify({ msg: "Listening", port: server.address().port }));
});
