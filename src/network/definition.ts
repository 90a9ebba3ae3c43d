import type { Definition, ScheduleDefinition } from '../language/definition.ts';
import { hiddenOf } from './base.ts';
import type { NetworkSettings } from './settings.ts';
import { RUNNING_SHARE } from './techniques/batch-normalization.ts';
import { rowsOfIteration } from './techniques/batches.ts';
import { clippings } from './techniques/clipping.ts';
import { dropoutShares, keptShare } from './techniques/dropout.ts';
import { optimizers } from './techniques/optimizers.ts';
import { factorOf, type ScheduleName, schedules } from './techniques/schedule.ts';
import { decayOf } from './techniques/weight-decay.ts';

/** The techniques of a network as data. Settings without effect are left out. */
export function definitionOf(settings: NetworkSettings, examples: number): Definition {
  const { learningRate, optimizer, momentum, clip, clipLimit, dropoutForm, batchOrder, batchNorm } = settings;
  const { schedule } = settings;
  const dropout = dropoutShares(settings).flatMap((share, index) =>
    share === 0 ? [] : [{ layer: `l${index + 1}`, kept: keptShare(share) }],
  );
  return {
    learningRate,
    optimizer: { name: optimizer, momentum: optimizers[optimizer].hasMomentum ? momentum : 0 },
    weightDecay: decayOf(settings),
    dropout,
    dropoutForm: dropoutForm === 'follow-up' && dropout.length > 0 ? 'overwritten' : 'kept apart',
    runningShare: batchNorm && hiddenOf(settings).length > 0 ? RUNNING_SHARE : 0,
    ...(schedule === 'constant' ? {} : { schedule: scheduleOf(schedule, settings) }),
    ...(clip === 'none' ? {} : { clipping: { what: clippings[clip].what, by: clippings[clip].by, limit: clipLimit } }),
    ...(rowsOfIteration(settings, examples) < examples ? { batchOrder } : {}),
  };
}

function scheduleOf(kind: ScheduleName, settings: NetworkSettings): ScheduleDefinition {
  const { everyOf, factor } = schedules[kind];
  return {
    kind,
    every: everyOf === undefined ? 1 : settings.scheduleEvery,
    factor: factor === undefined ? 1 : factorOf(settings),
  };
}
