import { z } from "zod";
import { isLoopback } from "./config.js";

/**
 * An activity as the bot uses it: what is not named here is dropped, and what has the wrong shape counts as absent, so
 * that nothing behind the gate meets junk. Ids of tenants and people are lower case.
 */
export type Inbound = z.infer<typeof inboundSchema> & { readonly conversation: { readonly tenantId: string } };

/** What the gate must know of the house it guards. */
export interface House {
  /** Local mode trusts callers, takes loopback service URLs and asks for no token. */
  readonly mode: "local" | "production";
  /** Lower-case ids of the tenants that may use the bot. */
  readonly tenants: ReadonlySet<string>;
}

export type Refusal =
  | "no activity"
  | "no token"
  | "another channel"
  | "a service URL that is not Teams'"
  | "tenants that differ"
  | "a tenant that is not on the list";

export type Verdict =
  | { readonly kind: "admitted"; readonly activity: Inbound }
  | { readonly kind: "refused"; readonly status: 400 | 401 | 403; readonly reason: Refusal };

/** Checks before the adapter: cheap, pure, and first those that tell a stranger nothing. */
export function examine(body: unknown, authorization: string | undefined, house: House): Verdict {
  const parsed = inboundSchema.safeParse(body);
  if (!parsed.success) return refused(400, "no activity");
  const activity = parsed.data;
  if (house.mode === "production" && !/^Bearer \S+$/.test(authorization ?? "")) return refused(401, "no token");
  if (activity.channelId !== "msteams") return refused(403, "another channel");
  if (!isTeamsServiceUrl(activity.serviceUrl, house.mode)) return refused(403, "a service URL that is not Teams'");
  const tenants = tenantsOf(activity);
  if (tenants.size > 1) return refused(403, "tenants that differ");
  const [tenantId] = tenants;
  if (tenantId === undefined || !house.tenants.has(tenantId)) return refused(403, "a tenant that is not on the list");
  return { kind: "admitted", activity: { ...activity, conversation: { ...activity.conversation, tenantId } } };
}

/**
 * Whether the bot's bearer token may be sent there. Anybody can register a name beside Teams' own under that domain,
 * so the host must be exactly this one; and spelt plainly, since the SDK's reader of addresses takes backslashes, spaces
 * and left-out slashes for other hosts than the URL standard does.
 */
export function isTeamsServiceUrl(address: string, mode: House["mode"]): boolean {
  if (mode === "production") return /^https:\/\/smba\.trafficmanager\.net(\/[\w.~%/-]*)?$/i.test(address);
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return /^https?:$/.test(url.protocol) && !url.username && !url.password && isLoopback(url.hostname);
}

function refused(status: 400 | 401 | 403, reason: Refusal): Verdict {
  return { kind: "refused", status, reason };
}

function tenantsOf(activity: z.infer<typeof inboundSchema>): ReadonlySet<string> {
  const named = [activity.conversation.tenantId, activity.channelData?.tenant?.id];
  return new Set(named.filter((tenant) => tenant !== undefined));
}

const id = z.string().min(1).max(1024);
const lowerId = id.toLowerCase();
const name = z.string().max(1024).optional().catch(undefined);
const account = z.object({ id, name, aadObjectId: lowerId.optional().catch(undefined) });
const members = z.array(account).max(1000).optional().catch(undefined);

const inboundSchema = z.object({
  type: z.string().min(1).max(100),
  id: id.optional().catch(undefined),
  name,
  channelId: z.string(),
  serviceUrl: z.string().max(2048),
  from: account,
  recipient: account,
  conversation: z.object({
    id,
    name,
    conversationType: z.string().max(100).optional().catch(undefined),
    tenantId: lowerId.optional().catch(undefined),
  }),
  channelData: z
    .object({
      tenant: z.object({ id: lowerId }).optional().catch(undefined),
      team: z.object({ id, name }).optional().catch(undefined),
      channel: z.object({ id, name }).optional().catch(undefined),
      eventType: name,
    })
    .optional()
    .catch(undefined),
  text: z.string().optional().catch(undefined),
  replyToId: id.optional().catch(undefined),
  action: name,
  membersAdded: members,
  membersRemoved: members,
  value: z.unknown().optional(),
});
