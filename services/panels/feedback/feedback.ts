import type { Handler } from "../../schedule/ports.js";
import type { PanelsContext } from "../context.js";
import { KINDS, reviewOfSubject } from "../timetable.js";
import { Checking } from "./checking.js";
import { Following } from "./following.js";
import { Receiving } from "./receiving.js";
import { Sending } from "./sending.js";

/** What was agreed, on its way to the WFD leads of the report's agency, and whether they took it up. */
export class FeedbackToAgencies {
  readonly checking: Checking;
  readonly sending: Sending;
  readonly receiving: Receiving;
  readonly following: Following;

  constructor(context: PanelsContext) {
    this.checking = new Checking(context);
    this.sending = new Sending(context);
    this.receiving = new Receiving(context);
    this.following = new Following(context, this.sending);
  }

  readonly handlers: Readonly<Record<string, Handler>> = {
    [KINDS.acknowledge]: ({ subject }, now) => {
      const { round, no } = reviewOfSubject(subject);
      return this.sending.tend(round, no, now);
    },
  };
}
