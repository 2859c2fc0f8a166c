import { Sender } from "../services/delivery/sender.js";
import { DeliveryService } from "../services/delivery/service.js";
import type { Clock } from "../services/kernel/clock.js";
import { type Pause, systemPause } from "../services/kernel/pause.js";
import type { Randomness } from "../services/kernel/random.js";
import type { PartnershipFiles } from "../services/partnership/files.js";
import { AddressTable } from "../services/storage/addresses.js";
import { DeliveryTables } from "../services/storage/deliveries.js";
import { LeaseTable } from "../services/storage/leases.js";
import { Storage } from "../services/storage/storage.js";
import { surveyStores } from "../services/storage/surveys/stores.js";
import { Surveys } from "../services/surveys/service.js";
import type { TeamsAdapter } from "./adapter.js";
import type { Config } from "./config.js";
import { interimAudiences, interimAudit, interimChannels, interimPeople } from "./interim.js";
import type { Log } from "./log.js";
import { TeamsMessenger } from "./messenger.js";

/** Teams wants an answer within some seconds, and shows a person nothing until then. */
const PATIENCE_MS = 1500;

export interface ServicesNeeds {
  readonly config: Config;
  readonly files: PartnershipFiles;
  readonly adapter: TeamsAdapter;
  readonly clock: Clock;
  readonly random: Randomness;
  readonly pause?: Pause | undefined;
  readonly log: Log;
}

/** All that the capabilities use, with its stores, by name. */
export type Services = Awaited<ReturnType<typeof buildServices>>;

/** Puts each port's one implementation behind the services. Nothing runs until `compose` starts it. */
export async function buildServices({
  config,
  files,
  adapter,
  clock,
  random,
  pause = systemPause,
  log,
}: ServicesNeeds) {
  const { partnership, definitions } = files;
  const report = (error: unknown) => log.error({ err: error }, "Work in the background failed");
  const storage = await Storage.open({ ...config.storage, prefix: config.tablePrefix });
  const people = interimPeople();
  const addresses = new AddressTable(storage);
  const channels = interimChannels();
  const leases = new LeaseTable(storage);
  const audit = interimAudit();

  const botId = `28:${config.registration?.appId ?? "bot"}`;
  const messenger = new TeamsMessenger({ mode: config.mode, botId, adapter, people, addresses, log });
  const store = new DeliveryTables(storage, random);
  const { requestsPerSecondPerTenant } = partnership.sending;
  const sending = { store, addresses, people, messenger, leases, requestsPerSecondPerTenant };
  const sender = new Sender({ ...sending, clock, pause, random, report });
  const deliveries = new DeliveryService({ store, addresses, sender, clock });

  const surveys = new Surveys({
    ...surveyStores(storage, random),
    partnership,
    definitions,
    people: interimAudiences(people),
    deliveries,
    audit,
    leases,
    clock,
    random,
    patienceMs: PATIENCE_MS,
    report,
  });
  return { storage, people, addresses, channels, audit, messenger, sender, deliveries, surveys };
}
