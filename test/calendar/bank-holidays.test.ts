import assert from "node:assert/strict";
import { addDays, type LocalDate, weekdayOf } from "../../services/kernel/dates.js";
import { theFiles } from "../support/bot.js";

describe("the shipped list of bank holidays", () => {
  it("is England's, as the rules for them give it, for each year that it covers", async () => {
    const { bankHolidays } = (await theFiles()).partnership.quietHours;
    const years = [...new Set(bankHolidays.map((day) => Number(day.slice(0, 4))))];
    assert.deepEqual(years, [2026, 2027, 2028]);
    assert.deepEqual(bankHolidays, years.flatMap(holidaysOf));
  });

  it("is compared with rules that give what gov.uk publishes", () => {
    assert.deepEqual([2024, 2025, 2026, 2027, 2028].map(easterSunday), [
      "2024-03-31",
      "2025-04-20",
      "2026-04-05",
      "2027-03-28",
      "2028-04-16",
    ]);
    assert.deepEqual(holidaysOf(2022).slice(-2), ["2022-12-26", "2022-12-27"]);
    assert.deepEqual(holidaysOf(2021).slice(-2), ["2021-12-27", "2021-12-28"]);
  });
});

function holidaysOf(year: number): LocalDate[] {
  const easter = easterSunday(year);
  return [
    ...standingIn([`${year}-01-01`]),
    addDays(easter, -2),
    addDays(easter, 1),
    monday(`${year}-05-01`, 1),
    monday(`${year}-05-31`, -1),
    monday(`${year}-08-31`, -1),
    ...standingIn([`${year}-12-25`, `${year}-12-26`]),
  ];
}

/** A holiday on a weekend is moved to the next weekday that is none. */
function standingIn(days: readonly LocalDate[]): LocalDate[] {
  const weekdays = days.filter((day) => weekdayOf(day) < 6);
  const moved = days.filter((day) => weekdayOf(day) > 5);
  for (const day of moved) {
    let free = day;
    while (weekdayOf(free) > 5 || weekdays.includes(free)) free = addDays(free, 1);
    weekdays.push(free);
  }
  return weekdays.sort();
}

/** The first Monday from a day on, or back from it. */
function monday(day: LocalDate, step: 1 | -1): LocalDate {
  return weekdayOf(day) === 1 ? day : monday(addDays(day, step), step);
}

/** The anonymous Gregorian algorithm (Meeus, Jones, Butcher). */
function easterSunday(year: number): LocalDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  const day = (h + l - 7 * m + 33 * month + 19) % 32;
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
