import {
  CardFactory,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type ConversationReference,
  MessageFactory,
  type Request,
  type TeamsChannelAccount,
  TeamsInfo,
  type TurnContext,
} from "botbuilder";
import restify from "restify";
import type { Card } from "../../cards/card.js";

interface Piped {
  client: { pipeline: { removePolicy(policy: { name: string }): void } };
}

/** The plainest real bot: it says what it hears, and answers a pressed button with a card of what came. */
export class EchoBot {
  readonly heard: Record<string, unknown>[] = [];
  reference: Partial<ConversationReference> | undefined;
  private readonly server = restify.createServer();
  private readonly adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));

  private constructor(private readonly card: Card | undefined) {
    this.server.use(restify.plugins.bodyParser());
    this.server.post("/api/messages", async (request, response) => {
      await this.adapter.process(request as Request, response, (context) => this.turn(context));
    });
  }

  /** It shows `card` whenever somebody says something. */
  static async start(card?: Card): Promise<EchoBot> {
    const bot = new EchoBot(card);
    await new Promise<void>((resolve) => bot.server.listen(0, "127.0.0.1", resolve));
    return bot;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${this.server.address().port}/api/messages`;
  }

  /** Writes to the person who was heard last, as a bot does on its own account, with one try. */
  async write(text: string): Promise<string | undefined> {
    return this.there(async (context) => (await context.sendActivity(text))?.id);
  }

  async replace(id: string, text: string): Promise<void> {
    await this.there((context) => context.updateActivity({ ...MessageFactory.text(text), id }));
  }

  async remove(id: string): Promise<void> {
    await this.there((context) => context.deleteActivity(id));
  }

  async member(id: string): Promise<TeamsChannelAccount | undefined> {
    return this.there((context) => TeamsInfo.getMember(context, id));
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private async there<T>(does: (context: TurnContext) => Promise<T>): Promise<T | undefined> {
    let result: T | undefined;
    await this.adapter.continueConversationAsync("", this.reference ?? {}, async (context) => {
      const client = context.turnState.get<Piped>(this.adapter.ConnectorClientKey);
      client.client.pipeline.removePolicy({ name: "defaultRetryPolicy" });
      result = await does(context);
    });
    return result;
  }

  private async turn(context: TurnContext): Promise<void> {
    const { activity } = context;
    this.heard.push({ ...activity });
    this.reference = { ...activity, user: activity.from, bot: activity.recipient } as Partial<ConversationReference>;
    if (activity.type === "invoke") {
      const { action } = activity.value;
      const value = { type: "AdaptiveCard", version: "1.5", body: [{ type: "TextBlock", text: action.verb }] };
      const body = { statusCode: 200, type: "application/vnd.microsoft.card.adaptive", value };
      await context.sendActivity({ type: "invokeResponse", value: { status: 200, body } });
    } else if (activity.type === "message") {
      const shown = this.card
        ? MessageFactory.attachment(CardFactory.adaptiveCard(this.card))
        : `Echo: ${activity.text}`;
      await context.sendActivity(shown);
    }
  }
}
