/* The losses that the updates of a script may descend. Each is a sum over predictions; a factor makes no difference to a check. */
import { log } from '../../../language/elementary.ts';
import type { Numbers } from '../numbers.ts';
import type { Meeting } from './passes.ts';

/** `first` and `last`: of the first or the last meeting of several. */
export interface Loss {
  readonly name: LossName;
  readonly meetings: 'all' | 'first' | 'last';
}

export type LossName = keyof typeof losses;

/** The loss of one prediction p with target t; NaN where it is not defined. */
const losses = {
  'half square': (p: number, t: number): number => ((t - p) * (t - p)) / 2,
  'binary cross-entropy': (p: number, t: number): number =>
    p > 0 && p < 1 && t >= 0 && t <= 1 ? -(t * log(p) + (1 - t) * log(1 - p)) : Number.NaN,
  'cross-entropy': (p: number, t: number): number => (t === 0 ? 0 : p > 0 && t > 0 ? -t * log(p) : Number.NaN),
  absolute: (p: number, t: number): number => Math.abs(t - p),
  huber: (p: number, t: number): number => {
    const miss = Math.abs(t - p);
    return miss <= 1 ? (miss * miss) / 2 : miss - 0.5;
  },
  hinge: (p: number, t: number): number => (Math.abs(t) === 1 ? Math.max(0, 1 - t * p) : Number.NaN),
} satisfies Readonly<Record<string, (prediction: number, target: number) => number>>;

const names = Object.keys(losses) as readonly LossName[];

/**
 * All losses of some meetings, the most common first. With the two probabilities of a softmax the binary cross-entropy is twice the
 * cross-entropy: the latter goes first there.
 */
export function lossesOf(meetings: readonly Meeting[]): readonly Loss[] {
  const parts = meetings.length === 1 ? (['all'] as const) : (['all', 'first', 'last'] as const);
  const first: readonly LossName[] = meetings.every(({ prediction }) => areOfSoftmax(prediction))
    ? ['half square', 'cross-entropy']
    : [];
  const ordered = [...first, ...names.filter((name) => !first.includes(name))];
  return parts.flatMap((part) => ordered.map((name) => ({ name, meetings: part })));
}

/** True where the probabilities of several classes, in rows or in columns, have the sum 1. */
function areOfSoftmax({ rows, columns, data }: Numbers): boolean {
  const isOne = (count: number, length: number, apart: number, next: number): boolean =>
    length > 1 &&
    Array.from({ length: count }, (_, i) => i).every((i) => {
      let sum = 0;
      for (let j = 0; j < length; j++) sum += data[i * next + j * apart] as number;
      return Math.abs(sum - 1) < 1e-9;
    });
  return isOne(rows, columns, 1, columns) || isOne(columns, rows, columns, 1);
}

/** The value of each loss, summed over the predictions. A shorter target is repeated. */
export function measure(met: readonly Meeting[], all: readonly Loss[]): Float64Array {
  const sums = met.map(({ prediction, target }) =>
    names.map((name) => {
      const loss = losses[name];
      let sum = 0;
      for (const [i, p] of prediction.data.entries()) sum += loss(p, target.data[i % target.data.length] as number);
      return sum;
    }),
  );
  return Float64Array.from(all, ({ name, meetings }) => {
    const index = names.indexOf(name);
    const own = meetings === 'all' ? sums : meetings === 'first' ? sums.slice(0, 1) : sums.slice(-1);
    return own.reduce((sum, each) => sum + (each[index] as number), 0);
  });
}
