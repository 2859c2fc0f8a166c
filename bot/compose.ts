import type { Clock } from "../services/kernel/clock.js";
import { systemClock } from "../services/kernel/clock.js";
import type { Pause } from "../services/kernel/pause.js";
import { type Randomness, systemRandomness } from "../services/kernel/random.js";
import type { PartnershipFiles } from "../services/partnership/files.js";
import { TeamsAdapter, type TokenEndpoints } from "./adapter.js";
import { Addresses } from "./addresses.js";
import { buildApplication } from "./application.js";
import { allCapabilities } from "./capabilities/index.js";
import type { Config } from "./config.js";
import { type Log, openLog } from "./log.js";
import { PeopleCache } from "./people-cache.js";
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
  /** Makes storage ready, listens and takes up work left over; resolves with the port. */
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

  const capabilities = allCapabilities(services);
  services.messenger.speakFor(capabilities);
  const people = new PeopleCache(services.people, clock);
  const turns = new Turns({ people, partnership, capabilities, clock, random, log });
  const addresses = new Addresses(services.addresses, services.channels);
  const application = buildApplication({
    turns,
    addresses,
    privately: (caller, card) => services.messenger.privately(caller, card),
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
      file: () => Promise.resolve(undefined),
    },
    log,
  );
  return {
    door,
    services,
    async start() {
      await services.storage.prepare();
      const port = await door.listen(config.port, config.host);
      services.sender.resume();
      void services.surveys
        .resume()
        .catch((error: unknown) => log.error({ err: error }, "Could not resume the surveys"));
      return port;
    },
    async stop() {
      await Promise.all([door.close(), services.sender.stop(PATIENCE)]);
    },
  };
}
