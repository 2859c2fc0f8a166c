/* npm run package: the zip that a tenant's administrator uploads in the Teams admin centre. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { ExpectedError } from "../services/kernel/errors.js";
import { readPackageRequest } from "./arguments.js";
import { faultsInParts } from "./faults.js";
import { readPartnership, readParts } from "./parts.js";
import { zipParts } from "./zip.js";

try {
  console.log(await makePackage(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof ExpectedError)) throw error;
  console.error(error.forPerson);
  process.exitCode = 1;
}

async function makePackage(args: readonly string[]): Promise<string> {
  const { appId, host, out } = readPackageRequest(args);
  const partnership = await readPartnership(process.env);
  const parts = await readParts({ appId, host, partnership });
  const faults = await faultsInParts(parts);
  if (faults.length > 0) throw new ExpectedError("invalid", ["Teams would refuse this package:", ...faults].join("\n"));
  const file = resolve(out ?? `package/${partnership.id}.zip`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, zipParts(parts));
  const links = partnership.links
    ? ""
    : `\npartnership.yaml has no links, so the app's pages point to https://${host}/.`;
  return `${file}\nUpload it in the Teams admin centre of each tenant (docs/operations.md).${links}`;
}
