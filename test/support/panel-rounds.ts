import { refOf } from "../../services/panels/planning/panel.js";
import type { Report } from "../../services/panels/schema.js";
import { personKey } from "../../services/people/schema.js";
import { aReport, PanelHouse, panelist } from "./panel-house.js";

/** What is typed for a round's days. */
export const DAYS = { title: "Autumn 2026", scoresDue: "2026-12-04", meetingOn: "2026-12-10", reviewers: "2" };

/** As a coordinator pastes them. */
export function pasted(reports: readonly Report[]): string {
  const rows = reports.map((one) =>
    [one.reference, one.agency, one.programme, one.stage, one.outcome, one.link].join(","),
  );
  return ["reference,agency,programme,stage,outcome,link", ...rows].join("\n");
}

/** Twenty passes and a fail, of Vale Council. */
export const REPORTS = [...Array.from({ length: 20 }, (_, n) => aReport(n + 1)), aReport(21, { outcome: "fail" })];

/** A house with a round that is ready to be drawn; its id. */
export async function aReadyRound(
  house = new PanelHouse(),
  reports: readonly Report[] = REPORTS,
): Promise<{ readonly house: PanelHouse; readonly id: string }> {
  const { starting, framing, choosing } = house.panels.planning;
  const id = starting.form().round;
  const members = house.people.map((one) => refOf(personKey(one))).join(",");
  const forms = [
    await starting.add(id, DAYS, house.coordinator),
    await framing.save(id, "add", { frame: pasted(reports) }, house.coordinator),
    await choosing.save(id, { members }, house.coordinator),
  ];
  const refused = forms.find((form) => form !== undefined);
  if (refused) throw new Error(JSON.stringify(refused));
  return { house, id };
}

/** The same, drawn and sent. */
export async function aSentRound(
  house = new PanelHouse(),
  reports: readonly Report[] = REPORTS,
): Promise<{ readonly house: PanelHouse; readonly id: string }> {
  const { id } = await aReadyRound(house, reports);
  await house.panels.planning.drawing.draw(id, house.coordinator);
  await house.panels.planning.opening.send(id, house.coordinator);
  return { house, id };
}

export const keys = (...ns: number[]) => ns.map((n) => personKey(panelist(n)));
