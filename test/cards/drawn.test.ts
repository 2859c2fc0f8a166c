import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import fc from "fast-check";
import type { Browser, Page } from "playwright-core";
import type { Theme } from "../../cards/check/host.js";
import { type Exhibit, pageOf } from "../../cards/check/page.js";
import { samplesOf, templateNames } from "../../cards/check/samples.js";
import { render } from "../../cards/render.js";
import { openBrowser } from "../support/browser.js";

const PHONE = 320;
const DESKTOP = 600;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const samples = templateNames().flatMap((template): Exhibit[] =>
  samplesOf(template).map((sample) => ({ title: `${template}: ${sample.name}`, card: sample.make() })),
);

describe("cards as the official renderer draws them", function () {
  this.timeout(120_000);
  let browser: Browser;
  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());

  async function drawn(exhibits: readonly Exhibit[], width: number, theme: Theme): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: width + 48, height: 900 } });
    await page.setContent(pageOf(exhibits, [{ theme, width }]));
    await page.waitForFunction("window.drawn");
    return page;
  }

  for (const width of [PHONE, DESKTOP]) {
    for (const theme of ["light", "dark"] as const) {
      it(`fit ${width} pixels and can be pressed, ${theme}`, async () => {
        const page = await drawn(samples, width, theme);
        assert.deepEqual(await page.evaluate("window.complaints"), []);
        assert.equal(await page.locator(".frame .ac-adaptiveCard").count(), samples.length);
        assert.deepEqual(await page.evaluate(OVERFLOWING), []);
        assert.deepEqual(await page.evaluate(TOO_LOW), []);
        await page.close();
      });
    }
  }

  for (const theme of ["light", "dark"] as const) {
    it(`meet WCAG 2.2 AA, contrast among it, ${theme}`, async () => {
      const page = await drawn(samples, PHONE, theme);
      await page.evaluate(axe);
      assert.deepEqual(await page.evaluate(INACCESSIBLE), []);
      await page.close();
    });
  }

  const TYPED = [
    "**bold** _it_ `code` ~~gone~~",
    "[click](javascript:alert(1)) ![](https://example.org/x.png)",
    "<img src=x onerror=alert(1)> <b>b</b> &lt;i&gt; &#42;",
    "see https://example.org/a or www.example.org",
    "# heading",
    "- item",
    "1. first",
    "> quoted",
    "${name} {{DATE(2026-01-01T00:00:00Z)}}",
    "a | b \\* \\",
  ];

  for (const text of TYPED) {
    it(`show literally: ${text}`, async () => {
      const page = await drawn([{ title: "typed", card: everywhere(text) }], PHONE, "light");
      const shown = (await textOf(page)).replaceAll("\u2060", "");
      const times = shown.split(text).length - 1;
      assert.equal(times, 4, shown);
      assert.equal(await page.locator(".frame :is(a, img, b, strong, em, code, s, li, blockquote)").count(), 0);
      await page.close();
    });
  }

  it("show literally whatever is typed, in headings too", async () => {
    const letters = fc.string({ unit: fc.constantFrom(..."a1 *_`~[](){}<>#+-.!|&;:/@\\$\"'"), minLength: 1 });
    const typed = fc.sample(letters, { seed: 7, numRuns: 150 }).map((text) => `x${text}x`);
    const cards = typed.map((text) => ({ title: "typed", card: render("notices/done", both(text)) }));
    const page = await drawn(cards, PHONE, "light");
    const shown = await page.locator(".frame").allTextContents();
    assert.deepEqual(
      shown.map(withoutSpaces),
      typed.map((text) => withoutSpaces(`${text}${text}`)),
    );
    await page.close();
  });

  it("never turn the writing of what stands beside a text", async () => {
    const page = await drawn([{ title: "typed", card: everywhere("evil\u202Eexe.txt") }], PHONE, "light");
    assert.ok(!(await textOf(page)).includes("\u202E"));
    await page.close();
  });

  it("break a word of 10,000 letters and cut it with an ellipsis", async () => {
    const page = await drawn([{ title: "typed", card: everywhere("W".repeat(10_000)) }], PHONE, "light");
    assert.deepEqual(await page.evaluate(OVERFLOWING), []);
    assert.match(await textOf(page), /W{100}…/);
    await page.close();
  });
});

const both = (text: string) => ({ title: text, sentence: text, actions: [] });

function withoutSpaces(text: string): string {
  return text.replaceAll("\u2060", "").replace(/\s+/g, "");
}

async function textOf(page: Page): Promise<string> {
  return (await page.locator(".frame").textContent()) ?? "";
}

/** One text in a heading, a text block, a fact and a block beside others. */
function everywhere(text: string): object {
  const actions: object[] = [];
  const { body } = render("notices/done", { title: text, sentence: text, actions });
  const facts = render("people/erase", { goes: [text], stays: [text] });
  const lines = (facts.body as { items?: { text?: string; type: string }[] }[]).flatMap(({ items }) => items ?? []);
  const own = lines.filter((line) => !/^What (goes|stays)/.test(line.text ?? ""));
  return { type: "AdaptiveCard", version: "1.5", lang: "en-GB", body: [...(body as object[]), ...own] };
}

/** Titles of cards with something that stands out at the right, and what. */
const OVERFLOWING = `[...document.querySelectorAll(".frame")].flatMap((frame) => {
  const edge = frame.getBoundingClientRect().right;
  const out = [...frame.querySelectorAll("*")].find((element) => element.getBoundingClientRect().right > edge + 1);
  return out ? [frame.getAttribute("aria-label") + ": " + out.className + " " + out.textContent.slice(0, 40)] : [];
})`;

/** Buttons and choices that a thumb would miss. */
const TOO_LOW = `[...document.querySelectorAll(".frame button, .frame select, .frame input[type=text], .frame textarea")]
  .filter((element) => element.getBoundingClientRect().height < 32)
  .map((element) => element.closest(".frame").getAttribute("aria-label") + ": " + element.textContent)`;

/** What axe finds. Rules beyond WCAG are left out: the order of headings is the page's doing, every card begins anew. */
const INACCESSIBLE = `axe.run(".frame", {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
  resultTypes: ["violations"],
}).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
  nodes.map(({ html, failureSummary }) => id + ": " + html.slice(0, 200) + " " + failureSummary)))`;
