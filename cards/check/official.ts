import { createRequire } from "node:module";
import type * as Official from "adaptivecards";

/** The official renderer's package, which loads without a browser: its parser is the schema's most exact statement. */
export const official = createRequire(import.meta.url)("adaptivecards/dist/adaptivecards.js") as typeof Official;
