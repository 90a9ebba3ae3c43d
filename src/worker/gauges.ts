import { GaugePast } from '../engine/gauges/gauge-past.ts';
import type { Gauges, StepGauge, UnitGauge } from '../engine/gauges/gauger.ts';
import type { Floats } from '../language/dtypes.ts';
import type { GaugesView, StepCurves, UnitCurves } from './protocol.ts';

/** The gauges of a run as the screen shows them. */
export class GaugeViews extends GaugePast {
  /** Undefined before the first iteration. Measure the current one first. */
  get view(): GaugesView | undefined {
    const { now, points, since } = this;
    if (now === undefined) return undefined;
    const all = now.iteration > (points.at(-1)?.iteration ?? 0) ? [...points, now] : points;
    const steps = byName(all, ({ steps: own }) => own);
    const hidden = byName(all, ({ hidden: own }) => own);
    return {
      ...now,
      stepCurves: steps.map(({ name, iterations, gauges }): StepCurves => {
        const curve = (read: (gauge: StepGauge) => number): Floats => Float64Array.from(gauges, read);
        return { name, iterations, update: curve(({ update }) => update), gradient: curve(({ gradient }) => gradient) };
      }),
      unitCurves: hidden.map(({ name, iterations, gauges }): UnitCurves => {
        const curve = (read: (gauge: UnitGauge) => number): Floats => Float64Array.from(gauges, read);
        return {
          name,
          iterations,
          saturated: curve(({ saturated }) => saturated),
          dead: curve(({ dead, units }) => dead / units),
        };
      }),
      since,
      isWhole: this.hasCaughtUp || !this.isBehind,
    };
  }
}

interface Named<Gauge> {
  readonly name: string;
  readonly iterations: Floats;
  readonly gauges: readonly Gauge[];
}

/** The gauges of each name, by iteration from 0. A change of the program may give other names. */
function byName<Gauge extends { readonly name: string }>(
  points: readonly Gauges[],
  read: (point: Gauges) => readonly Gauge[],
): readonly Named<Gauge>[] {
  const found = new Map<string, { readonly iterations: number[]; readonly gauges: Gauge[] }>();
  for (const point of points) {
    for (const gauge of read(point)) {
      const own = found.get(gauge.name) ?? { iterations: [], gauges: [] };
      own.iterations.push(point.iteration - 1);
      own.gauges.push(gauge);
      found.set(gauge.name, own);
    }
  }
  return [...found].map(([name, { iterations, gauges }]) => ({
    name,
    iterations: Float64Array.from(iterations),
    gauges,
  }));
}
