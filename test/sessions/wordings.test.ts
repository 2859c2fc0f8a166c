import assert from "node:assert/strict";
import { FEWEST_COMPARED, newcombe, wilson, wordingReport } from "../../services/sessions/report/wording-rules.js";
import { bookings } from "./builders.js";

const Z = 1.959964;
const WORDINGS = [
  { id: "cost", text: "A place costs." },
  { id: "plain", text: "Please tell me." },
];

describe("the comparison of wordings", () => {
  it("has Newcombe's published intervals", () => {
    // R. G. Newcombe, Statistics in Medicine 17 (1998): 873-890, table II, method 10; Wilson: 857-872, table I, method 3.
    const rounded = ({ low, high }: { low: number; high: number }) => [low, high].map((one) => one.toFixed(4));
    const difference = (a: number, m: number, b: number, n: number) =>
      rounded(newcombe({ part: a, whole: m }, { part: b, whole: n }, Z));
    assert.deepEqual(difference(56, 70, 48, 80), ["0.0524", "0.3339"]);
    assert.deepEqual(difference(9, 10, 3, 10), ["0.1705", "0.8090"]);
    assert.deepEqual(difference(10, 10, 0, 10), ["0.6075", "1.0000"]);
    assert.deepEqual(rounded(wilson({ part: 81, whole: 263 }, Z)), ["0.2553", "0.3662"]);
  });

  it("counts all who were reminded with a wording, and none that a calling off kept away", () => {
    const all = bookings({ attended: 6, cancelled: 3, "no-show": 1, other: 9 }, { wording: "cost" });
    const [row] = wordingReport([...all, ...bookings({ attended: 5 })], WORDINGS).rows;
    assert.deepEqual([row?.bookings, row?.attended, row?.percentAttended], [10, 6, 60]);
  });

  it("says that it is too few to say below the least number of bookings, on either side", () => {
    const of = (wording: string, attended: number) => bookings({ attended }, { wording });
    const verdict = (first: number, second: number) =>
      wordingReport([...of("cost", first), ...of("plain", second)], WORDINGS).rows[1]?.difference?.kind;
    assert.equal(verdict(FEWEST_COMPARED, FEWEST_COMPARED), "known");
    assert.equal(verdict(FEWEST_COMPARED - 1, 90), "too-few");
    assert.equal(verdict(90, FEWEST_COMPARED - 1), "too-few");
  });

  it("is against the first wording, in percentage points", () => {
    const all = [
      ...bookings({ attended: 48, "no-show": 32 }, { wording: "cost" }),
      ...bookings({ attended: 56, "no-show": 14 }, { wording: "plain" }),
    ];
    const { rows } = wordingReport(all, WORDINGS);
    assert.equal(rows[0]?.difference, undefined);
    assert.deepEqual(rows[1]?.difference, { kind: "known", points: 20, low: 5.2, high: 33.4 });
  });

  it("asks for more of each when several are compared", () => {
    const wordings = [...WORDINGS, { id: "third", text: "See you there?" }];
    const width = (used: number) => {
      const all = wordings
        .slice(0, used)
        .flatMap(({ id }) => bookings({ attended: 30, "no-show": 30 }, { wording: id }));
      const difference = wordingReport(all, wordings).rows[1]?.difference;
      return difference?.kind === "known" ? difference.high - difference.low : 0;
    };
    assert.ok(width(3) > width(2) + 2);
  });

  it("tells how many had words that are no longer in use", () => {
    assert.equal(wordingReport(bookings({ attended: 7 }, { wording: "old" }), WORDINGS).earlier, 7);
  });
});
