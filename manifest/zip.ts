import { strToU8, zipSync } from "fflate";
import type { AppParts } from "./parts.js";

/** The app package as Teams takes it: three files, no folder. The same parts give the same bytes, whenever made. */
export function zipParts({ manifest, icons }: AppParts): Uint8Array {
  const files = { "manifest.json": strToU8(`${JSON.stringify(manifest, undefined, 2)}\n`), ...icons };
  return zipSync(files, { mtime: EARLIEST_OF_ZIP });
}

/** Zip files count time from 1980, in the local zone; a day more keeps every zone after that. */
const EARLIEST_OF_ZIP = "1980-01-02T00:00:00";
