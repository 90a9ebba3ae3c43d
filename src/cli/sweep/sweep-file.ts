import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import type { ValueFault } from '../../scenario/fault.ts';
import type { RunResult } from '../../worker/protocol-sweep.ts';
import { cannotWrite, reasonOf, unusual } from '../file-problems.ts';
import { writeWhole } from '../writers/whole-file.ts';
import type { SweepPlan } from './plan.ts';
import { headDifference, numberOf, readRunLine, runLine, type SweepFormat } from './run-lines.ts';

/*
 * The file of a sweep. A line is appended as soon as its run has ended: the end of the process costs only the runs under way. The lines
 * of a whole sweep are then put in the order of the sweep, so that the file is the same however often it was continued.
 */

export interface SweepFileOptions {
  readonly file: string;
  readonly format: SweepFormat;
  /** The first line. */
  readonly head: string;
  readonly plan: SweepPlan;
  readonly looks: readonly number[];
  /** True where an existing file is replaced. */
  readonly force: boolean;
  /** True where an existing file is continued. */
  readonly resume: boolean;
}

export type OpenedSweepFile =
  /** `results`: of the runs that the file has already. */
  | { readonly ok: true; readonly file: SweepFile; readonly results: readonly RunResult[] }
  | { readonly ok: false; readonly fault: ValueFault };

/** Opens a new file, or one that is continued, whose unfinished last line is dropped. */
export function openSweepFile(options: SweepFileOptions): OpenedSweepFile {
  const { file, format, head, force, resume } = options;
  try {
    if (!existsSync(file)) return { ok: true, file: new SweepFile(options, openSync(file, 'wx'), [head]), results: [] };
    const status = statSync(file);
    if (!status.isFile()) return { ok: false, fault: cannotWrite(unusual(status)) };
    if (resume) return continued(options);
    if (force) return { ok: true, file: new SweepFile(options, openSync(file, 'w'), [head]), results: [] };
    const ways = format === 'csv' ? '--force replaces it' : '--resume continues its sweep, --force replaces it';
    return { ok: false, fault: cannotWrite(`a file of this name exists already; ${ways}`) };
  } catch (error) {
    return { ok: false, fault: cannotWrite(reasonOf(error)) };
  }
}

function continued(options: SweepFileOptions): OpenedSweepFile {
  const { file, format, head, plan, looks } = options;
  if (format === 'csv') {
    const found = 'a .csv file, which does not name its sweep';
    return { ok: false, fault: { path: '', expected: 'an .ndjson file to continue', found } };
  }
  const bytes = readFileSync(file);
  const text = bytes.toString('utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const lines = whole.split('\n').slice(0, -1);
  const at = (line: number, expected: string, found: string): OpenedSweepFile => {
    return { ok: false, fault: { path: '', position: { line, column: 1 }, expected, found } };
  };
  const [first, ...rest] = lines;
  if (first === undefined) {
    // The first line was not finished, or the file is empty. Another text is not ours to drop.
    if (!head.startsWith(text)) return at(1, 'a file of this sweep', 'something else');
    return { ok: true, file: new SweepFile(options, openSync(file, 'w'), [head]), results: [] };
  }
  const difference = headDifference(first, head);
  if (difference !== undefined) return at(1, ...difference);
  const [results, kept, taken]: [RunResult[], string[], Set<number>] = [[], [head], new Set()];
  let isDamaged = false;
  for (const [index, line] of rest.entries()) {
    const result = readRunLine(line, plan, looks);
    // A power cut can leave zeros at the end of a file.
    if (result === undefined && rest.slice(index).every((later) => readRunLine(later, plan, looks) === undefined)) {
      isDamaged = true;
      break;
    }
    if (result === undefined) return at(index + 2, 'a run of this sweep', 'something else');
    const number = numberOf(plan, result);
    if (taken.has(number)) continue;
    taken.add(number);
    kept.push(line);
    results.push(result);
  }
  // A run that is there twice, as after two sweeps into one file, keeps its first line.
  if (isDamaged || kept.length < lines.length) {
    const problem = writeWhole(file, `${kept.join('\n')}\n`);
    if (problem !== undefined) return { ok: false, fault: cannotWrite(problem) };
  }
  const handle = openSync(file, 'r+');
  const length = Buffer.byteLength(`${kept.join('\n')}\n`);
  ftruncateSync(handle, length);
  return { ok: true, file: new SweepFile(options, handle, [], results, length), results };
}

export class SweepFile {
  readonly #options: SweepFileOptions;
  readonly #handle: number;
  /** The numbers of the runs in the file, in the order of its lines. */
  readonly #numbers: number[];
  #length: number;

  /** @param lines written at once. @param results of the runs in the file. @param length of the file, in bytes. */
  constructor(
    options: SweepFileOptions,
    handle: number,
    lines: readonly string[],
    results: readonly RunResult[] = [],
    length = 0,
  ) {
    this.#options = options;
    this.#handle = handle;
    this.#numbers = results.map((result) => numberOf(options.plan, result));
    this.#length = length;
    for (const line of lines) this.#append(line);
  }

  /** True for a file that says of which sweep it is. */
  get canResume(): boolean {
    return this.#options.format === 'ndjson';
  }

  /** Appends the line of a run. */
  add(result: RunResult): void {
    const { format, plan, looks } = this.#options;
    this.#append(runLine(format, plan, looks, result));
    this.#numbers.push(numberOf(plan, result));
  }

  #append(line: string): void {
    const bytes = Buffer.from(`${line}\n`);
    for (let done = 0; done < bytes.length; ) {
      done += writeSync(this.#handle, bytes, done, bytes.length - done, this.#length + done);
    }
    this.#length += bytes.length;
  }

  /** Closes the file, with its lines in order where all runs of the sweep are in it. @throws Error when it cannot be written. */
  close(): void {
    closeSync(this.#handle);
    const { file, plan } = this.#options;
    const numbers = this.#numbers;
    const isWhole = numbers.length === plan.combinations.length * plan.seeds.length;
    if (!isWhole || numbers.every((number, index) => number === index)) return;
    const [head = '', ...lines] = readFileSync(file, 'utf8').split('\n').slice(0, -1);
    const sorted: string[] = [];
    for (const [index, number] of numbers.entries()) sorted[number] = lines[index] as string;
    const problem = writeWhole(file, `${[head, ...sorted].join('\n')}\n`);
    if (problem !== undefined) throw new Error(`the lines of ${file} cannot be put in order: ${problem}`);
  }
}
