import { join } from "node:path";
import { House } from "../../bot/local/house.js";
import { SHIPPED } from "./partnership.js";
import { freePorts, temporaryFolder } from "./temporary.js";

/** The whole local house on free ports, with data of its own that is gone after `close`. */
export async function openHouse(options: { readonly pace?: number; readonly history?: boolean } = {}): Promise<{
  readonly house: House;
  /** For screenshots and the like. */
  readonly folder: string;
  close(): Promise<void>;
}> {
  const place = await temporaryFolder();
  const [bot = 0, client = 0, colleagues = 0, tables = 0, queues = 0] = await freePorts(5);
  const house = await House.start({
    ports: { bot, client, colleagues, tables, queues },
    data: join(place.path, "data"),
    partnershipDir: SHIPPED,
    pace: options.pace ?? 20,
    history: options.history ?? false,
  });
  const close = async () => {
    await house.stop();
    await place.remove();
  };
  return { house, folder: place.path, close };
}
