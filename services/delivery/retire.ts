import type { PeopleStore } from "../people/ports.js";
import { type Person, personKey } from "../people/schema.js";
import type { Lane, Slot } from "./lane.js";
import { Ledger, type LedgerNeeds } from "./ledger.js";
import type { AddressStore, DeliveryStore, Letter, Messenger } from "./ports.js";
import { DIGEST, DIGEST_ID } from "./release.js";
import type { Rest } from "./run.js";
import type { Address, Delivery, Message, PartId } from "./schema.js";

export interface RetireNeeds extends LedgerNeeds {
  readonly addresses: Pick<AddressStore, "findMany">;
  readonly people: Pick<PeopleStore, "findMany">;
  readonly messenger: Messenger;
  laneOf(tenantId: string): Lane;
}

/** A part that another run has is looked at again after this long. */
const BUSY_MS = 3000;
const AFTER_FAILURE_MS = 10_000;

/** A card in a chat, and what is to stand in its place. */
interface Exchange {
  readonly delivery: Delivery;
  readonly address: Address;
  readonly conversationId: string;
  readonly activityId: string;
  readonly letter: Letter;
}

/** Puts `note` in the place of the cards that a part has sent; those merged into one message have that one made anew. */
export async function retirePart(needs: RetireNeeds, id: PartId, note: Message, signal: AbortSignal): Promise<Rest> {
  const ledger = await Ledger.open(needs, id);
  if (ledger === undefined) return { kind: "nothing" };
  if (ledger === "busy") return { kind: "again", afterMs: BUSY_MS };
  const over = new AbortController();
  const renewal = ledger.renew(over.signal);
  try {
    let isDone = true;
    for await (const page of ledger.pages(["sent", "suppressed"])) {
      const stale = page.filter(isStale);
      const exchanges = await exchangesOf(needs, stale, note);
      isDone = (await exchangeAll(needs, exchanges, ledger, signal)) && isDone;
      if (signal.aborted) break;
    }
    if (signal.aborted) return { kind: "again", afterMs: 0 };
    return isDone ? { kind: "nothing" } : { kind: "again", afterMs: AFTER_FAILURE_MS, failed: true };
  } finally {
    over.abort();
    await renewal;
    await ledger.close();
  }
}

/** The same for one person's deliveries, at once, writing nothing down: not even that it was done. */
export async function retireQuietly(
  needs: RetireNeeds,
  deliveries: readonly Delivery[],
  note: Message,
  except: string | undefined,
): Promise<void> {
  const exchanges = await exchangesOf(needs, deliveries.filter(isStale), note);
  // Several may have been told of in one message, which is looked at as the card that it is.
  const cards = new Map(exchanges.map((one) => [one.activityId, one]));
  for (const [activityId, { address, letter, conversationId }] of cards) {
    if (activityId !== except) await needs.messenger.replace(address, { conversationId, activityId }, letter);
  }
}

function isStale({ retired, activityId, mergedInto }: Delivery): boolean {
  return !retired && (activityId !== undefined || mergedInto !== undefined);
}

/** Takes slots as those do who send, some at a time; false when some must be tried again. */
async function exchangeAll(
  needs: RetireNeeds,
  exchanges: readonly Exchange[],
  ledger: Ledger,
  signal: AbortSignal,
): Promise<boolean> {
  const lane = needs.laneOf(ledger.part.tenantId);
  const underWay: Promise<boolean>[] = [];
  const left = [...exchanges];
  try {
    while (left.length > 0) {
      const slots = await lane.take(left.length, signal);
      if (slots.length === 0) break;
      const some = left.splice(0, slots.length);
      underWay.push(...some.map((one, n) => exchange(needs, one, slots[n], ledger, signal)));
    }
  } finally {
    await Promise.all(underWay);
  }
  return left.length === 0 && (await Promise.all(underWay)).every((done) => done);
}

/** False when it must be tried again; never throws. */
async function exchange(
  { laneOf, messenger, report }: RetireNeeds,
  one: Exchange,
  slot: Slot | undefined,
  ledger: Ledger,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    if (!(await slot?.moment(signal))) return false;
    const outcome = await messenger.replace(one.address, one, one.letter);
    slot?.answered(outcome.kind === "retry" && !outcome.throttled);
    if (outcome.kind === "retry") {
      if (outcome.throttled) await laneOf(one.delivery.person.tenantId).slowDown(outcome.afterMs).catch(report);
      return false;
    }
  } finally {
    slot?.leave();
  }
  // A message that can't be replaced is gone, or its chat is: the card is no more there either.
  await ledger.change(one.delivery, ({ delivery }) => ({ delivery: { ...delivery, retired: true } }));
  return true;
}

async function exchangesOf(needs: RetireNeeds, stale: readonly Delivery[], note: Message): Promise<Exchange[]> {
  if (stale.length === 0) return [];
  const ids = stale.map(({ person }) => person);
  const [people, addresses] = await Promise.all([needs.people.findMany(ids), needs.addresses.findMany(ids)]);
  const active = [...people.values()].filter(({ status }) => status === "active");
  const notes = await needs.messenger.write(note, active);
  const placed = await Promise.all(stale.map((delivery) => placeOf(needs.store, delivery)));
  const digests = await digestLetters(needs, placed, active);
  return stale.flatMap((delivery, n): Exchange[] => {
    const at = placed[n];
    const key = personKey(delivery.person);
    const address = addresses.get(key);
    // Nothing left to tell of in the one message: then it is over, too.
    const letter = (delivery.mergedInto !== undefined && digests.get(key)) || notes.get(key);
    if (!at?.conversationId || !at.activityId || !address || !letter) return [];
    return [{ delivery, address, conversationId: at.conversationId, activityId: at.activityId, letter }];
  });
}

/** Where the card is that told of this delivery: one message may itself have been told of in a later one. */
async function placeOf(store: DeliveryStore, delivery: Delivery): Promise<Delivery | undefined> {
  const { mergedInto, person } = delivery;
  if (mergedInto === undefined) return delivery;
  const found = await store.findDeliveries({ campaignId: mergedInto, tenantId: person.tenantId }, [person]);
  const digest = found.get(personKey(person));
  return digest && placeOf(store, digest);
}

async function digestLetters(
  { messenger }: RetireNeeds,
  placed: readonly (Delivery | undefined)[],
  active: readonly Person[],
): Promise<ReadonlyMap<string, Letter>> {
  const [one] = placed.filter((delivery) => delivery?.campaignId.startsWith(DIGEST_ID));
  if (!one) return new Map();
  return messenger.write({ kind: DIGEST, subject: one.person.tenantId }, active);
}
