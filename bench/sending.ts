import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { type Posting, PostOffice } from "../test/support/posting.js";
import { Program } from "../test/support/program.js";
import { ownPrefix } from "../test/support/storage.js";
import { BenchConnector, type ConnectorOptions } from "./connector.js";
import { aCrowd } from "./crowd.js";
import { aCard, aPartnership } from "./posting.js";
import type { Measure } from "./report.js";
import { inTurn, medians, percentile } from "./rounds.js";

/** All of England's partnerships. */
const TENANTS = 27;

interface Setting {
  readonly people: number;
  readonly tenants: number;
  readonly processes: number;
  readonly connector: ConnectorOptions;
  readonly sending: { readonly requestsPerSecondPerTenant: number; readonly sendsAtATime: number };
  /** Messages that become due one after the other meanwhile. */
  readonly due?: number;
}

interface Sent {
  /** From the first message to the last, in seconds. */
  readonly seconds: number;
  readonly refusedShare: number;
  /** The most that any process held, in MB. */
  readonly memory: number;
  /** How long after their moments the due ones arrived, in ms. */
  readonly lags: readonly number[];
}

export async function fanningOut(connectionString: string): Promise<Measure[]> {
  const atATime = 16;
  const people = 2700;
  const setting = {
    ...{ people, tenants: TENANTS, processes: 1, connector: { answerAfter: 50 } },
    sending: { requestsPerSecondPerTenant: 50, sendsAtATime: atATime },
  };
  const rounds = await inTurn(2, {
    ours: async () => people / (await sent(connectionString, setting)).seconds,
    bare: () => bareRate(people, atATime),
  });
  const rate = medians(rounds, (one) => one);
  return [
    {
      name: `Fan-out, answers after 50 ms, ${atATime} at a time: messages`,
      unit: "a second",
      ...rate,
      asked: { atLeast: 0.8 },
    },
  ];
}

export async function fillingOneTenant(connectionString: string): Promise<Measure[]> {
  const people = 2000;
  const tenantLimit = 50;
  const { seconds, refusedShare } = await sent(connectionString, {
    ...{ people, tenants: 1, processes: 1, connector: { answerAfter: 50, tenantLimit } },
    sending: { requestsPerSecondPerTenant: 48, sendsAtATime: 256 },
  });
  const least = people / tenantLimit;
  return [
    {
      name: "2,000 people, 50 a second taken, 48 configured: time",
      unit: "s",
      ours: seconds,
      bare: least,
      asked: { atMost: 1.15 },
    },
    { name: "… refused, of 100 requests", unit: "%", ours: 100 * refusedShare, bare: 1, asked: { atMost: 1 } },
  ];
}

export async function sendingToAllOfEngland(connectionString: string): Promise<Measure[]> {
  const measures: Measure[] = [];
  const sending = { requestsPerSecondPerTenant: 40, sendsAtATime: 64 };
  const small = await sent(connectionString, { people: 6000, tenants: TENANTS, processes: 1, connector: {}, sending });
  for (const processes of [1, 2]) {
    const people = 60_000;
    const all = await sent(connectionString, { people, tenants: TENANTS, processes, connector: {}, sending, due: 100 });
    const name = `60,000 people, 27 tenants, ${processes === 1 ? "one process" : "two processes"}`;
    measures.push(
      { name: `${name}: time`, unit: "s", ours: all.seconds, bare: 180, asked: { atMost: 1 } },
      { name: "… rate", unit: "a second", ours: people / all.seconds, bare: TENANTS * 40 },
      {
        name: "… due meanwhile: p99 of the lag",
        unit: "ms",
        ours: percentile(all.lags, 99),
        bare: 2000,
        asked: { atMost: 1 },
      },
    );
    if (processes > 1) continue;
    const grown = ((all.memory - small.memory) * 1024) / (people - 6000);
    measures.push({ name: "… memory a person more", unit: "KB", ours: grown, bare: 1, asked: { atMost: 1 } });
  }
  return measures;
}

/** Everybody once, or it throws: a quick loss would look like a good figure. */
async function sent(connectionString: string, setting: Setting): Promise<Sent> {
  const prefix = ownPrefix();
  const connector = await BenchConnector.start(setting.connector);
  const partnership = await aPartnership(setting.sending);
  const office = await PostOffice.open({ connectionString, prefix });
  const tenants = Array.from({ length: setting.tenants }, () => ({ id: randomUUID(), partner: "merton-adults" }));
  const due = setting.due ?? 0;
  const crowd = await aCrowd(office.storage, {
    ...{ people: setting.people + due, tenants, serviceUrl: connector.serviceUrl },
    due: (n) => n >= setting.people,
  });
  const everybody = await office.plan(crowd.slice(0, setting.people));
  const bots = await Promise.all(
    Array.from({ length: setting.processes }, () => aBot(connectionString, prefix, partnership.path)),
  );
  try {
    await pause(1500);
    await office.start(everybody);
    const moments = await setDue(office, crowd.slice(setting.people));
    const memory = await untilDone(office, everybody, bots, setting.people);
    const tally = await connector.tally();
    const lags = tally.due.map(([conversation, at]) => at - (moments.get(conversation.slice(-36)) ?? 0));
    const wanted = setting.people + due;
    if (tally.conversations !== wanted || tally.extra !== 0) {
      throw new Error(`${tally.conversations} of ${wanted} have a message, ${tally.extra} one too many`);
    }
    const seconds = ((tally.lastAt ?? 0) - (tally.firstAt ?? 0)) / 1000;
    return { seconds, refusedShare: tally.refused / (tally.refused + tally.taken), memory, lags };
  } finally {
    await Promise.all(bots.map((bot) => bot.stop()));
    await connector.stop();
    await partnership.remove();
  }
}

function aBot(connectionString: string, prefix: string, partnership: string): Promise<Program> {
  return Program.start("bot/main.js", {
    BOT_MODE: "local",
    PORT: "0",
    STORAGE_CONNECTION_STRING: connectionString,
    TABLE_PREFIX: prefix,
    PARTNERSHIP_DIR: partnership,
    LOCAL_HOLD_BACK: "off",
    // The same for all, so that what is compared is what is held and not when it was collected.
    NODE_OPTIONS: "--max-old-space-size=160",
  });
}

/** A message each, held back until its own moment, one after the other; the moments by object id. */
async function setDue(office: PostOffice, people: readonly { tenantId: string; objectId: string }[]) {
  const moments = new Map<string, number>();
  const first = Date.now() + 15_000;
  for (const [n, person] of people.entries()) {
    const { tenantId, objectId } = person;
    const moment = new Date(first + n * 500);
    const { id } = await office.plan([person]);
    const part = { campaignId: id, tenantId };
    const seen = await office.store.findPart(part);
    const [before] = (await office.store.findDeliveries(part, [person])).values();
    if (!seen || !before) throw new Error("it was planned");
    const after = { ...before, held: true, notBefore: moment.toISOString() };
    await office.store.commit(seen, seen.value, [{ before, after }], []);
    const due = moment.toISOString();
    await office.schedule.set({ id: `release|${tenantId}|${due}`, kind: "deliveries.release", subject: tenantId, due });
    moments.set(objectId, moment.getTime());
  }
  return moments;
}

/** The most memory that any of the processes held. */
async function untilDone(
  office: PostOffice,
  everybody: Posting,
  bots: readonly Program[],
  people: number,
): Promise<number> {
  let most = 0;
  const until = Date.now() + 60_000 + people * 20;
  while (Date.now() < until) {
    await pause(500);
    most = Math.max(most, ...bots.map((bot) => bot.memory()));
    const campaigns = await office.deliveries.campaigns();
    if (campaigns.every(({ status }) => status === "done")) return most;
  }
  throw new Error(`not done in time: ${JSON.stringify(await office.deliveries.counts(everybody.id))}`);
}

async function bareRate(messages: number, atATime: number): Promise<number> {
  const connector = await BenchConnector.start({ answerAfter: 50 });
  const bare = await Program.start(
    "bench/bare/sending.js",
    {
      SERVICE_URL: connector.serviceUrl,
      CONVERSATIONS: String(messages),
      AT_A_TIME: String(atATime),
      CARD: aCard(),
    },
    { keepLines: true },
  );
  await bare.logged("Done");
  const { firstAt = 0, lastAt = 0 } = await connector.tally();
  await connector.stop();
  return messages / ((lastAt - firstAt) / 1000);
}
