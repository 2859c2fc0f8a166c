import { CardFactory, CloudAdapter, ConfigurationBotFrameworkAuthentication } from "botbuilder";

/**
 * What sending costs at least: the SDK's connector client, made once, without its retries, posting one constant card to
 * conversation after conversation. SERVICE_URL, CONVERSATIONS, AT_A_TIME and CARD are its settings.
 */
const { SERVICE_URL = "", CARD = "{}" } = process.env;
const conversations = Number(process.env.CONVERSATIONS);
const atATime = Number(process.env.AT_A_TIME);
const authentication = new ConfigurationBotFrameworkAuthentication({});
const adapter = new CloudAdapter(authentication);
const factory = authentication.createConnectorFactory(
  (adapter as unknown as { createClaimsIdentity(appId: string): never }).createClaimsIdentity(""),
);
const client = await factory.create(SERVICE_URL, "");
(
  client as unknown as { client: { pipeline: { removePolicy(policy: { name: string }): void } } }
).client.pipeline.removePolicy({ name: "defaultRetryPolicy" });
const activity = { type: "message", attachments: [CardFactory.adaptiveCard(JSON.parse(CARD))] };

let next = 0;
async function sender(): Promise<void> {
  while (next < conversations) {
    next += 1;
    await client.conversations.sendToConversation(`bare:${next}`, activity);
  }
}

console.log(JSON.stringify({ msg: "Listening", port: 0 }));
await Promise.all(Array.from({ length: atATime }, sender));
console.log(JSON.stringify({ msg: "Done" }));
