/* Slopes of several functions of one number at once, such as losses of a weight, by central differences. */

export interface Slopes {
  /** NaN at a kink, where there is no slope. */
  readonly slopes: Float64Array;
  /** The largest error of each slope that rounding can make. */
  readonly noise: Float64Array;
}

/** Steps h of the differences, as shares of the number, or of 1 for a smaller one. */
const STEPS = [1e-3, 1e-4, 1e-5, 1e-6];
/** Differences of a smooth loss agree within this share where their steps are small enough. */
const SMOOTH = 1e-6;
/** A bend below this share of the slope does not count. */
const KINK = 1e-2;
/** The rounding of a loss, as a share of it. */
const ROUNDING = 4e-16;

/**
 * The slopes of several losses by one number: (losses) → (losses).
 * @param middle the losses at the number itself.
 * @param lossesAt the losses at another number.
 */
export function* slopesAt(
  number: number,
  middle: Float64Array,
  lossesAt: (value: number) => Generator<void, Float64Array>,
): Generator<void, Slopes> {
  const slopes = new Float64Array(middle.length).fill(Number.NaN);
  const noise = new Float64Array(middle.length);
  const bends = new Float64Array(middle.length);
  const open = new Set(middle.keys());
  for (const step of STEPS) {
    const h = step * Math.max(1, Math.abs(number));
    const [a, b, c, d] = [
      yield* lossesAt(number - 2 * h),
      yield* lossesAt(number - h),
      yield* lossesAt(number + h),
      yield* lossesAt(number + 2 * h),
    ];
    for (const loss of open) {
      const [f2, f1, f0, g1, g2] = [a[loss]!, b[loss]!, middle[loss]!, c[loss]!, d[loss]!];
      const near = (g1 - f1) / (2 * h);
      // Abramowitz and Stegun, 25.3.6.
      const slope = (f2 - 8 * f1 + 8 * g1 - g2) / (12 * h);
      const rounding = (ROUNDING * Math.max(Math.abs(f2), Math.abs(g2), 1e-3)) / h;
      if (!Number.isFinite(slope)) {
        open.delete(loss);
        continue;
      }
      // f''h where the loss is smooth, and the same at each step at a kink.
      const bend = Math.abs(g1 - 2 * f0 + f1) / h;
      const before = bends[loss]!;
      bends[loss] = bend;
      const size = Math.max(Math.abs(slope), bend);
      const differs = size === 0 ? 0 : Math.max(0, Math.abs(slope - near) - rounding) / size;
      const isBent = bend > KINK * Math.abs(slope) + 10 * rounding;
      if (isBent && !(bend < before / 2)) {
        // The kink may be beside the cell: a smaller step then stays on its own side.
        if (step === STEPS.at(-1)) slopes[loss] = Number.NaN;
        continue;
      }
      // Kinks beside the cell may disturb both differences of a step alike: only the first step is accepted alone.
      const last = slopes[loss]!;
      const isLike = Math.abs(slope - last) <= SMOOTH * size + rounding;
      const isAccepted = isLike || (step === STEPS[0] && differs <= SMOOTH);
      const doubt = Number.isNaN(last) ? Math.abs(slope - near) : Math.min(Math.abs(slope - last), size);
      slopes[loss] = slope;
      noise[loss] = rounding + Math.max(Math.abs(slope - near), isAccepted ? 0 : doubt);
      if (isAccepted) open.delete(loss);
    }
    if (open.size === 0) break;
  }
  return { slopes, noise };
}
