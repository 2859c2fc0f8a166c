import type { WaveProgress } from "../../services/surveys/views.js";
import { barImage } from "../bar-image.js";
import type { Card } from "../card.js";
import { progressBar } from "../parts.js";
import { render } from "../render.js";
import { type Button, button, mainButton } from "./buttons.js";
import { outOf, people, percentOf } from "./words.js";

/** Where a wave that was sent stands. `today` tells whether a reminder may still go out. */
export function progressCard(wave: WaveProgress, today: string): Card {
  return render("surveys/progress", {
    eyebrow: STATUS[wave.status](wave.closesInWords),
    title: wave.title,
    share: outOf(wave.answered, wave.invited),
    shareLine: `have answered (${percentOf(wave.answered, wave.invited)}%)`,
    bar: barImage(percentOf(wave.answered, wave.invited)),
    note: note(wave, today),
    facts: [
      { title: "Asked", value: people(wave.invited) },
      { title: "Not reachable", value: wave.notReachable === 0 ? "Nobody" : people(wave.notReachable) },
      ...(wave.status === "open" ? nextReminder(wave) : []),
    ],
    groups: wave.byPartner.map(({ name, answered, invited }) =>
      progressBar({ label: name, part: answered, whole: invited }),
    ),
    buttons: buttons(wave, today),
    speak: `${wave.title}: ${outOf(wave.answered, wave.invited)} have answered.`,
  });
}

/** The second press: closing can't be undone. */
export function closeCard(wave: Pick<WaveProgress, "waveId" | "title" | "answered" | "invited">): Card {
  const data = { wave: wave.waveId };
  return render("surveys/close", {
    title: wave.title,
    answered: `${outOf(wave.answered, wave.invited)} people have answered so far.`,
    buttons: [
      { ...button("Close for good", "close-confirm", data), style: "destructive" } satisfies Button,
      button("Back", "progress", data),
    ],
    speak: `Close ${wave.title}? It can't be opened again.`,
  });
}

const STATUS: Record<WaveProgress["status"], (closes: string) => string> = {
  open: (closes) => `Open until the end of ${closes}, then it closes by itself`,
  closing: () => "Being closed: results follow in a moment",
  closed: () => "Closed",
};

function note(wave: WaveProgress, today: string): string {
  if (wave.status !== "open") return "";
  if (wave.pending > 0) return onItsWay(wave);
  if (wave.remindedOn === today) return "People were reminded today, and nobody is reminded twice on one day.";
  const waiting = wave.invited - wave.notReachable - wave.answered;
  return waiting > 0 ? `${people(waiting)} could still answer.` : "Everybody who can be reached has answered.";
}

/** What is held back must not look as if it hung. */
function onItsWay({ pending, heldUntilInWords }: WaveProgress): string {
  if (heldUntilInWords === undefined) return `Still on its way to ${people(pending)}.`;
  return `It is quiet hours: ${people(pending)} will get it from ${heldUntilInWords} on.`;
}

function nextReminder({ nextReminderInWords: next }: WaveProgress): { title: string; value: string }[] {
  return next === undefined ? [] : [{ title: "Next reminder", value: next }];
}

function buttons(wave: WaveProgress, today: string): Button[] {
  const data = { wave: wave.waveId };
  const back = button("Back", "list");
  if (wave.status === "closed") return [mainButton("Results", "results", data), back];
  const refresh = button("Refresh", "progress", data);
  if (wave.status === "closing") return [refresh, back];
  const canRemind = wave.remindersLeft > 0 && wave.remindedOn !== today && wave.answered < wave.invited;
  return [...(canRemind ? [button("Remind", "remind", data)] : []), button("Close", "close", data), refresh, back];
}
