import type { Examples } from '../matrix.ts';
import type { Pieces } from '../run/pieces.ts';
import type { CheckedSubject } from './check-up.ts';
import type { AlphaPoint, Finding } from './findings.ts';
import { meanSquare, Trial } from './trial.ts';

/*
 * The loss over a range of learning rates, after a few iterations each: the range test of Smith 2017 (“Cyclical learning rates”), with a
 * fresh network for each rate.
 */

/** Powers of ten around the learning rate of the run, in steps of half a power. */
const HALF_POWERS = 6;
/** The work (`workOf`) of all rates: about 0.6 s. */
const WORK = 2e8;
const MOST_ITERATIONS = 200;
const FEWEST_ITERATIONS = 3;
/** Looks at the loss of each rate. */
const LOOKS = 4;
/** A rate is good when its loss falls by this part of the best fall. */
const GOOD_FALL = 0.1;
/** The loss falls when it falls by this share. */
const FALLS = 0.1;
/** A rate is too large when its loss rises by this share. One that hardly falls may be on a plateau. */
const RISES = 0.1;

/** @param of the rows of the whole training set. */
export function* alphasFinding(
  subject: CheckedSubject,
  some: Examples,
  of: number,
): Pieces<{ readonly finding: Finding; readonly best: Trial; readonly alpha: number }> {
  const program = subject.programFor(some.inputs.rows, {});
  const { learningRate: own } = program.definition ?? { learningRate: 1 };
  const { isMean = true, isAdaptive = false, batch = of } = subject.programFor(of, {}).choices ?? {};
  // A sum over fewer rows has smaller gradients.
  const factor = isMean || isAdaptive ? 1 : batch / (program.choices?.batch ?? batch);
  const exponents = Array.from({ length: 2 * HALF_POWERS + 1 }, (_, index) => (index - HALF_POWERS) / 2);
  const first = new Trial(program, some, subject.seed);
  yield;
  const share = WORK / exponents.length / first.work;
  const between = Math.ceil(Math.max(FEWEST_ITERATIONS, Math.min(MOST_ITERATIONS, Math.floor(share))) / LOOKS);
  const iterations = LOOKS * between;
  const start = meanSquare(yield* first.predict(), some.targets);
  const points: AlphaPoint[] = [];
  let best: { readonly trial: Trial; readonly loss: number } = { trial: first, loss: Number.POSITIVE_INFINITY };
  for (const exponent of exponents) {
    const alpha = Number((own * 10 ** exponent).toPrecision(2));
    const rate = exponent === 0 ? own : alpha;
    const trial = new Trial(subject.programFor(some.inputs.rows, { learningRate: factor * rate }), some, subject.seed);
    yield;
    let loss = start;
    for (let look = 0; look < LOOKS && Number.isFinite(loss); look++) {
      yield* trial.train(between);
      const now = meanSquare(yield* trial.predict(), some.targets);
      loss = Number.isFinite(now) ? now : Number.NaN;
    }
    points.push({ alpha: rate, loss });
    if (loss < best.loss) best = { trial, loss };
  }
  const ownLoss = points[HALF_POWERS]?.loss ?? Number.NaN;
  const bestAlpha = points.reduce((least, point) => (point.loss < least.loss ? point : least), {
    alpha: own,
    loss: Number.POSITIVE_INFINITY,
  }).alpha;
  const [fall, most] = [start - ownLoss, start - best.loss];
  // An error of 0 cannot fall.
  const falls = start > 0 && most >= FALLS * start;
  const isBad = falls && !(ownLoss < (1 + RISES) * start);
  const isGood = falls && fall >= Math.max(GOOD_FALL * most, FALLS * start);
  const state = isBad ? 'bad' : isGood ? 'good' : 'open';
  return {
    finding: { kind: 'alphas', state, own, best: bestAlpha, iterations, falls, start, points },
    best: best.trial,
    alpha: bestAlpha,
  };
}
