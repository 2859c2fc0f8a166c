import { ActsData } from "../services/audit/personal-data.js";
import { AuditTrail } from "../services/audit/service.js";
import { Board } from "../services/board/service.js";
import { nextAllowed } from "../services/calendar/rules.js";
import { Channels } from "../services/channels/service.js";
import { FollowingDeliveries } from "../services/delivery/following.js";
import type { NudgeLimits } from "../services/delivery/nudge-rules.js";
import { AddressData, DeliveryData } from "../services/delivery/personal-data.js";
import { Reconciliation } from "../services/delivery/reconciliation.js";
import { purgeableAddresses, purgeableDeliveries } from "../services/delivery/retention.js";
import { DeliveryService } from "../services/delivery/service.js";
import { Fees } from "../services/fees/service.js";
import { Files } from "../services/files/service.js";
import type { Foundations } from "../services/foundations.js";
import type { Clock } from "../services/kernel/clock.js";
import { dateOf } from "../services/kernel/dates.js";
import { type Pause, systemPause } from "../services/kernel/pause.js";
import type { Randomness } from "../services/kernel/random.js";
import { LiveCardData } from "../services/live/personal-data.js";
import { LiveCards } from "../services/live/service.js";
import { MyData } from "../services/my-data/service.js";
import { placementsIn } from "../services/panels/placements.js";
import { Panels } from "../services/panels/service.js";
import type { PartnershipFiles } from "../services/partnership/files.js";
import { quietHoursOf } from "../services/partnership/quiet-hours.js";
import type { Partnership } from "../services/partnership/schema.js";
import type { Directory } from "../services/people/ports.js";
import { People } from "../services/people/service.js";
import { KeptPosts, purgeablePosts } from "../services/posts/service.js";
import type { Purgeable } from "../services/retention/ports.js";
import { Purge } from "../services/retention/service.js";
import { purgeableLate } from "../services/schedule/retention.js";
import { Schedule } from "../services/schedule/service.js";
import { Sessions } from "../services/sessions/service.js";
import { AddressTable } from "../services/storage/addresses.js";
import { AuditTable } from "../services/storage/audit.js";
import { TableItems } from "../services/storage/board/items.js";
import { ChannelTable } from "../services/storage/channels.js";
import { DeliveryTables } from "../services/storage/delivery/deliveries.js";
import { PaceTable } from "../services/storage/delivery/paces.js";
import { WorkQueues } from "../services/storage/delivery/work-queue.js";
import { TableFeeRounds } from "../services/storage/fees/rounds.js";
import { LeaseTable } from "../services/storage/leases.js";
import { LiveCardTable } from "../services/storage/live-cards.js";
import { TableReviews } from "../services/storage/panels/reviews.js";
import { TableRounds } from "../services/storage/panels/rounds.js";
import { StoredPeople } from "../services/storage/people.js";
import { PostTable } from "../services/storage/posts.js";
import { TableOccurrences } from "../services/storage/sessions/occurrences.js";
import { TableSeries } from "../services/storage/sessions/series.js";
import { SigningKeyTable } from "../services/storage/signing-keys.js";
import { Storage } from "../services/storage/storage.js";
import { surveyStores } from "../services/storage/surveys/stores.js";
import { TimerTable } from "../services/storage/timers.js";
import { Surveys } from "../services/surveys/service.js";
import type { TeamsAdapter } from "./adapter.js";
import type { Config } from "./config.js";
import { LiveViewMaker, shownOf } from "./live-views.js";
import type { Log } from "./log.js";
import { TeamsMessenger } from "./messenger.js";
import { Metrics } from "./metrics.js";
import { PeopleCache } from "./people-cache.js";

/** How much faster than usual a process may send that has fallen behind. */
const CATCHING_UP = 1.02;
/** Into one tenant: with answers in half a second, enough for its rate of sends. */
const SENDS_AT_A_TIME = 32;
/** Teams wants an answer within some seconds, and shows a person nothing until then. */
const PATIENCE_MS = 1000;

export interface ServicesNeeds {
  readonly config: Config;
  readonly files: PartnershipFiles;
  readonly adapter: TeamsAdapter;
  readonly clock: Clock;
  readonly random: Randomness;
  readonly pause?: Pause | undefined;
  readonly log: Log;
}

/** All that the capabilities use, and what runs beside them. */
export type Services = Awaited<ReturnType<typeof buildServices>>;

/** Puts each port's one implementation behind the services. Nothing runs until `compose` starts it. */
export async function buildServices(needs: ServicesNeeds) {
  const { config, files, adapter, clock, random, pause = systemPause, log } = needs;
  const { partnership, definitions } = files;
  const { retention } = partnership;
  const report = (error: unknown) => log.error({ err: error }, "Work in the background failed");
  const storage = await Storage.open({ ...config.storage, prefix: config.tablePrefix });
  const leases = new LeaseTable(storage);
  const background = { leases, clock, pause, random, report };

  const metrics = new Metrics();
  const timers = new TimerTable(storage, random);
  const schedule = new Schedule({ store: timers, observe: metrics.schedule, ...background });

  const peopleStore = new StoredPeople(storage);
  const audit = new AuditTrail({ store: new AuditTable(storage), people: peopleStore, clock, random });
  const people = new People(peopleStore, audit, clock);
  const knownPeople = new PeopleCache(peopleStore, clock);
  const channelStore = new ChannelTable(storage);
  const fileLinks = new Files(new SigningKeyTable(storage), audit, clock);

  const addresses = new AddressTable(storage);
  const botId = `28:${config.registration?.appId ?? "bot"}`;
  const messenger = new TeamsMessenger({ mode: config.mode, botId, adapter, addresses, log });
  const store = new DeliveryTables(storage, random);
  const queue = new WorkQueues(storage);
  metrics.watchQueue(queue);
  const liveStore = new LiveCardTable(storage);
  const liveViews = new LiveViewMaker();
  const live = new LiveCards({
    ...{ store: liveStore, timers: schedule, views: liveViews, messenger, addresses, people: peopleStore },
    ...{ clock, pause, random, report },
  });
  for (const [kind, handler] of Object.entries(live.handlers)) schedule.on(kind, handler);
  const deliveries = new DeliveryService({
    ...{ store, queue, addresses, people: peopleStore, messenger, timers: schedule, meter: metrics.sending },
    ...{ clock, random, pause, report },
    paces: new PaceTable(storage, partnership.sending.requestsPerSecondPerTenant),
    limits: config.holdBack ? nudgeLimitsOf(partnership) : undefined,
    width: SENDS_AT_A_TIME,
    atATime: partnership.sending.sendsAtATime,
    spacingMs: 1000 / (partnership.sending.requestsPerSecondPerTenant * CATCHING_UP),
    moved: (campaignId) => {
      for (const shown of shownOf(campaignId)) live.touch(shown);
    },
  });
  const reconciliation = new Reconciliation({ store, timers: schedule, audit, clock, pause, report });
  const handlers = { ...deliveries.handlers, ...reconciliation.handlers };
  for (const [kind, handler] of Object.entries(handlers)) schedule.on(kind, handler);
  const followingDeliveries = new FollowingDeliveries({
    ...{ deliveries, store, people: peopleStore, partnership, schedule, reconciliation, audit, clock },
  });

  const surveys = new Surveys({
    ...surveyStores(storage, random),
    ...{ partnership, definitions, people, deliveries, timers: schedule, audit, leases, clock, random, report },
    patienceMs: PATIENCE_MS,
  });
  for (const [kind, handler] of Object.entries(surveys.handlers)) schedule.on(kind, handler);

  const postStore = new PostTable(storage);
  const posts = new KeptPosts({
    ...{ store: postStore, channels: channelStore, poster: messenger, timers: schedule, clock, random },
  });
  const channels = new Channels(channelStore, audit, (name) => posts.chosen(name));
  for (const [kind, handler] of Object.entries(posts.handlers)) schedule.on(kind, handler);

  const directory: Directory = {
    find: (id) => people.find(id),
    findMany: (ids) => peopleStore.findMany(ids),
    select: (wanted) => people.select(wanted),
  };
  const foundations: Foundations = {
    ...{ partnership, people: directory, deliveries, timers: schedule, files: fileLinks, audit, clock, random, report },
  };
  const sessions = new Sessions({
    ...{ ...foundations, posts, series: files.series },
    changedSeries: new TableSeries(storage.table("series")),
    occurrences: new TableOccurrences(storage.table("occurrences"), random),
    evaluations: surveys.evaluations,
    surveys: definitions.map(({ id, title }) => ({ id, title })),
    channels: { find: (name) => channels.find(name) },
  });
  for (const [kind, handler] of Object.entries(sessions.handlers)) schedule.on(kind, handler);

  const panelRounds = new TableRounds(storage.table("panelrounds"));
  const panels = new Panels({
    ...{ ...foundations, posts, rules: files.panel },
    rounds: panelRounds,
    reviews: new TableReviews(storage.table("panelreviews")),
  });
  for (const [kind, handler] of Object.entries(panels.handlers)) schedule.on(kind, handler);

  const fees = new Fees({
    ...{ ...foundations, data: files.fees },
    rounds: new TableFeeRounds(storage.table("feerounds")),
    attended: (year) => placesAttended(sessions, partnership, year),
    placements: (year) => placementsIn(panelRounds, year),
  });
  for (const [kind, handler] of Object.entries(fees.handlers)) schedule.on(kind, handler);

  const board = new Board({
    ...{ ...foundations, posts, rules: files.board },
    items: new TableItems(storage.table("board"), random),
    channels: channelStore,
  });
  for (const [kind, handler] of Object.entries(board.handlers)) schedule.on(kind, handler);

  const myData = new MyData({
    parts: [
      new AddressData(addresses),
      new DeliveryData(store, retention.deliveries),
      new LiveCardData(liveStore),
      surveys.personalData,
      sessions.personalData,
      ...panels.personalData,
      ...fees.personalData,
      ...board.personalData,
      // After those who still bring acts onto the record.
      new ActsData(audit),
    ],
    ...{ people: peopleStore, daysAfterLeaving: retention.peopleLeft, files: fileLinks, audit, clock },
  });
  const purgeable = [
    purgeableDeliveries(store),
    purgeableAddresses(addresses, peopleStore),
    purgeablePeople(people),
    purgeableLate(timers),
    purgeablePosts(postStore),
    ...surveys.purges,
    ...sessions.purges,
    ...panels.purges,
    ...fees.purges,
    ...board.purges,
  ];
  const purge = new Purge({ retention, parts: purgeable, audit, schedule, ...background });
  return {
    ...{ live, liveViews },
    ...{
      partnership,
      config,
      storage,
      audit,
      people,
      peopleStore,
      knownPeople,
      channels,
      channelStore,
      files: fileLinks,
    },
    ...{
      addresses,
      messenger,
      deliveries,
      followingDeliveries,
      reconciliation,
      surveys,
      sessions,
      panels,
      fees,
      board,
      posts,
      myData,
      purge,
      schedule,
      metrics,
    },
  };
}

function nudgeLimitsOf(partnership: Partnership): NudgeLimits {
  const quiet = quietHoursOf(partnership);
  return { ...partnership.nudges, nextAllowed: (instant) => nextAllowed(instant, quiet) };
}

/** By partner, where there are enough people to tell of. */
async function placesAttended(sessions: Sessions, { partners }: Partnership, year: string) {
  const { byPartner } = await sessions.reporting.report(Number(year.slice(0, 4)));
  const attended = new Map(byPartner.map(({ name, counts }) => [name, counts.attended]));
  return new Map(
    partners.flatMap(({ id, name }) => {
      const places = attended.get(name);
      return places === undefined ? [] : [[id, places] as const];
    }),
  );
}

function purgeablePeople(people: People): Purgeable {
  return { kind: "peopleLeft", purge: (before) => people.purgeLeft(dateOf(before)) };
}
