import type { OwnWaveLine, WaveLine } from "../../services/surveys/views.js";
import type { Card } from "../card.js";
import { render } from "../render.js";
import { type Button, button, ELSEWHERE, mainButton } from "./buttons.js";
import { outOf, short, unlike } from "./words.js";

/** A card has six buttons at most: with a second page, one is for going on. */
const ON_ONE_CARD = 5;

/** A coordinator's waves, as they come in `waves`; `page` counts from 0. */
export function wavesCard(waves: readonly WaveLine[], page = 0): Card {
  const shown = paged(waves, page, "list");
  return list(
    waves.length === 0 ? "No survey has been started yet." : "Every survey, and where it stands.",
    rows(shown.items.map((wave) => ({ ...wave, status: coordinatorStatus(wave), ...coordinatorButton(wave) }))),
    [mainButton("Start a survey", "start"), ...shown.more],
  );
}

/** What somebody was asked, answered or not. */
export function ownWavesCard(waves: readonly OwnWaveLine[], page = 0): Card {
  const shown = paged(waves, page, "own");
  return list(
    waves.length === 0 ? "You have not been asked anything yet." : "What you were asked.",
    rows(shown.items.map((wave) => ({ ...wave, status: ownStatus(wave), ...ownButton(wave) }))),
    shown.more,
  );
}

interface Row {
  readonly waveId: string;
  readonly title: string;
  readonly status: string;
  /** The button's first word; none when there is nothing to do. */
  readonly word?: string;
  readonly verb?: string;
}

function coordinatorStatus(wave: WaveLine): string {
  const answered = `${outOf(wave.answered, wave.invited)} answered`;
  switch (wave.status) {
    case "draft":
      return wave.missed ? MISSED[wave.missed.why](wave.missed.onInWords) : "Draft: not sent yet";
    case "scheduled":
      return `Opens on ${wave.opensInWords}`;
    case "open":
      return `Open until ${wave.closesInWords}. ${answered}`;
    case "closing":
      return `Being closed. ${answered}`;
    case "closed":
      return `Closed. ${answered}`;
    case "cancelled":
      return "Dropped";
  }
}

const MISSED: Record<NonNullable<WaveLine["missed"]>["why"], (day: string) => string> = {
  late: (day) =>
    `Missed: it was to open on ${day}, but I was not running until its last day was over. Nobody was asked`,
  audience: (day) => `Missed: it was to open on ${day}, but too few people were in its audience. Nobody was asked`,
};

function coordinatorButton(wave: WaveLine): Partial<Row> {
  if (wave.status === "cancelled") return {};
  return wave.status === "closed" ? { word: "Results:", verb: "results" } : { word: "Open:", verb: "progress" };
}

function ownStatus(wave: OwnWaveLine): string {
  switch (wave.state) {
    case "waiting":
      return `Waiting for you until ${wave.closesInWords}`;
    case "answered":
      return wave.changeable
        ? `Answered. You can change it until ${wave.closesInWords}`
        : "Answered. Anonymous, so it can't be changed";
    case "closed":
      return "Closed";
  }
}

function ownButton(wave: OwnWaveLine): Partial<Row> {
  if (wave.state === "waiting") return { word: "Answer:", verb: "answer" };
  return wave.state === "answered" && wave.changeable ? { word: "Change:", verb: "change" } : {};
}

/** Each button is named after its wave, so that a screen reader's list of buttons makes sense. */
function rows(lines: readonly Row[]): object[] {
  const titles = unlike(lines.map((line) => short(`${line.word} ${line.title}`, 30)));
  return lines.map(({ waveId, title, status, verb }, place) => ({
    title,
    status,
    button: verb === undefined ? null : button(titles[place] ?? "", verb, { wave: waveId, ...leadingTo(verb) }),
  }));
}

function leadingTo(verb: string): object {
  return verb === "answer" || verb === "change" ? ELSEWHERE : {};
}

function paged<T>(items: readonly T[], page: number, verb: "list" | "own"): { items: readonly T[]; more: Button[] } {
  if (items.length <= ON_ONE_CARD) return { items, more: [] };
  const size = ON_ONE_CARD - 1;
  const pages = Math.ceil(items.length / size);
  const current = Math.min(Math.max(0, page), pages - 1);
  const more =
    current + 1 < pages ? button("Earlier surveys", verb, { page: current + 1 }) : button("Newest surveys", verb);
  return { items: items.slice(current * size, (current + 1) * size), more: [more] };
}

function list(intro: string, waves: readonly object[], buttons: readonly Button[]): Card {
  return render("surveys/list", { intro, waves, buttons, speak: `Surveys. ${intro}` });
}
