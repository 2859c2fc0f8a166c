import type { Clock } from "../services/kernel/clock.js";
import { systemClock } from "../services/kernel/clock.js";
import { ExpectedError } from "../services/kernel/errors.js";
import { type Pause, systemPause } from "../services/kernel/pause.js";
import { type Randomness, systemRandomness } from "../services/kernel/random.js";
import type { PartnershipFiles } from "../services/partnership/files.js";
import { TeamsAdapter, type TokenEndpoints } from "./adapter.js";
import { Addresses } from "./addresses.js";
import { buildApplication } from "./application.js";
import { allCapabilities } from "./capabilities/index.js";
import type { Config } from "./config.js";
import { LiveChats } from "./live-chats.js";
import { type Log, openLog } from "./log.js";
import { type Door, openDoor } from "./server.js";
import { buildServices, type Services } from "./services.js";
import { Turns } from "./turn.js";

/** What tests and the local house may put in the place of the real thing. */
export interface Replaced {
  readonly clock?: Clock;
  readonly random?: Randomness;
  readonly pause?: Pause;
  readonly log?: Log;
  /** Another token issuer than Microsoft's: for tests of the real validation. */
  readonly tokens?: TokenEndpoints;
}

export interface Bot {
  readonly door: Door;
  readonly services: Services;
  /** Of every button that a card can have. */
  readonly verbs: readonly string[];
  /** Creates what storage lacks. Throws ExpectedError("unavailable") when storage doesn't answer. */
  prepare(): Promise<void>;
  /** Listens and takes up work left over; resolves with the port. */
  start(): Promise<number>;
  /** Takes nothing new, finishes what is under way. */
  stop(): Promise<void>;
}

/** How long sending that is under way may take to end, in milliseconds. */
const PATIENCE = 15_000;

/** Builds everything from the configuration and the partnership's files, without listening. */
export async function compose(config: Config, files: PartnershipFiles, replaced: Replaced = {}): Promise<Bot> {
  const { clock = systemClock, random = systemRandomness, log = openLog(config.logLevel) } = replaced;
  const { partnership } = files;
  const adapter = new TeamsAdapter(config.registration, replaced.tokens);
  const services = await buildServices({ config, files, adapter, clock, random, pause: replaced.pause, log });

  const capabilities = allCapabilities(services, clock);
  services.messenger.speakFor(capabilities);
  services.liveViews.speakFor(capabilities);
  const turns = new Turns({ people: services.knownPeople, partnership, capabilities, clock, random, log });
  const addresses = new Addresses(services.addresses, services.channelStore);
  const application = buildApplication({
    turns,
    addresses,
    privately: (caller, card) => services.messenger.privately(caller, card),
    live: new LiveChats({ cards: services.live, pause: replaced.pause ?? systemPause, log }),
    log,
  });

  const tenants = new Set(partnership.tenants.map(({ id }) => id));
  const door = openDoor(
    {
      house: { mode: config.mode, tenants },
      receive: (authorization, activity) =>
        adapter.receive(authorization, activity, async (context) => {
          await application.run(context);
        }),
      ready: () => services.storage.answers(),
      file: (token) => services.files.open(token),
      metrics: () => services.metrics.text(),
    },
    log,
  );
  return {
    door,
    services,
    verbs: capabilities.flatMap(({ actions }) => actions.map(({ verb }) => verb)),
    prepare: () => prepared(services),
    async start() {
      const port = await door.listen(config.port, config.host);
      services.deliveries.engine.start();
      services.surveys.start();
      await Promise.all([services.purge.start(), services.reconciliation.start(), services.sessions.start()]);
      services.schedule.start();
      return port;
    },
    async stop() {
      await Promise.all([
        door.close(),
        services.deliveries.engine.stop(PATIENCE),
        services.reconciliation.stop(),
        services.surveys.stop(),
        services.schedule.stop(),
      ]);
      await services.live.stop();
    },
  };
}

async function prepared({ storage }: Services): Promise<void> {
  try {
    await storage.prepare();
  } catch (cause) {
    const sentence =
      "Storage does not answer: see STORAGE_CONNECTION_STRING or STORAGE_ACCOUNT. Locally, npm start brings its own.";
    throw new ExpectedError("unavailable", sentence, {}, { cause });
  }
}
