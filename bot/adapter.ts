import { type Activity, CloudAdapter, ConfigurationBotFrameworkAuthentication, type TurnContext } from "botbuilder";
import type { Registration } from "./config.js";
import type { Inbound } from "./gate.js";

/** Where tokens are checked and fetched; left out, it is Microsoft's public cloud. Tests put an issuer of their own here. */
export interface TokenEndpoints {
  readonly ToBotFromChannelOpenIdMetadataUrl: string;
  readonly ToBotFromChannelTokenIssuer: string;
  readonly ToChannelFromBotLoginUrl: string;
  readonly ToChannelFromBotOAuthScope: string;
  readonly OAuthUrl: string;
}

export type Reception =
  | { readonly kind: "answered"; readonly status: number; readonly body: unknown }
  /** The token is no good. */
  | { readonly kind: "refused"; readonly cause: unknown }
  /** The token could not be checked, since its issuer's keys could not be had. */
  | { readonly kind: "unchecked"; readonly cause: unknown };

const CHANNEL_ISSUER = "https://api.botframework.com";

/** The SDK's adapter, without its HTTP half: that one writes errors to the console and, as 500, to the caller. */
export class TeamsAdapter extends CloudAdapter {
  private readonly issuer: string;

  /** Without a registration every caller is trusted: local mode only. */
  constructor(
    private readonly registration: Registration | undefined,
    endpoints?: TokenEndpoints,
  ) {
    super(new ConfigurationBotFrameworkAuthentication({ ...credentials(registration), ...endpoints }));
    this.issuer = endpoints?.ToBotFromChannelTokenIssuer ?? CHANNEL_ISSUER;
  }

  async receive(
    authorization: string,
    activity: Inbound,
    turn: (context: TurnContext) => Promise<void>,
  ): Promise<Reception> {
    // The SDK also takes tokens of the emulator and of other bots, and would fetch their issuers' keys: not wanted here.
    if (this.registration && issuerOf(authorization) !== this.issuer) return { kind: "refused", cause: undefined };
    let admitted = false;
    try {
      const response = await this.processActivity(authorization, activity as unknown as Activity, (context) => {
        admitted = true;
        return turn(context);
      });
      return { kind: "answered", status: response?.status ?? 200, body: response?.body };
    } catch (cause) {
      if (admitted) throw cause;
      return { kind: isNoVerdict(cause) ? "unchecked" : "refused", cause };
    }
  }

  /**
   * A client of the Teams service that tries once. The SDK's own retries would send a message again whose first copy may
   * have arrived, and would hide throttling from the delivery engine.
   */
  async connector(serviceUrl: string) {
    const identity = this.createClaimsIdentity(this.registration?.appId ?? "");
    const client = await this.botFrameworkAuthentication
      .createConnectorFactory(identity)
      .create(serviceUrl, undefined as unknown as string);
    const { pipeline } = (
      client as unknown as { client: { pipeline: { removePolicy(policy: { name: string }): void } } }
    ).client;
    pipeline.removePolicy({ name: "defaultRetryPolicy" });
    return client;
  }
}

function credentials(registration: Registration | undefined): Record<string, string> {
  if (!registration) return {};
  return {
    MicrosoftAppId: registration.appId,
    MicrosoftAppType: registration.type,
    MicrosoftAppTenantId: registration.tenantId,
    ...(registration.type === "SingleTenant" ? { MicrosoftAppPassword: registration.password } : {}),
  };
}

/** What the token claims, unchecked. */
function issuerOf(authorization: string): unknown {
  try {
    const payload = authorization.split(" ")[1]?.split(".")[1] ?? "";
    return (JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as { iss?: unknown } | null)?.iss;
  } catch {
    return undefined;
  }
}

function isNoVerdict(cause: unknown): boolean {
  const { name, statusCode } = cause as { name?: string; statusCode?: number };
  return name === "FetchError" || statusCode === 500;
}
