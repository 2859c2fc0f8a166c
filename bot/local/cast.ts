import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { ExpectedError } from "../../services/kernel/errors.js";
import { MistakesError } from "../../services/kernel/mistakes.js";
import { flawsOf } from "../../services/partnership/explain.js";
import { readYaml } from "../../services/partnership/yaml.js";
import type { Person } from "../../services/people/schema.js";

/** local.yaml of a partnership: who of its people are who in the local house. All by their e-mail addresses. */
const localSchema = z.strictObject({
  /** Who you are in the local Teams client. */
  you: z.email(),
  /** The client's other five users, of the same tenant as you. */
  others: z.array(z.email()).length(5),
  /** The tenants whose administrators have blocked the app. */
  blockedTenants: z.array(z.guid().toLowerCase()).default([]),
  /** Whether quiet hours and the nudge budget are kept here too: things are tried at any hour, again and again. */
  holdBack: z.boolean().default(true),
  team: z.strictObject({ name: z.string().min(1).max(80), channel: z.string().min(1).max(50) }),
});
export type LocalSettings = z.infer<typeof localSchema>;

/** Who plays whom. */
export interface Cast {
  readonly you: Person;
  readonly others: readonly Person[];
  /** Everybody but you, the other five included: they have no window of their own, so they are simulated too. */
  readonly colleagues: readonly Person[];
  readonly blockedTenants: readonly string[];
  readonly holdBack: boolean;
  readonly team: LocalSettings["team"];
}

/** Throws MistakesError with all that is wrong in local.yaml. */
export async function readLocalSettings(folder: string): Promise<LocalSettings> {
  const heading = `The local house can't be started for ${folder}:`;
  const path = "local.yaml";
  const text = await readFile(join(folder, path), "utf8").catch(() => undefined);
  if (text === undefined) {
    throw new MistakesError(heading, [{ file: path, line: 1, wrong: "the file is missing", right: "say who you are" }]);
  }
  const file = readYaml({ path, text });
  const flaws = file.mistakes.length > 0 ? [] : flawsOf(localSchema, file.value);
  const mistakes = [...file.mistakes, ...flaws.map(file.mistake)];
  if (mistakes.length > 0) throw new MistakesError(heading, mistakes);
  return localSchema.parse(file.value);
}

/** Throws ExpectedError when somebody of local.yaml is not in people.csv, or the six are not of one tenant. */
export function castOf(settings: LocalSettings, people: readonly Person[]): Cast {
  const you = personNamed(settings.you, people);
  const others = settings.others.map((email) => personNamed(email, people));
  const elsewhere = others.find(({ tenantId }) => tenantId !== you.tenantId);
  if (elsewhere) {
    throw new ExpectedError("invalid", `local.yaml: ${elsewhere.email} and ${you.email} must be of the same tenant.`);
  }
  if (new Set([you, ...others]).size < 6) {
    throw new ExpectedError("invalid", "local.yaml: you and the other five must be six different people.");
  }
  const { blockedTenants, holdBack, team } = settings;
  return { you, others, colleagues: people.filter((person) => person !== you), blockedTenants, holdBack, team };
}

function personNamed(email: string, people: readonly Person[]): Person {
  const person = people.find((candidate) => candidate.email.toLowerCase() === email.toLowerCase());
  if (!person) throw new ExpectedError("invalid", `local.yaml: nobody in people.csv has the address ${email}.`);
  return person;
}
