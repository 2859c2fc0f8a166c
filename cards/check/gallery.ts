import { mkdirSync, writeFileSync } from "node:fs";
import { type Exhibit, pageOf, type Room } from "./page.js";
import { samplesOf, templateNames } from "./samples.js";

/** `npm run cards`: every sample of every card on one page, as phones and desktops show them, by day and by night. */
const rooms: readonly Room[] = [
  { theme: "light", width: 320 },
  { theme: "dark", width: 320 },
  { theme: "light", width: 600 },
  { theme: "dark", width: 600 },
];

const exhibits = templateNames().flatMap((template): Exhibit[] =>
  samplesOf(template).map((sample) => ({ title: `${template}: ${sample.name}`, card: sample.make() })),
);
mkdirSync("gallery", { recursive: true });
writeFileSync("gallery/index.html", pageOf(exhibits, rooms));
console.log(`gallery/index.html shows ${exhibits.length} cards`);
