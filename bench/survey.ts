import { randomUUID } from "node:crypto";
import { systemRandomness } from "../services/kernel/random.js";
import { readPartnershipFiles } from "../services/partnership/files.js";
import { type Person, personKey } from "../services/people/schema.js";
import { StoredPeople } from "../services/storage/people.js";
import { Storage } from "../services/storage/storage.js";
import { surveyStores } from "../services/storage/surveys/stores.js";
import type { Answers, Definition, Wave } from "../services/surveys/schema.js";
import { invitationsFor, stratumOf } from "../services/surveys/strata.js";

/** The tables that the bot under measurement uses. */
export const PREFIX = "bench";

export interface Survey {
  readonly wave: Wave;
  readonly people: readonly Person[];
  readonly stores: ReturnType<typeof surveyStores>;
}

/** An EPD pulse, open, with so many people of all partners asked: stored as the bot stores it. */
export async function anOpenPulse(connectionString: string, size: number): Promise<Survey> {
  const { partnership, definitions } = await readPartnershipFiles("partnership/developing-together");
  const definition = definitions.find(({ id }) => id === "epd-pulse");
  if (!definition) throw new Error("there is no EPD pulse");
  const storage = await Storage.open({ connectionString, prefix: PREFIX });
  const stores = surveyStores(storage, systemRandomness);
  const everybody = new StoredPeople(storage);
  await storage.prepare();

  const [tenant] = partnership.tenants;
  const [cohort] = partnership.cohorts;
  const people = Array.from({ length: size }, (_, n): Person => {
    const partner = partnership.partners[n % partnership.partners.length]?.id ?? "";
    const side = n % 2 === 0 ? "children" : "adults";
    return somebody({ tenantId: tenant?.id ?? "", partner, side, cohorts: [cohort?.id ?? ""] });
  });
  const wave = openWave(definition, size);
  const invitations = people.map((person) => ({
    key: personKey(person),
    stratum: stratumOf(person, definition.dimensions, wave.audience),
  }));
  await everybody.save(people);
  await stores.invitations.add(wave.id, invitationsFor(invitations, wave.thresholds.group));
  await stores.box.open(wave.id, size);
  await stores.waves.create(wave);
  return { wave, people, stores };
}

/** Full answers to every question, everyone's a little different. */
export function answersTo({ questions }: Definition, n: number): Answers {
  const scale = ["very poor", "poor", "ok", "good", "excellent"];
  const answers = questions.map((question, at): [string, string] => {
    if (question.type === "scale") return [question.id, scale[(n + at) % scale.length] ?? "ok"];
    if (question.type === "choice") return [question.id, question.options[n % question.options.length]?.id ?? ""];
    return [question.id, `A laptop that starts within a minute, and time to think. ${n}`];
  });
  return Object.fromEntries(answers);
}

function somebody(members: Pick<Person, "tenantId" | "partner" | "side" | "cohorts">): Person {
  const objectId = randomUUID();
  return {
    objectId,
    name: "Pat Example",
    email: `${objectId}@people.example`,
    roles: [],
    status: "active",
    ...members,
  };
}

function openWave(definition: Definition, invited: number): Wave {
  const now = new Date();
  const day = (after: number) => new Date(now.getTime() + after * 86_400_000).toISOString().slice(0, 10);
  return {
    id: systemRandomness.id(),
    title: "Autumn pulse",
    definition,
    audience: { cohorts: [], partners: [], roles: [], sides: [] },
    opensOn: day(0),
    closesOn: day(14),
    reminders: [3, 7],
    status: "open",
    frozen: true,
    archived: false,
    thresholds: { group: 5, comments: 10 },
    createdAt: now.toISOString(),
    openedAt: now.toISOString(),
    invited,
    groupSizes: {},
    remindersSent: 0,
    forget: false,
    remindersDone: 0,
  };
}
