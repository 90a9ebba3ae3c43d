import type { Position } from '../engine/run/run.ts';
import type { TrainingRun } from '../engine/run/training-run.ts';
import type { Travel } from './protocol.ts';

/** Travel to where the run has been: every travel but that by a line forward, which may be new ground. */
export type Return = Exclude<Travel, { readonly to: 'line'; readonly by: 1 }>;

export function isReturn(travel: Travel): travel is Return {
  return travel.to !== 'line' || travel.by === -1;
}

/** The destination of a journey from a position, where the run need not be yet. */
export function destinationOf(training: TrainingRun, { iteration, line }: Position, travel: Return): Position {
  switch (travel.to) {
    case 'line':
      return lineBefore(training, { iteration, line });
    case 'iterationBefore':
      return { iteration: line > 0 ? iteration : training.nearest(iteration - 1), line: 0 };
    case 'iterations':
      return { iteration: training.nearest(Math.round(iteration + travel.by)), line: 0 };
    case 'iteration':
      return { iteration: training.nearest(Math.round(travel.iteration)), line: 0 };
    case 'lines':
      // Only a script counts its executed lines.
      return { iteration, line };
    case 'newest':
      return { iteration: training.furthest, line: 0 };
  }
}

function lineBefore(training: TrainingRun, { iteration, line }: Position): Position {
  if (line > 0) return { iteration, line: line - 1 };
  const before = training.nearest(iteration - 1);
  if (before !== iteration - 1) return { iteration, line };
  return { iteration: before, line: training.programAfter(before).iteration.length - 1 };
}
