import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const PLACES = [
  process.env.CHROMIUM_PATH,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The browser of this machine, without a window. Close it after the tests. */
export async function openBrowser(): Promise<Browser> {
  const installed = PLACES.find((place) => place !== undefined && existsSync(place));
  if (installed) return chromium.launch({ executablePath: installed, args: QUIET });
  try {
    return await chromium.launch({ args: QUIET });
  } catch (cause) {
    throw new Error("no browser: run `npx playwright-core install --with-deps chromium-headless-shell`", { cause });
  }
}
