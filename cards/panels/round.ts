import type { CloseView, ProblemLine, RoundView } from "../../services/panels/planning/views.js";
import { barImage } from "../bar-image.js";
import { grave, main } from "../buttons.js";
import type { Card } from "../card.js";
import { type Element, note } from "../parts.js";
import { button } from "./buttons.js";
import { counted, dayOr, facts, planCard, someOf, text, warning } from "./plan-parts.js";

/** Where a round stands and what a coordinator can do next. `done`: what has just been done. */
export function roundCard(view: RoundView, done = ""): Card {
  const { title, status } = view;
  return planCard({
    ...{ title, eyebrow: EYEBROWS[status] },
    blocks: [...(done === "" ? [] : [text(done)]), ...blocksOf(view), ...warningsOf(view)],
    actions: actionsOf(view),
  });
}

const EYEBROWS: Readonly<Record<RoundView["status"], string>> = {
  draft: "Being set up",
  drawn: "The sample is drawn, not sent yet",
  open: "Open",
  closed: "Closed",
};

function blocksOf(view: RoundView): Element[] {
  switch (view.status) {
    case "draft":
      return [text(missing(view)), settled(view)];
    case "drawn":
      return [
        text(`${counted(view.reviewed, "report")} of ${view.reports} will be reviewed.`),
        settled(view),
        note(NO_REDRAW),
      ];
    case "open":
      return [...sheets(view), days(view)];
    case "closed":
      return [
        text(`${counted(view.reviewed, "report")} of ${view.reports} ${view.reviewed === 1 ? "was" : "were"} in it.`),
      ];
  }
}

const NO_REDRAW =
  "It can't be drawn again, so that nobody draws until they like what they get. To start anew, throw the round away: that is recorded.";

function missing({ reports, members, scoresDue }: RoundView): string {
  if (reports === 0) return "Next: add the reports that the panel could review.";
  if (members === 0) return "Next: choose who is on the panel.";
  if (scoresDue === undefined) return "Next: set the days under Settings.";
  return "Ready to draw. After that the reports are fixed, and the sample can't be drawn again.";
}

function settled({ reports, members, reviewers, scoresDue, meetingOn }: RoundView): Element {
  return facts([
    { title: "Reports", value: `${reports}` },
    { title: "Panel", value: counted(members, "member") },
    { title: "Score each", value: counted(reviewers, "member") },
    ...dates(scoresDue, meetingOn),
  ]);
}

/** Nothing by member, by report or by time: that would tell who has handed in, or how they scored. */
function sheets({ sheets: { in: done, of } }: RoundView): Element[] {
  const percent = of === 0 ? 0 : Math.round((done / of) * 100);
  return [
    text(`${done} of ${of} sheets ${of === 1 ? "is" : "are"} in.`),
    { type: "Image", url: barImage(percent), altText: `${percent}%`, size: "Stretch", spacing: "Small" },
  ];
}

function days({ scoresDue, meetingOn }: RoundView): Element {
  return facts(dates(scoresDue, meetingOn));
}

function dates(scoresDue: RoundView["scoresDue"], meetingOn: RoundView["meetingOn"]) {
  return [
    { title: "Scores due", value: dayOr(scoresDue, "Not set") },
    { title: "Panel meets", value: dayOr(meetingOn, "Not set") },
  ];
}

function warningsOf({ problems, gone, ofOneAgency, status }: RoundView): Element[] {
  const left = `${someOf(gone)} left the partnership or the panel.${status === "open" ? "" : " I give them no reports."}`;
  const one = `${counted(ofOneAgency, "report has", "reports have")} reviewers of one agency only: nobody else may score.`;
  return [
    ...problems.map((problem) => warning(PROBLEMS[problem.why], explained(problem))),
    ...(gone.length > 0 ? [warning("Somebody can't score any more", [left])] : []),
    ...(ofOneAgency > 0 && status === "drawn" ? [note(one)] : []),
  ];
}

const PROBLEMS: Readonly<Record<ProblemLine["why"], string>> = {
  "too-few-members": "The panel is too small",
  "own-agency": "Nobody may score reports of their own agency",
  conflicts: "Too many members declared a conflict",
};

function explained({ agencies, reports, missing: more, why }: ProblemLine): string[] {
  const which = `Too few reviewers: ${someOf(reports.map(({ reference }) => reference))}.`;
  const who = why === "own-agency" ? ` who ${more === 1 ? "is" : "are"} not of ${someOf(agencies)}` : "";
  const free = why === "conflicts" ? " without a conflict" : "";
  return [which, `What helps: ${more} more ${more === 1 ? "member" : "members"}${who}${free}.`];
}

function actionsOf(view: RoundView): Element[] {
  const data = { round: view.round };
  const away = grave(button("Throw away", "throw-away", data));
  const settings = button("Settings", "settings", data);
  const members = button("Members", "members", data);
  const handOver = view.gone.length > 0 ? [button("Give their reports to others", "hand-over", data)] : [];
  switch (view.status) {
    case "draft": {
      const { reports, members: chosen, scoresDue } = view;
      const isReady = reports > 0 && chosen > 0 && scoresDue !== undefined;
      const draw = isReady ? [main(button("Draw", "draw", data))] : [];
      const frame = button("Reports", "frame", data);
      const [one, other] = [reports === 0 ? main(frame) : frame, reports > 0 && chosen === 0 ? main(members) : members];
      return [...draw, one, other, settings, away, button("Back", "show")];
    }
    case "drawn": {
      const send = view.problems.length === 0 ? main(button("Send", "send", data)) : main(members);
      const others = view.problems.length === 0 ? [members] : [];
      return [send, button("Sample", "sample", data), ...others, settings, away, button("Back", "show")];
    }
    case "open": {
      const mending = handOver.length > 0 ? handOver : view.problems.length > 0 ? [members] : [];
      return [
        ...mending,
        ...[button("Reports", "reports", data), button("Feedback", "feedback-list", data)],
        ...[button("Learning", "learning", data), button("Remind", "remind", data), button("More", "more", data)],
        ...(mending.length > 0 ? [] : [button("Back", "show")]),
      ];
    }
    case "closed":
      return [
        ...[button("Reports", "reports", data), button("Feedback", "feedback-list", data)],
        ...[button("Learning", "learning", data), button("Figures", "figures", data)],
        ...[button("Export", "export", data), button("Sample", "sample", data)],
      ];
  }
}

/** What is wanted less often of an open round. */
export function moreCard({ round, title }: Pick<RoundView, "round" | "title">): Card {
  const data = { round };
  return planCard({
    ...{ title, eyebrow: "More of this round" },
    blocks: [
      text("The sample and late reports, how far reviewers agree, and the end of the round. Members are in Settings."),
    ],
    actions: [
      ...[button("Sample", "sample", data), button("Figures", "figures", data), button("Export", "export", data)],
      ...[button("Settings", "settings", data), button("Close", "close", data), button("Back", "round", data)],
    ],
  });
}

/** The second press: closing can't be undone. */
export function closeRoundCard(view: CloseView): Card {
  const data = { round: view.round };
  const left = [
    ...(view.sheetsMissing > 0 ? [`${counted(view.sheetsMissing, "sheet is", "sheets are")} not in.`] : []),
    ...(view.notRevealed > 0 ? [`${counted(view.notRevealed, "report is", "reports are")} ready to reveal.`] : []),
    ...(view.notAgreed > 0 ? [`${counted(view.notAgreed, "report is", "reports are")} not agreed.`] : []),
    ...(view.feedbackNotSent > 0 ? [`Feedback on ${counted(view.feedbackNotSent, "report")} is not sent.`] : []),
  ];
  return planCard({
    ...{ title: "Close this round?", eyebrow: view.title },
    blocks: [
      ...(left.length > 0 ? [warning("Not finished", left)] : [text("Everything that you can see is finished.")]),
      text("After that nothing of it changes any more. This can't be undone."),
    ],
    actions: [grave(button("Close for good", "close-confirm", data)), button("Back", "more", data)],
  });
}

/** The second press: what was thrown away is gone. */
export function throwAwayCard({ round, title, status, reports }: RoundView): Card {
  const drawn = status === "drawn" ? " with the sample that was drawn; the record keeps that it was" : "";
  return planCard({
    ...{ title: "Throw this round away?", eyebrow: title },
    blocks: [text(`${counted(reports, "report goes", "reports go")}${drawn}. This can't be undone.`)],
    actions: [grave(button("Throw away", "throw-away-confirm", { round })), button("Back", "round", { round })],
  });
}
