import assert from "node:assert/strict";
import fc from "fast-check";
import { fieldNames, fieldsOf, readAnswers } from "../../services/surveys/answers.js";
import { answersSchema, type Definition, definitionSchema, type Question } from "../../services/surveys/schema.js";
import { everyKind } from "../support/questions.js";

/** A definition of these questions alone. */
function asking(...questions: readonly object[]): Definition {
  const headline = { label: "All", questions: ["q"], counts: ["good"] };
  const whole = { id: "s", title: "S", purpose: "To know.", anonymity: "anonymous", questions, headline };
  return definitionSchema.parse(whole);
}

const scale = { id: "q", type: "scale", scale: "quality", text: "How is it?" };
const options = [
  { id: "a", title: "A" },
  { id: "b", title: "B" },
];
const several = { id: "q", type: "choices", text: "Which?", options };
const number = { id: "q", type: "number", text: "How many?", min: 0, max: 60 };
const text = { id: "q", type: "text", text: "Why?", maxLength: 10 };
const position = { id: "q", type: "position", text: "For or against?" };

function answered(question: object, typed: unknown) {
  const read = readAnswers(asking(question), typed);
  return read.ok ? read.answers : read.errors;
}

describe("reading answers", () => {
  it("takes the wording of a scale, and no other", () => {
    assert.deepEqual(answered(scale, { q: "very poor" }), { q: "very poor" });
    assert.deepEqual(answered(scale, { q: "superb" }), { q: "Choose one of the answers shown." });
  });

  it("takes several choices in the order of the question, each once", () => {
    assert.deepEqual(answered(several, { q: "b,a,b" }), { q: ["a", "b"] });
    assert.deepEqual(answered(several, { q: "a,invented" }), { q: "Choose from the answers shown." });
  });

  for (const [typed, expected] of [
    ["12", 12],
    [" 3,5 ", 3.5],
    [7, 7],
    ["0", 0],
    ["60", 60],
    ["61", "Give a number from 0 to 60."],
    ["-1", "Give a number from 0 to 60."],
    ["1e1", "Give a number from 0 to 60."],
    ["NaN", "Give a number from 0 to 60."],
  ]) {
    it(`reads ${JSON.stringify(typed)} as ${JSON.stringify(expected)} of 0 to 60`, () => {
      assert.deepEqual(answered(number, { q: typed }), { q: expected });
    });
  }

  it("counts one person as one, whatever number stands there", () => {
    const typed = { "q.position": "for", "q.respondent": "person", "q.people": "40" };
    assert.deepEqual(answered(position, typed), { q: { position: "for", respondent: "person", people: 1 } });
  });

  it("wants the size of a group", () => {
    const group = { "q.position": "mixed", "q.respondent": "group" };
    assert.deepEqual(answered(position, { ...group, "q.people": "12" }), {
      q: { position: "mixed", respondent: "group", people: 12 },
    });
    for (const people of ["", "1", "10001", "many"]) {
      assert.match(`${answered(position, { ...group, "q.people": people }).q}`, /how many people/);
    }
  });

  it("says how much too long a text is, and keeps what fits", () => {
    const read = readAnswers(asking(text), { q: "ten letters and more" });
    assert.deepEqual(read, {
      ok: false,
      errors: { q: "This is 10 characters too long: only the first 10 are kept here. Please shorten it." },
      values: { q: "ten letter" },
    });
  });

  it("takes a text that just fits", () => {
    assert.deepEqual(answered(text, { q: "0123456789" }), { q: "0123456789" });
  });

  it("never keeps half a character of a text that is too long", () => {
    assert.equal(readAnswers(asking(text), { q: `123456789${"🙂".repeat(9)}` }).values.q, "123456789");
  });

  it("takes a megabyte of text as too long, not as a crash", () => {
    assert.match(`${answered(text, { q: "x".repeat(1_000_000) }).q}`, /^This is 999,990 characters too long/);
  });

  it("drops control characters and broken ones, keeps line breaks, and takes spaces alone for nothing", () => {
    assert.deepEqual(answered(text, { q: "a\ud83d 🙂" }), { q: "a 🙂" });
    assert.deepEqual(answered(text, { q: "a\u0000\r\nb\u0007" }), { q: "a\nb" });
    assert.deepEqual(answered({ ...text, required: false }, { q: " \n " }), {});
  });

  it("wants every required answer, in the words of its kind", () => {
    for (const question of [scale, several, number, text, position]) {
      assert.match(`${answered(question, {}).q}`, /^(Choose|Give|Write|Say) /);
      assert.deepEqual(answered({ ...question, required: false }, {}), {});
    }
  });

  describe("with a condition", () => {
    const follow = { ...text, id: "why", showIf: { question: "q", is: ["poor"] } };
    const definition = asking(scale, follow);

    it("asks those who meet it", () => {
      const read = readAnswers(definition, { q: "poor" });
      assert.deepEqual(!read.ok && read.errors, { why: "Write a few words." });
    });

    it("ignores what others typed there", () => {
      const read = readAnswers(definition, { q: "good", why: "because" });
      assert.deepEqual(read.ok && read.answers, { q: "good" });
    });

    it("keeps it in the field all the same while something else is wrong", () => {
      const read = readAnswers(definition, { q: "none of these", why: "because" });
      assert.deepEqual(read, {
        ok: false,
        errors: { q: "Choose one of the answers shown." },
        values: { why: "because" },
      });
    });
  });

  describe("whatever is sent", () => {
    const junk = fc.oneof(
      fc.anything(),
      fc.string({ unit: "binary" }),
      fc.constantFrom("good", "a,b", "group", "12", "for"),
    );
    const fields = everyKind.questions.flatMap(fieldNames);
    const typed = fc.oneof(fc.anything(), fc.dictionary(fc.constantFrom(...fields, "__proto__", "other"), junk));

    it("never throws, and takes nothing that the definition doesn't offer", () => {
      fc.assert(
        fc.property(typed, (sent) => {
          const read = readAnswers(everyKind, sent);
          if (!read.ok) return Object.keys(read.errors).every((id) => everyKind.questions.some((one) => one.id === id));
          assert.ok(answersSchema.safeParse(read.answers).success);
          return everyKind.questions.every(
            (question) => !question.required || question.showIf || question.id in read.answers,
          );
        }),
        { numRuns: 2000, seed: 7 },
      );
    });

    it("gives back no more than the fields can hold", () => {
      fc.assert(
        fc.property(typed, (sent) => {
          const { values } = readAnswers(everyKind, sent);
          return Object.entries(values).every(
            ([field, value]) => fields.includes(field) && value.length <= longest(field),
          );
        }),
        { numRuns: 1000, seed: 8 },
      );
    });

    function longest(field: string): number {
      const question = everyKind.questions.find((one) => one.id === field) as Question | undefined;
      return question?.type === "text" ? question.maxLength : 120;
    }
  });

  it("shows right answers again as they were", () => {
    const typed = {
      met: "not met",
      why: "time,other",
      hours: "3.5",
      "plan.position": "against",
      "plan.respondent": "group",
      "plan.people": "12",
      words: "Line one\nline two",
    };
    const first = readAnswers(everyKind, typed);
    assert.ok(first.ok);
    assert.deepEqual(fieldsOf(first.answers), typed);
    assert.deepEqual(readAnswers(everyKind, fieldsOf(first.answers)), first);
  });
});
