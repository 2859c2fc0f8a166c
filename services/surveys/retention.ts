import type { Purgeable } from "../retention/ports.js";
import type { SurveyContext } from "./context.js";
import type { Wave } from "./schema.js";

/** Answers of waves closed long ago. Their published figures stay. */
export function answersPurge(context: SurveyContext): Purgeable {
  return purge("answers", context, ({ id }) => context.archive.remove(id));
}

/** Who was asked in waves closed long ago. */
export function invitationsPurge(context: SurveyContext): Purgeable {
  return purge("invitations", context, ({ id }) => context.invitations.removeAll(id));
}

function purge(
  kind: "answers" | "invitations",
  { waves }: SurveyContext,
  remove: (wave: Wave) => Promise<number>,
): Purgeable {
  return {
    kind,
    async purge(before) {
      let removed = 0;
      for await (const wave of waves.all()) {
        if (wave.status === "closed" && new Date(wave.closedAt ?? 0) < before) removed += await remove(wave);
      }
      return removed;
    },
  };
}
