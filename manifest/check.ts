/* Part of npm run check: the app package as it would be made for the partnership, with a stand-in registration. */
import { faultsInParts } from "./faults.js";
import { readPartnership, readParts } from "./parts.js";

const partnership = await readPartnership(process.env);
const parts = await readParts({
  appId: "00000000-0000-4000-8000-000000000000",
  host: "bot.example.org",
  partnership,
});
const faults = await faultsInParts(parts);
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
else console.log("The app manifest and its icons are as Teams wants them.");
