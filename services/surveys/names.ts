import { cohortTitle, partnerName, sideName } from "../partnership/names.js";
import type { Partnership } from "../partnership/schema.js";
import type { Dimension } from "./schema.js";

/** A group of a breakdown as people read it. */
export function groupName(partnership: Partnership, dimension: Dimension, id: string): string {
  switch (dimension) {
    case "partner":
      return partnerName(partnership, id);
    case "cohort":
      return cohortTitle(partnership, id);
    case "side":
      return sideName(id);
  }
}
