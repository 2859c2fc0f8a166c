import { Template } from "adaptivecards-templating";
import { type Sample, samplesOf, templateNames } from "../cards/check/samples.js";
import type { Measure } from "./report.js";
import { inTurn, medians, percentile } from "./rounds.js";

const ROUNDS = 15;
const CARDS_IN_A_ROUND = 100;

/** The largest of all sample cards, from its view to what is sent, against the bare expansion of the same template. */
export async function renderingTheLargestCard(): Promise<Measure[]> {
  const sample = largest(templateNames().flatMap(samplesOf));
  const bare = expansionOf(sample);
  const rounds = await inTurn(ROUNDS, {
    ours: () => timed(() => sample.make()),
    bare: () => timed(bare),
  });
  const time = medians(rounds, (one) => one);
  return [{ name: `Card ${sample.template}`, unit: "ms", ...time, asked: { atMost: 1.5 } }];
}

function largest(samples: readonly Sample[]): Sample {
  const sizes = samples.map((sample) => ({ sample, size: JSON.stringify(sample.make()).length }));
  const [first] = sizes.sort((one, other) => other.size - one.size);
  if (!first) throw new Error("there are no sample cards");
  return first.sample;
}

/** The one expansion that rendering the sample does: the same cached template with the same data. */
function expansionOf(sample: Sample): () => unknown {
  const { expand } = Template.prototype;
  const seen: (() => unknown)[] = [];
  Template.prototype.expand = function (this: Template, ...given: Parameters<typeof expand>) {
    seen.push(() => expand.apply(this, given));
    return expand.apply(this, given);
  };
  try {
    sample.make();
  } finally {
    Template.prototype.expand = expand;
  }
  const [only, ...others] = seen;
  if (!only || others.length > 0) throw new Error(`${sample.template} does not expand exactly one template`);
  return only;
}

/** The median of single times: one card takes less than the machine's shortest interruption. */
function timed(make: () => unknown): number {
  const times = Array.from({ length: CARDS_IN_A_ROUND }, () => {
    const began = performance.now();
    make();
    return performance.now() - began;
  });
  return percentile(times, 50);
}
