import type { Clock } from "../../services/kernel/clock.js";
import type { Capability } from "../capability.js";
import type { Services } from "../services.js";
import { board } from "./board/index.js";
import { channels } from "./channels.js";
import { deliveries } from "./deliveries.js";
import { fees } from "./fees/index.js";
import { home } from "./home.js";
import { inbox } from "./inbox.js";
import { myData } from "./my-data.js";
import { panels } from "./panels/index.js";
import { sessions } from "./sessions/index.js";
import { surveys } from "./surveys.js";

/** What the bot can do. The order is that of the home card; the last one answers what no other understands. */
export function allCapabilities(services: Services, clock: Clock): Capability[] {
  const fileUrl = (token: string) => `${services.config.publicUrl}/files/${token}`;
  const jobs = [
    surveys(services.surveys),
    sessions({ sessions: services.sessions, clock, fileUrl }),
    panels({ panels: services.panels, fileUrl }),
    fees({ fees: services.fees, fileUrl }),
    board({ board: services.board, fileUrl }),
  ];
  const rooms = [
    inbox(jobs, clock),
    ...jobs,
    deliveries(services.followingDeliveries, clock),
    channels(services.channels),
    myData({ myData: services.myData, publicUrl: services.config.publicUrl, known: services.knownPeople }),
  ];
  return [...rooms, home(rooms)];
}
