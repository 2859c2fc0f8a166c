/* Draws the app's icons anew: node dist/manifest/icons.js. The drawings are committed beside the template. */
import { writeFileSync } from "node:fs";
import { type Colour, encodePng } from "./png.js";

/** Two speech bubbles that share a middle: many employers, one conversation. */
const LEFT: Bubble = { x: 0.4, y: 0.41, tail: -1 };
const RIGHT: Bubble = { x: 0.6, y: 0.55, tail: 1 };

const GROUND = colour("#0b5a61");
const LEFT_FILL = colour("#ffffff");
const RIGHT_FILL = colour("#f4b740");
const SHARED_FILL = colour("#ffe3a3");
const WHITE = colour("#ffffff");
const NOTHING: Colour = [1, 1, 1, 0];

const folder = new URL("../../manifest/icons/", import.meta.url);
writeFileSync(new URL("color.png", folder), encodePng(192, smooth(192, inColour)));
writeFileSync(new URL("outline.png", folder), encodePng(32, smooth(32, inOutline)));

function inColour(x: number, y: number): Colour {
  const [left, right] = [distance(LEFT, x, y) < 0, distance(RIGHT, x, y) < 0];
  if (left && right) return SHARED_FILL;
  if (left) return LEFT_FILL;
  return right ? RIGHT_FILL : GROUND;
}

/** Drawn larger than in colour, since nothing is around it; the right bubble stands in front. */
function inOutline(x: number, y: number): Colour {
  const [wide, high] = [0.5 + (x - 0.5) / 1.5, 0.5 + (y - 0.5) / 1.5];
  const [left, right] = [distance(LEFT, wide, high), distance(RIGHT, wide, high)];
  const line = 0.024;
  if (Math.abs(right) < line) return WHITE;
  return right > 0 && Math.abs(left) < line ? WHITE : NOTHING;
}

interface Bubble {
  readonly x: number;
  readonly y: number;
  /** On which side the tail hangs. */
  readonly tail: -1 | 1;
}

/** How far outside (above 0) or inside (below 0) the bubble's edge a point is. */
function distance({ x, y, tail }: Bubble, atX: number, atY: number): number {
  return Math.min(roundedBox(atX - x, atY - y), hangingTail((atX - x) * tail, atY - y));
}

function roundedBox(x: number, y: number): number {
  const [halfWidth, halfHeight, corner] = [0.21, 0.15, 0.11];
  const [outX, outY] = [Math.abs(x) - halfWidth + corner, Math.abs(y) - halfHeight + corner];
  return Math.hypot(Math.max(outX, 0), Math.max(outY, 0)) + Math.min(Math.max(outX, outY), 0) - corner;
}

/** A triangle from the bubble's lower edge to a point below it, as three half-planes. */
function hangingTail(x: number, y: number): number {
  const sides = [beyond(x, y, [0.02, 0.1], [0.15, 0.1]), beyond(x, y, [0.15, 0.1], [0.15, 0.235])];
  return Math.max(...sides, beyond(x, y, [0.15, 0.235], [0.02, 0.1]));
}

type Point = readonly [x: number, y: number];

/** How far a point is on the outer side of the line from one corner to the next, going clockwise. */
function beyond(x: number, y: number, [fromX, fromY]: Point, [toX, toY]: Point): number {
  const [alongX, alongY] = [toX - fromX, toY - fromY];
  return ((x - fromX) * alongY - (y - fromY) * alongX) / Math.hypot(alongX, alongY);
}

/** Averages 8 × 8 points of each pixel, so that edges are smooth. */
function smooth(size: number, colourAt: (x: number, y: number) => Colour): (x: number, y: number) => Colour {
  const steps = Array.from({ length: 8 }, (_, step) => (step + 0.5) / 8 - 0.5);
  return (x, y) => mean(steps.flatMap((down) => steps.map((across) => colourAt(x + across / size, y + down / size))));
}

function mean(colours: readonly Colour[]): Colour {
  const total = (channel: 0 | 1 | 2 | 3) => colours.reduce((sum, one) => sum + one[channel], 0) / colours.length;
  return [total(0), total(1), total(2), total(3)];
}

function colour(hex: string): Colour {
  const channel = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return [channel(1), channel(3), channel(5), 1];
}
