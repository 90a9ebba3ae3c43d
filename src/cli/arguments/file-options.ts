import type { RunFiles } from '../writers/prepare.ts';
import { textOption } from './text-option.ts';

function wholeNumber(option: string, value: number | undefined): number | undefined {
  if (value === undefined || (Number.isSafeInteger(value) && value >= 1)) return value;
  throw new Error(`${option}: expected a whole number from 1 on`);
}

/** Options of a run, as the command line says them. */
export const fileOptions = {
  weights: { ...textOption, describe: 'start from the weights in this file: .json, .npz or .safetensors' },
  'save-weights': {
    ...textOption,
    describe: 'write the weights to this file at the end, or when the dashboard is left',
  },
  save: { ...textOption, describe: 'write a checkpoint to this file at the end, and when the dashboard is left' },
  'save-every': {
    type: 'number',
    requiresArg: true,
    implies: 'save',
    coerce: (value: number | undefined) => wholeNumber('--save-every', value),
    describe: 'and every so many iterations',
  },
  resume: { ...textOption, describe: 'go on from the checkpoint in this file, in the dashboard or without' },
  log: { ...textOption, describe: 'add a line of errors to this file, .ndjson or .csv, as the run goes' },
  'log-every': {
    type: 'number',
    requiresArg: true,
    implies: 'log',
    coerce: (value: number | undefined) => wholeNumber('--log-every', value),
    describe: 'each so many iterations; about a thousand lines without',
  },
} as const;

/** What of a command line is about files; undefined where nothing is. */
export function filesOf(options: RunFiles): RunFiles | undefined {
  const { weights, saveWeights, save, saveEvery, resume, log, logEvery } = options;
  const own = { weights, saveWeights, save, saveEvery, resume, log, logEvery };
  return Object.values(own).every((value) => value === undefined) ? undefined : own;
}
