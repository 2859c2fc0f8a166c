import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import type { TokenEndpoints } from "../../bot/adapter.js";

type PrivateKey = Awaited<ReturnType<typeof generateKeyPair>>["privateKey"];

export interface TokenOptions {
  readonly audience?: string;
  readonly issuer?: string;
  /** Undefined: the claim is left out. */
  readonly serviceUrl?: string | undefined;
  /** Seconds from now; negative is in the past. */
  readonly expiresIn?: number;
  readonly notBefore?: number;
  readonly keyId?: string;
  readonly key?: PrivateKey | Uint8Array;
  readonly algorithm?: string;
}

/** What signs Teams' tokens, on loopback: the metadata and keys that the real validation fetches. */
export class Issuer {
  private constructor(
    private readonly server: Server,
    private readonly key: PrivateKey,
    readonly endpoints: TokenEndpoints,
  ) {}

  static async start(): Promise<Issuer> {
    const { publicKey, privateKey } = await generateKeyPair("RS256", { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid: KEY_ID, use: "sig", endorsements: ["msteams"] };
    const server = createServer((request, response) => {
      const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const isKeys = request.url === "/keys";
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(isKeys ? { keys: [jwk] } : { issuer: base, jwks_uri: `${base}/keys` }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return new Issuer(server, privateKey, {
      ToBotFromChannelOpenIdMetadataUrl: `${base}/openid`,
      ToBotFromChannelTokenIssuer: base,
      ToChannelFromBotLoginUrl: `${base}/login`,
      ToChannelFromBotOAuthScope: `${base}/.default`,
      OAuthUrl: `${base}/oauth`,
    });
  }

  /** A token as Teams' own, but for what `options` say. */
  async token(audience: string, serviceUrl: string, options: TokenOptions = {}): Promise<string> {
    const claims = "serviceUrl" in options ? options.serviceUrl : serviceUrl;
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT(claims === undefined ? {} : { serviceurl: claims })
      .setProtectedHeader({ alg: options.algorithm ?? "RS256", kid: options.keyId ?? KEY_ID })
      .setIssuer(options.issuer ?? this.endpoints.ToBotFromChannelTokenIssuer)
      .setAudience(options.audience ?? audience)
      .setNotBefore(now + (options.notBefore ?? -60))
      .setExpirationTime(now + (options.expiresIn ?? 600))
      .sign(options.key ?? this.key);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

const KEY_ID = "teams-key-1";
