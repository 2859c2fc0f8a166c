import type { DequeuedMessageItem, QueueClient } from "@azure/storage-queue";
import { z } from "zod";
import type { QueueName, TakenWork, Work, WorkQueue } from "../../delivery/ports.js";
import { messageSchema } from "../../delivery/schema.js";
import type { Storage } from "../storage.js";

/** Azure's: 32 messages at once. */
const MOST_AT_ONCE = 32;
/** Azure's, in seconds. What is for later than that is looked at in between, and put back. */
const LONGEST_HIDDEN = 7 * 86_400;
/** Never by age: a message that was lost would be a delivery that waits for the next watch. */
const FOR_EVER = -1;

const NAMES: Readonly<Record<QueueName | "aside", string>> = {
  quick: "deliveriesquick",
  long: "deliverieslong",
  aside: "deliveriesaside",
};

/** The queues `deliveriesquick` and `deliverieslong`, and `deliveriesaside` for what can't be done. */
export class WorkQueues implements WorkQueue {
  readonly #queues = new Map<string, Promise<QueueClient>>();

  constructor(private readonly storage: Storage) {}

  async put(name: QueueName, work: Work, { afterMs = 0, failures = 0 } = {}): Promise<void> {
    const queue = await this.#queue(name);
    const text = JSON.stringify({ v: 1, work, failures });
    const visibilityTimeout = Math.min(Math.ceil(afterMs / 1000), LONGEST_HIDDEN);
    await queue.sendMessage(text, { visibilityTimeout, messageTimeToLive: FOR_EVER });
  }

  async take(name: QueueName, most: number, forMs: number): Promise<TakenWork[]> {
    const queue = await this.#queue(name);
    const { receivedMessageItems } = await queue.receiveMessages({
      numberOfMessages: Math.min(most, MOST_AT_ONCE),
      visibilityTimeout: Math.ceil(forMs / 1000),
    });
    return receivedMessageItems.map(takenFrom);
  }

  async keep(name: QueueName, taken: TakenWork, forMs: number): Promise<void> {
    const receipt = receiptOf(taken);
    const { messageId, popReceipt, messageText } = receipt;
    const queue = await this.#queue(name);
    const kept = await queue.updateMessage(messageId, popReceipt, messageText, Math.ceil(forMs / 1000));
    receipt.popReceipt = kept.popReceipt ?? popReceipt;
  }

  async finish(name: QueueName, taken: TakenWork): Promise<void> {
    const { messageId, popReceipt } = receiptOf(taken);
    const queue = await this.#queue(name);
    try {
      await queue.deleteMessage(messageId, popReceipt);
    } catch (error) {
      // Kept for too long and taken by another, who finds nothing left to do.
      const { statusCode } = error as { statusCode?: number };
      if (statusCode !== 404 && statusCode !== 400) throw error;
    }
  }

  async setAside(name: QueueName, taken: TakenWork): Promise<void> {
    const aside = await this.#queue("aside");
    await aside.sendMessage(receiptOf(taken).messageText, { messageTimeToLive: FOR_EVER });
    await this.finish(name, taken);
  }

  async ageMs(name: QueueName): Promise<number> {
    const queue = await this.#queue(name);
    const [oldest] = (await queue.peekMessages({ numberOfMessages: 1 })).peekedMessageItems;
    return oldest ? Math.max(0, Date.now() - oldest.insertedOn.getTime()) : 0;
  }

  #queue(name: QueueName | "aside"): Promise<QueueClient> {
    const known = this.#queues.get(name);
    if (known !== undefined) return known;
    const queue = this.storage.queue(NAMES[name]);
    this.#queues.set(name, queue);
    // Not remembered when it fails: storage may answer the next time.
    queue.catch(() => this.#queues.delete(name));
    return queue;
  }
}

const campaignPart = { campaignId: z.string(), tenantId: z.string() };
const bodySchema = z.object({
  v: z.literal(1),
  failures: z.int(),
  work: z.discriminatedUnion("do", [
    z.object({ do: z.literal("send"), ...campaignPart }),
    z.object({ do: z.literal("release"), tenantId: z.string(), moment: z.iso.datetime() }),
    z.object({ do: z.literal("retire"), ...campaignPart, note: messageSchema, forget: z.boolean() }),
  ]),
});

interface Receipt {
  readonly messageId: string;
  popReceipt: string;
  readonly messageText: string;
}

function takenFrom({ messageId, popReceipt, messageText, dequeueCount }: DequeuedMessageItem): TakenWork {
  const receipt: Receipt = { messageId, popReceipt, messageText };
  const body = bodySchema.safeParse(parsed(messageText));
  return { work: body.data?.work, failures: body.data?.failures ?? 0, taken: dequeueCount, receipt };
}

function receiptOf({ receipt }: TakenWork): Receipt {
  return receipt as Receipt;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
