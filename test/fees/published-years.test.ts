import assert from "node:assert/strict";
import { planOf } from "../../services/fees/plan-rules.js";
import { pounds } from "../../services/kernel/money.js";
import { theFiles } from "../support/bot.js";

async function published(year: string) {
  const { fees, partnership } = await theFiles();
  const data = fees.years.find((one) => one.year === year);
  assert.ok(data);
  const plan = planOf(data, partnership.partners);
  const paying = plan.partners.filter(({ pence }) => pence > 0);
  return {
    paying: paying.length,
    each: [...new Set(paying.map(({ pence }) => pounds(pence)))],
    asked: pounds(plan.askedPence),
    forecast: pounds(plan.forecastPence),
  };
}

describe("the published years of the partnership that ships with the bot", () => {
  it("2020-21: £10,000 of each of seven partners", async () => {
    assert.deepEqual(await published("2020-21"), {
      ...{ paying: 7, each: ["£10,000"], asked: "£70,000", forecast: "£70,000" },
    });
  });

  it("2021-22: £60,000, since one partner had an agreed adjustment", async () => {
    assert.deepEqual(await published("2021-22"), {
      ...{ paying: 6, each: ["£10,000"], asked: "£60,000", forecast: "£60,000" },
    });
  });

  it("2022-23: £70,000 forecast", async () => {
    assert.deepEqual(await published("2022-23"), {
      ...{ paying: 7, each: ["£10,000"], asked: "£70,000", forecast: "£70,000" },
    });
  });

  it("2023-24: £26,000 of each primary partner that is no PVI", async () => {
    assert.deepEqual(await published("2023-24"), {
      ...{ paying: 9, each: ["£26,000"], asked: "£234,000", forecast: "£234,000" },
    });
  });
});
