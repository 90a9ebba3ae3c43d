import type { SavedRun } from '../../engine/observers/past.ts';
import type { SavedRecord } from '../../engine/observers/record.ts';
import type { Lowest, StopReason } from '../../engine/run/stop.ts';
import { exactJson, parseExactJson } from '../../formats/json.ts';
import { readSafetensors, writeSafetensors } from '../../formats/safetensors.ts';
import type { StoredMatrix } from '../../formats/stored-matrix.ts';
import { described, shortened } from '../../language/wording.ts';
import type { ValueFault } from '../../scenario/fault.ts';
import type { Facts } from './facts.ts';
import { type CheckpointText, checkpointSchema } from './schema.ts';

/** Another one is for whatever reads this file differently, or trains differently. */
const VERSION = '1';
const FORMAT = 'backprop-tui checkpoint';
/** Words of the random source's state: its place, 624 words, and the other of a pair of gaussians. */
const RANDOM_WORDS = 628;
const MERSENNE_WORDS = 624;

/** A run on its way, from which another process can go on as if nothing had been. */
export interface Checkpoint {
  /** What its scenario says. */
  readonly facts: Facts;
  readonly saved: SavedRun;
  readonly lowest: Lowest;
  /** Since the run began. */
  readonly seconds: number;
  /** Why the run has stopped, and what was to stop it. */
  readonly stopped: { readonly reason: StopReason; readonly conditions: string } | undefined;
}

export type ReadCheckpoint =
  | { readonly ok: true; readonly checkpoint: Checkpoint }
  | { readonly ok: false; readonly fault: ValueFault };

/** A safetensors file: what one iteration leaves to the next as arrays, all else as JSON in its metadata. */
export function writeCheckpoint({ facts, saved, lowest, seconds, stopped }: Checkpoint): Uint8Array {
  const { iteration, from, rhythm, history, tests } = saved;
  const { before } = from.judge;
  const text: CheckpointText = {
    facts: { ...facts },
    iteration,
    seconds,
    stopped,
    lowest,
    from: {
      iteration: from.iteration,
      solvedAt: from.solvedAt,
      judge: { ...from.judge, before: before && [...before] } as unknown as CheckpointText['from']['judge'],
    },
    rhythm,
    history: written(history),
    ...(tests && { tests: written(tests) }),
  };
  const row = (data: Float64Array) => ({ rows: 1, columns: data.length, data });
  const arrays = [
    { name: 'state', matrix: row(from.state) },
    ...(from.random === undefined ? [] : [{ name: 'random', matrix: row(Float64Array.from(from.random)) }]),
  ];
  return writeSafetensors(arrays, { format: FORMAT, version: VERSION, run: exactJson(text) });
}

/** A checkpoint that is whole and can be one; of which scenario it is, its facts say. */
export function readCheckpoint(bytes: Uint8Array): ReadCheckpoint {
  const read = readSafetensors(bytes);
  if (!read.ok) return failure(read.fault.expected, read.fault.found, read.fault.advice);
  const { metadata } = read;
  if (metadata.get('format') !== FORMAT) return failure('a checkpoint of backprop-tui', 'a file of something else');
  const version = metadata.get('version');
  if (version !== VERSION) {
    const advice = 'another version of this program has written it';
    return failure(`a checkpoint of version ${VERSION}`, `one of version ${shortened(version ?? 'none', 20)}`, advice);
  }
  const text = parsed(metadata.get('run') ?? '');
  const result = checkpointSchema.safeParse(text);
  if (!result.success) {
    const [issue] = result.error.issues;
    const path = (issue?.path ?? []).map(String).join('.');
    return failure('a checkpoint as it was written', path === '' ? described(text) : `something else as ${path}`);
  }
  const state = arrayOf(read.matrices, 'state');
  if (state === undefined) return failure('a checkpoint with its state', 'none in it');
  const random = arrayOf(read.matrices, 'random');
  if (random !== undefined && !isRandomState(random)) return failure('a state of the random source', 'other numbers');
  const { facts, iteration, seconds, stopped, lowest, from, rhythm, history, tests } = result.data;
  if (!state.every(Number.isFinite)) return failure('a state of finite numbers', 'others in it');
  if (from.iteration > Math.max(0, iteration - 1)) return failure('a state from before the checkpoint', 'a later one');
  const { before, ...judge } = from.judge;
  const saved = {
    iteration,
    rhythm,
    from: {
      iteration: from.iteration,
      solvedAt: from.solvedAt,
      state,
      random: random && Uint32Array.from(random),
      judge: { ...judge, before: before && Float64Array.from(before) },
    },
    history: asRead(history),
    ...(tests && { tests: asRead(tests) }),
  } as unknown as SavedRun;
  return { ok: true, checkpoint: { facts, saved, lowest, seconds, stopped } };
}

/** Whether a file is a checkpoint, be it of another version or one from which no run can go on. */
export function isCheckpoint(bytes: Uint8Array): boolean {
  const read = readSafetensors(bytes);
  return read.ok && read.metadata.get('format') === FORMAT;
}

function written(history: SavedRecord): CheckpointText['history'] {
  return { ...history, iterations: [...history.iterations], errors: [...history.errors] };
}

function asRead(history: CheckpointText['history']): SavedRecord {
  return {
    ...history,
    iterations: Float64Array.from(history.iterations),
    errors: Float64Array.from(history.errors),
  };
}

function arrayOf(matrices: readonly StoredMatrix[], wanted: string): Float64Array | undefined {
  return matrices.find(({ name }) => name === wanted)?.matrix.data;
}

function isRandomState(words: Float64Array): boolean {
  const areWords = words.every((word) => Number.isInteger(word) && word >= 0 && word < 2 ** 32);
  return words.length === RANDOM_WORDS && areWords && (words[0] as number) < MERSENNE_WORDS;
}

function parsed(text: string): unknown {
  try {
    return parseExactJson(text);
  } catch {
    return undefined;
  }
}

function failure(expected: string, found: string, advice?: string): ReadCheckpoint {
  return { ok: false, fault: { path: '', expected, found, advice } };
}
