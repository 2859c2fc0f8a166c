/** An Adaptive Card as plain JSON, ready to send. Made by cards/render.ts only. */
export interface Card {
  readonly type: "AdaptiveCard";
  readonly [member: string]: unknown;
}
