import type { Partnership } from "./schema.js";

/** What people read instead of ids. */
export function partnerName(partnership: Partnership, id: string): string {
  return partnership.partners.find((partner) => partner.id === id)?.name ?? inWords(id);
}

export function cohortTitle(partnership: Partnership, id: string): string {
  return partnership.cohorts.find((cohort) => cohort.id === id)?.title ?? inWords(id);
}

/** For ids that older data knows and the partnership's files no longer do. */
function inWords(id: string): string {
  return id.replaceAll("-", " ");
}
