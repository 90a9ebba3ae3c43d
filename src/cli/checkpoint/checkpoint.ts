import { createHash } from 'node:crypto';
import { lengthOfCells, type SavedCells } from '../../engine/machine/machine.ts';
import type { SavedRecord } from '../../engine/observers/error-record.ts';
import type { SavedRun } from '../../engine/observers/past.ts';
import type { Lowest, StopReason } from '../../engine/run/stop.ts';
import { exactJson, parseExactJson } from '../../formats/json.ts';
import { readSafetensors, writeSafetensors } from '../../formats/safetensors.ts';
import type { NamedMatrix } from '../../formats/stored-matrix.ts';
import type { Floats } from '../../language/dtypes.ts';
import { ARITHMETIC_VERSION } from '../../language/elementary.ts';
import { described, shortened } from '../../language/wording.ts';
import type { ValueFault } from '../../scenario/fault.ts';
import type { Facts } from './facts.ts';
import { type CheckpointText, checkpointSchema } from './schema.ts';

/** Raise it when this format changes, or when training gives other bits for a reason other than its arithmetic. */
const VERSION = '1';
const FORMAT = 'backprop-tui checkpoint';
/** Words of the random state: its index, 624 words, and the second of a pair of gaussians. */
const RANDOM_WORDS = 628;
const MERSENNE_WORDS = 624;

/** A checkpoint in a file, with the facts of its scenario. */
export interface StoredCheckpoint {
  readonly facts: Facts;
  readonly saved: SavedRun;
  readonly lowest: Lowest;
  /** Seconds since the run began, pauses included, in all of its processes. */
  readonly seconds: number;
  /** The stop condition that has ended the run, and all stop conditions it had. */
  readonly stopped: { readonly reason: StopReason; readonly conditions: string } | undefined;
}

export type ReadCheckpoint =
  | {
      readonly ok: true;
      readonly checkpoint: StoredCheckpoint;
      /** A warning about a run that can continue, but with other bits than before. */
      readonly notice?: string | undefined;
    }
  | { readonly ok: false; readonly fault: ValueFault };

/** The bytes of a safetensors file: the state of the machine as arrays, all else as JSON in the metadata. */
export function writeCheckpoint({ facts, saved, lowest, seconds, stopped }: StoredCheckpoint): Uint8Array {
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
    { name: 'state', matrix: row(flat(from.state)) },
    ...(from.random === undefined ? [] : [{ name: 'random', matrix: row(Float64Array.from(from.random)) }]),
  ];
  const arithmetic = String(ARITHMETIC_VERSION);
  const metadata = { format: FORMAT, version: VERSION, arithmetic, run: exactJson(text) };
  return writeSafetensors(arrays, { ...metadata, [CHECKSUM]: checksumOf(new Map(Object.entries(metadata)), arrays) });
}

/** The cells of a state in one array. */
function flat(cells: SavedCells): Float64Array {
  const all = new Float64Array(lengthOfCells(cells));
  let start = 0;
  for (const part of cells) {
    all.set(part, start);
    start += part.length;
  }
  return all;
}

/** Reads a checkpoint of any scenario; its facts identify the scenario. */
export function readCheckpoint(bytes: Uint8Array): ReadCheckpoint {
  const read = readSafetensors(bytes);
  if (!read.ok) return failure(read.fault.expected, read.fault.found, read.fault.advice);
  const { metadata } = read;
  if (metadata.get('format') !== FORMAT) return failure('a checkpoint of backprop-tui', 'a file of another kind');
  const version = metadata.get('version');
  if (version !== VERSION) {
    const advice = 'it was written by another version of this program';
    return failure(`a checkpoint of version ${VERSION}`, `one of version ${shortened(version ?? 'none', 20)}`, advice);
  }
  // Files of version 0.1.0 name no arithmetic, and have no checksum.
  const isProtected = metadata.has(CHECKSUM) || metadata.has('arithmetic');
  if (isProtected && metadata.get(CHECKSUM) !== checksumOf(metadata, read.matrices)) {
    return failure('an unchanged checkpoint', 'contents that do not match its checksum', 'use an earlier copy');
  }
  const text = parsed(metadata.get('run') ?? '');
  const result = checkpointSchema.safeParse(text);
  if (!result.success) {
    const [issue] = result.error.issues;
    const path = (issue?.path ?? []).map(String).join('.');
    return failure('an unchanged checkpoint', path === '' ? described(text) : `another value as ${path}`);
  }
  const state = arrayOf(read.matrices, 'state');
  if (state === undefined) return failure('a checkpoint with its state', 'no state');
  const random = arrayOf(read.matrices, 'random');
  if (random !== undefined && !isRandomState(random)) return failure('a state of the random source', 'other numbers');
  const { facts, iteration, seconds, stopped, lowest, from, rhythm, history, tests } = result.data;
  if (!state.every(Number.isFinite)) return failure('a state of finite numbers', 'NaN or infinity');
  if (from.iteration > Math.max(0, iteration - 1))
    return failure('a state from an iteration before the checkpoint', 'a later one');
  const { before, ...judge } = from.judge;
  const saved = {
    iteration,
    rhythm,
    from: {
      iteration: from.iteration,
      solvedAt: from.solvedAt,
      state: [state],
      random: random && Uint32Array.from(random),
      judge: { ...judge, before: before && Float64Array.from(before) },
    },
    history: asRead(history),
    ...(tests && { tests: asRead(tests) }),
  } as unknown as SavedRun;
  const notice = noticeOf(metadata.get('arithmetic'));
  return { ok: true, checkpoint: { facts, saved, lowest, seconds, stopped }, notice };
}

/** True for a checkpoint of any version, also one that no run can be resumed from. */
export function isCheckpoint(bytes: Uint8Array): boolean {
  const read = readSafetensors(bytes);
  return read.ok && read.metadata.get('format') === FORMAT;
}

/** The warning about a checkpoint of another arithmetic. Files of version 0.1.0 name none: theirs depended on Node. */
function noticeOf(arithmetic: string | undefined): string | undefined {
  if (arithmetic === String(ARITHMETIC_VERSION)) return undefined;
  const found =
    arithmetic === undefined ? 'an older version of this program' : `arithmetic ${shortened(arithmetic, 20)}`;
  return `the checkpoint was made with ${found}: the resumed run may differ in its last digits from an uninterrupted run`;
}

const CHECKSUM = 'sha256';

/** The digest of everything else in a checkpoint. It finds damage, not intent. */
export function checksumOf(metadata: ReadonlyMap<string, string>, arrays: readonly NamedMatrix[]): string {
  const hash = createHash('sha256');
  for (const [name, text] of [...metadata].sort(([one], [other]) => (one < other ? -1 : 1))) {
    if (name !== CHECKSUM) hash.update(JSON.stringify([name, text]));
  }
  for (const { name, matrix } of arrays) {
    const { rows, columns, data } = matrix;
    hash.update(JSON.stringify([name, rows, columns]));
    hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  return hash.digest('hex');
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

function arrayOf(matrices: readonly NamedMatrix[], wanted: string): Floats | undefined {
  return matrices.find(({ name }) => name === wanted)?.matrix.data;
}

function isRandomState(words: Floats): boolean {
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
