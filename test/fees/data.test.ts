import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { mistakeInWords } from "../../services/kernel/mistakes.js";
import { loadPartnership } from "../../services/partnership/load.js";
import { NORTHERN_VALE } from "../support/partnership.js";

async function mistakes(fees: string): Promise<string[]> {
  const partnership = await readFile(`${NORTHERN_VALE}/partnership.yaml`, "utf8");
  const loaded = loadPartnership([
    { path: "partnership.yaml", text: partnership },
    { path: "fees.yaml", text: fees },
  ]);
  return loaded.ok ? [] : loaded.mistakes.map(mistakeInWords);
}

const YEAR = "years:\n  - year: 2027-28\n    pence: 2600000\n";

describe("fees.yaml", () => {
  it("is fine with a year and an amount, and may be left out", async () => {
    assert.deepEqual(await mistakes(YEAR), []);
  });

  it("names the line of what is no year, no whole pence or no day", async () => {
    const wrong = "years:\n  - year: 2027-29\n    pence: 26.5\n    dueOn: 2027-02-30\n";
    const lines = (await mistakes(wrong)).map((one) => one.split(":")[0]);
    assert.deepEqual(lines, ["fees.yaml, line 2", "fees.yaml, line 3", "fees.yaml, line 4"]);
    assert.equal((await mistakes(YEAR.replace("2600000", "-1"))).length, 1);
  });

  it("refuses partners that aren't there or come twice, exceptions of who doesn't pay, and a year that comes twice", async () => {
    const exception = (partner: string) => `      - { partner: ${partner}, pence: 1, reason: A share. }\n`;
    const wrong =
      `${YEAR}    payers: [vale-county, vale-count, vale-county]\n    exceptions:\n${exception("hillside-college")}` +
      `${exception("vale-county")}  - year: 2027-28\n    pence: 1\n`;
    assert.deepEqual(await mistakes(wrong), [
      "fees.yaml, line 4: there is no partner “vale-count”; write a partner's id of partnership.yaml",
      "fees.yaml, line 4: vale-county is there already; write each partner once",
      "fees.yaml, line 6: hillside-college is not among the payers; add it to payers, or take the exception out",
      "fees.yaml, line 8: 2027-28 is there already; write each year once",
    ]);
  });
});
