import type { Snapshot } from '../../worker/protocol.ts';
import type { Model, Trail } from './model.ts';

/** As many as the widest sparkline shows. */
const LONGEST_TRAIL = 48;
const empty: Trail = { iterations: [], values: [] };

/** The past of each watch with what a snapshot shows of it; what lies after the snapshot is no longer past. */
export function extended({ trails, watches }: Model, { iteration, watches: views }: Snapshot): readonly Trail[] {
  return watches.map((_, index) => {
    const trail = trails[index] ?? empty;
    const value = views[index]?.value;
    if (views.length === 0) return trail;
    if (value === undefined || value.rows * value.columns !== 1) return empty;
    const later = trail.iterations.findIndex((one) => one >= iteration);
    const kept = later === -1 ? trail.iterations.length : later;
    const first = Math.max(0, kept - LONGEST_TRAIL + 1);
    return {
      iterations: [...trail.iterations.slice(first, kept), iteration],
      values: [...trail.values.slice(first, kept), value.least],
    };
  });
}
