import { TableClient } from "@azure/data-tables";
import { Application } from "@microsoft/teams-ai/lib/Application.js";
import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from "botbuilder";
import { createServer, plugins } from "restify";

/** The least that a bot on these libraries is: an application that answers one word, and a table that is there. */
const table = TableClient.fromConnectionString(process.env.STORAGE_CONNECTION_STRING ?? "", "bareapplication", {
  allowInsecureConnection: true,
});
const { MicrosoftAppId = "", MicrosoftAppPassword = "", MicrosoftAppTenantId = "" } = process.env;
const adapter = new CloudAdapter(
  new ConfigurationBotFrameworkAuthentication({
    MicrosoftAppId,
    MicrosoftAppPassword,
    MicrosoftAppTenantId,
    MicrosoftAppType: "SingleTenant",
  }),
);
const application = new Application();
application.message("hello", async (context) => {
  await context.sendActivity("Hello");
});

await table.createTable();
const server = createServer();
server.use(plugins.bodyParser());
server.post("/api/messages", async (request, response) => {
  await adapter.process(request as never, response, async (context) => {
    await application.run(context);
  });
});
server.listen(0, "127.0.0.1", () => {
  console.log(JSON.stringify({ msg: "Listening", port: server.address().port }));
});
