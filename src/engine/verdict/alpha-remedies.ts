import { activations } from '../../language/activations.ts';
import type { Program } from '../../language/program.ts';
import { alphaOf, baseAlphaOf } from './evidence.ts';
import type { Values } from './measure.ts';
import type { Remedy } from './verdict.ts';

/** The step of the tutorial's table of alphas. */
const ALPHA_FACTOR = 10;
/** Bounded outputs learn at this many times the alpha at which they cannot overshoot: XOR with 4 units does. */
const BEARABLE = 20;

/** The run that remedies are for. */
export interface Subject {
  readonly program: Program;
  readonly values: Values;
}

/** Alpha before its schedule, where the program tells it; otherwise the current one. */
export function rateOf({ program, values }: Subject): number {
  return baseAlphaOf(program) ?? alphaOf(values);
}

/** A tenth of alpha, or less where that is far too much too. */
export function lowerAlpha(subject: Subject): Remedy {
  const from = rateOf(subject);
  let to = from / ALPHA_FACTOR;
  const { steepest } = activations[subject.values.slopes.activation];
  if (isSteep(subject)) to = Math.min(to, Number(stableAlpha(subject).toPrecision(1)));
  // Bounded outputs bear more than that: their steps shrink where they saturate.
  else if (subject.program.choices?.isAdaptive !== true) {
    while (to > BEARABLE * (stableAlpha(subject) / (steepest * steepest))) to /= ALPHA_FACTOR;
  }
  return { kind: 'lowerAlpha', from, to: Number(to.toPrecision(6)) };
}

/** A smaller factor is not worth a new start. */
const LEAST_FACTOR = 2;

/** Some times alpha, or less where linear outputs overshoot with that. None where that is hardly more than now. */
export function raiseAlpha(subject: Subject, times = ALPHA_FACTOR): readonly Remedy[] {
  const from = rateOf(subject);
  // Steps along the sign of an error do not shrink with it: large ones swing around the target.
  const isBySign = subject.program.choices?.loss === 'mean absolute';
  const more = from * (isBySign ? Math.min(times, ALPHA_FACTOR) : times);
  const to = isSteep(subject) ? Math.min(more, Number(stableAlpha(subject).toPrecision(1))) : more;
  return to >= LEAST_FACTOR * from ? [{ kind: 'raiseAlpha', from, to: Number(to.toPrecision(6)) }] : [];
}

/** True where the size of a step grows with the size of an error without a bound. */
export function isSteep({ program, values }: Subject): boolean {
  return (
    activations[values.slopes.activation].high === Number.POSITIVE_INFINITY && program.choices?.isAdaptive !== true
  );
}

/**
 * An alpha at which plain descent of linear outputs cannot overshoot: at most half of the largest stable one, 2 / λ. λ is the largest
 * eigenvalue of the second derivative of the loss: AᵀA for ½ Σ e², 2 AᵀA / cells for mean(e²), and at most AᵀA / cells for Huber's. It is at
 * most the trace. A has the last hidden values and a 1; they are taken as at most 1, or for no hidden layer from the inputs.
 * @param rows the rows of an update: those of the current batch by default.
 */
export function stableAlpha({ program, values }: Subject, rows = program.choices?.batch ?? values.target.rows): number {
  const { choices } = program;
  const last = values.hidden.at(-1)?.value;
  const perRow = last?.columns ?? squaresPerRow(values);
  const cells = rows * values.target.columns;
  const curvature = choices?.isMean !== true ? 1 : choices.loss === 'mean squared' ? 2 / cells : 1 / cells;
  return 1 / (curvature * rows * (1 + perRow));
}

/** The sum of the squared inputs of a row, its mean over the rows; 1 without inputs. */
export function squaresPerRow({ inputs }: Values): number {
  if (inputs === undefined) return 1;
  return inputs.data.reduce((sum, cell) => sum + cell * cell, 0) / inputs.rows;
}

/** An alpha with one digit, where it is below the current one. */
export function lowerThanNow(alpha: number, subject: Subject): number | undefined {
  const rounded = Number(alpha.toPrecision(1));
  return rounded < rateOf(subject) && subject.program.choices?.isAdaptive !== true ? rounded : undefined;
}
