import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fitsCard } from "../../cards/surveys.js";
import { MistakesError } from "../../services/kernel/mistakes.js";
import { readPartnershipFiles } from "../../services/partnership/files.js";
import { cohortTitle, partnerName } from "../../services/partnership/names.js";
import { readPeople } from "../../services/people/csv.js";
import { NORTHERN_VALE, northernVale, SHIPPED } from "../support/partnership.js";

describe("a partnership's folder", () => {
  it("is read whole: a small one of another shape", async () => {
    const { partnership, definitions, people } = await northernVale();
    equal(definitions.length, 1);
    ok(people && readPeople(people, "people.csv", partnership).ok);
  });

  it("need have neither people nor surveys nor series", async () => {
    await inCopy(async (folder) => {
      await rm(join(folder, "people.csv"));
      for (const below of ["surveys", "series"]) await rm(join(folder, below), { recursive: true });
      const { definitions, series, people } = await readPartnershipFiles(folder);
      deepEqual([definitions, series, people], [[], [], undefined]);
    });
  });

  it("tells of every file that is not UTF-8, and of nothing else in it", async () => {
    await inCopy(async (folder) => {
      await writeFile(join(folder, "partnership.yaml"), Buffer.from("name: Si\xe2n", "latin1"));
      await rejects(readPartnershipFiles(folder), (error) => {
        ok(error instanceof MistakesError);
        deepEqual(
          error.mistakes.map(({ file, wrong }) => [file, wrong]),
          [["partnership.yaml", "the file is not UTF-8"]],
        );
        return true;
      });
    });
  });

  it("that is not there is told as a missing partnership.yaml", async () => {
    await rejects(readPartnershipFiles("no/such/folder"), /no\/such\/folder can't be used yet:\n.*the file is missing/);
  });

  it("names partners and cohorts for people to read", async () => {
    const { partnership } = await northernVale();
    equal(partnerName(partnership, "open-hands"), "Open Hands");
    equal(cohortTitle(partnership, "returners-2027"), "Returners to social work, 2027");
    equal(cohortTitle(partnership, "returners-2019"), "returners 2019");
  });
});

describe("partnership/README.md", () => {
  it("shows a survey that loads", async () => {
    const readme = await readFile("partnership/README.md", "utf8");
    const [, survey = ""] = /```yaml\n([\s\S]*?)```/.exec(readme) ?? [];
    await inCopy(async (folder) => {
      await writeFile(join(folder, "surveys/check-in.yaml"), survey);
      const { definitions } = await readPartnershipFiles(folder, fitsCard);
      equal(definitions[0]?.questions.length, 3);
    });
  });
});

describe("the shipped partnership", () => {
  it("has its partners, tenants and surveys, each of which fits its card", async () => {
    const { partnership, definitions } = await readPartnershipFiles(SHIPPED, fitsCard);
    equal(partnership.partners.length, 14);
    ok(partnership.tenants.length >= 10);
    deepEqual(
      definitions.map(({ id }) => id),
      ["consultation", "epd-pulse", "session-evaluation", "stakeholder-survey"],
    );
  });

  it("has people at every partner, and every partner that pays has somebody to confirm its fee", async () => {
    const { partnership, people } = await readPartnershipFiles(SHIPPED);
    const read = readPeople(people ?? new Uint8Array(), "people.csv", partnership);
    ok(read.ok);
    const holds = (partner: string, role: string) =>
      read.people.some((person) => person.partner === partner && person.roles.some((one) => one === role));
    for (const { id, tier, sector } of partnership.partners) {
      ok(
        read.people.some(({ partner }) => partner === id),
        id,
      );
      ok(holds(id, "wfd-lead"), `${id} has a WFD lead`);
      if (tier === "primary") ok(holds(id, "board-member"), `${id} has a board member`);
      if (tier === "primary" && sector !== "pvi") ok(holds(id, "fee-contact"), `${id} has a fee contact`);
    }
  });

  it("has EPD groups above and below the small-group threshold", async () => {
    const { partnership, people } = await readPartnershipFiles(SHIPPED);
    const read = readPeople(people ?? new Uint8Array(), "people.csv", partnership);
    ok(read.ok);
    const epd = read.people.filter(({ cohorts }) => cohorts.some((cohort) => cohort.startsWith("epd")));
    const sizes = partnership.partners.map(({ id }) => epd.filter(({ partner }) => partner === id).length);
    ok(epd.length >= 45);
    ok(sizes.some((size) => size >= partnership.thresholds.group));
    ok(sizes.some((size) => size > 0 && size < partnership.thresholds.group));
  });
});

async function inCopy(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "partnership-"));
  try {
    await cp(NORTHERN_VALE, folder, { recursive: true });
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
