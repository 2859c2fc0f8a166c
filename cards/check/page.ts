import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { hostConfig, palettes, type Theme } from "./host.js";
import { NOT_WRONG } from "./schema.js";

const require = createRequire(import.meta.url);

/** A card to look at. */
export interface Exhibit {
  readonly title: string;
  readonly card: object;
}

export interface Room {
  readonly theme: Theme;
  /** Of a card, in CSS pixels. */
  readonly width: number;
}

/** A whole HTML page on which the official renderer draws every exhibit in every room; needs no network. */
export function pageOf(exhibits: readonly Exhibit[], rooms: readonly Room[]): string {
  const themes = rooms.map((room) => ({ ...room, host: hostConfig(room.theme) }));
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Cards</title>
<style>${STYLE}${themeStyle("light")}${themeStyle("dark")}</style>
</head>
<body>
<main><h1>Cards</h1></main>
<script>${script(require.resolve("adaptivecards/dist/adaptivecards.min.js"))}</script>
<script>${script(require.resolve("markdown-it/browser"))}</script>
<script>
const exhibits = ${json(exhibits)};
const rooms = ${json(themes)};
const expected = ${NOT_WRONG};
${DRAW}
</script>
</body>
</html>
`;
}

function script(file: string): string {
  return readFileSync(file, "utf8").replaceAll("</script", "<\\/script");
}

function json(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}

/** As Teams does: markdown in text blocks through markdown-it, without HTML. What the renderer complains of is kept. */
const DRAW = `
const markdown = markdownit({ html: false, linkify: true });
AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown.render(text);
  result.didProcess = true;
};
window.complaints = [];
const main = document.querySelector("main");
for (const { title, card } of exhibits) {
  const section = main.appendChild(document.createElement("section"));
  section.appendChild(document.createElement("h2")).textContent = title;
  const row = section.appendChild(document.createElement("div"));
  row.className = "rooms";
  for (const { theme, width, host } of rooms) {
    const frame = row.appendChild(document.createElement("article"));
    frame.className = "frame " + theme;
    frame.style.width = width + "px";
    frame.setAttribute("aria-label", title + ", " + theme + ", " + width + " pixels");
    const drawn = new AdaptiveCards.AdaptiveCard();
    drawn.hostConfig = new AdaptiveCards.HostConfig(host);
    const context = new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_5);
    drawn.parse(card, context);
    frame.appendChild(drawn.render());
    const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index));
    const { validationEvents } = drawn.validateProperties();
    for (const { message } of [...events, ...validationEvents]) {
      if (!expected.test(message)) window.complaints.push(title + ": " + message);
    }
  }
}
window.drawn = true;
`;

const STYLE = `
body { margin: 0; padding: 24px; font: 14px/1.4 "Segoe UI", "Liberation Sans", Arial, sans-serif; background: #f5f5f5; color: #242424 }
h2 { font-size: 14px; font-weight: 600 }
.rooms { display: flex; flex-wrap: wrap; gap: 16px; align-items: flex-start }
.frame { border: 1px solid; border-radius: 6px; overflow: hidden; box-sizing: border-box }
.frame p { margin: 0 }
.frame h2 { margin: 0 }
.ac-actionSet { flex-wrap: wrap; row-gap: 8px }
.ac-pushButton { min-height: 32px; padding: 5px 12px; border: 1px solid; border-radius: 4px; background: none; color: inherit; font: 600 14px/20px "Segoe UI", "Liberation Sans", Arial, sans-serif; white-space: normal; overflow-wrap: anywhere }
.ac-input { box-sizing: border-box; width: 100%; padding: 6px 10px; border: 1px solid; border-radius: 4px; font: inherit; background: none; color: inherit }
.ac-choiceSetInput-expanded, .ac-choiceSetInput-multiSelect { border: 0; padding: 0 }
.ac-input[type=radio], .ac-input[type=checkbox] { width: auto; accent-color: #5b5fc7 }
.ac-choiceSetInput-expanded > div, .ac-choiceSetInput-multiSelect > div { min-height: 32px }
select.ac-input option { color: #242424 }
`;

function themeStyle(theme: Theme): string {
  const { card, line, text, accent, attention } = palettes[theme];
  const onAccent = theme === "light" ? "#ffffff" : "#1f1f1f";
  return `
.frame.${theme} { background: ${card}; color: ${text[0]}; border-color: ${line} }
.${theme} .ac-pushButton { border-color: ${text[1]} }
.${theme} .ac-pushButton.style-positive { background: ${accent}; border-color: ${accent}; color: ${onAccent} }
.${theme} .ac-pushButton.style-destructive { border-color: ${attention}; color: ${attention} }
.${theme} .ac-input { border-color: ${text[1]} }
.${theme} .ac-input::placeholder { color: ${text[1]}; opacity: 1 }
.${theme} a { color: ${accent} }
`;
}
