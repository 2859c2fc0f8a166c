import type { Randomness } from "../../kernel/random.js";
import type { SurveyContext } from "../../surveys/context.js";
import type { Storage } from "../storage.js";
import { TableArchive } from "./archive.js";
import { TableBallotBox } from "./ballot-box.js";
import { TableInvitations } from "./invitations.js";
import { TableKeys } from "./keys.js";
import { TableWaves } from "./waves.js";

/** Everything that surveys keep, each kind in a table of its own. */
export function surveyStores(
  storage: Storage,
  random: Randomness,
): Pick<SurveyContext, "waves" | "invitations" | "box" | "archive" | "keys"> {
  return {
    waves: new TableWaves(storage.table("waves")),
    invitations: new TableInvitations(storage.table("invitations"), random),
    box: new TableBallotBox(storage.table("ballots"), random),
    archive: new TableArchive(storage.table("archive")),
    keys: new TableKeys(storage.table("wavekeys")),
  };
}
