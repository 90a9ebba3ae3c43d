import type { MatrixFault } from '../../formats/fit-matrices.ts';
import { matrixEndings, matrixFormatOf } from '../../formats/matrix-file.ts';
import type { StoredMatrix } from '../../formats/stored-matrix.ts';
import type { ValueFault } from '../../scenario/fault.ts';
import { positionsOf } from '../../scenario/json/position.ts';
import { scanJson } from '../../scenario/json/scan.ts';
import { JsonFault } from '../../scenario/json/token.ts';
import { limits } from '../../scenario/limits.ts';
import { decodeText } from '../../scenario/read.ts';
import type { LearnedReport, Trainer } from '../../worker/protocol.ts';
import { unwritten } from '../unwritten.ts';
import { notOfKind, readBytes, writeWhole } from './whole-file.ts';
import { LastAnswer, Patience, type Writer } from './writer.ts';

/** Room for the numbers of the largest network, as text. */
const MOST_BYTES = 256 * 2 ** 20;

export type ReadWeights =
  | { readonly ok: true; readonly matrices: readonly StoredMatrix[] }
  | { readonly ok: false; readonly fault: ValueFault };

/** Reads matrices in the format that the file name ends in. */
export function readWeights(file: string): ReadWeights {
  const format = matrixFormatOf(file);
  if (format === undefined) return { ok: false, fault: wrongEnding };
  const read = readBytes(file, 'a file of weights', MOST_BYTES);
  if (!read.ok) return read;
  const matrices = format.read(read.bytes);
  if (matrices.ok) return matrices;
  const broken = brokenJson(file, read.bytes);
  if (broken !== undefined) return { ok: false, fault: broken };
  const { offset, expected, found, advice } = matrices.fault;
  return { ok: false, fault: { path: offset === 0 ? '' : `byte ${offset}`, expected, found, advice } };
}

/** The place where a JSON file breaks; undefined for other files, and for one that is too large to look into. */
function brokenJson(file: string, bytes: Uint8Array): ValueFault | undefined {
  if (!file.toLowerCase().endsWith('.json') || bytes.length > limits.fileBytes) return undefined;
  const text = decodeText(bytes);
  if (typeof text !== 'string') return text;
  if (text.trim() === '') return { path: '', expected: 'a JSON object of matrices', found: 'an empty file' };
  try {
    scanJson(text, {});
    return undefined;
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const [position] = positionsOf(text, [error.offset]);
    return { path: '', ...(position && { position }), ...error.complaint };
  }
}

/** The fault of an existing file that holds no weights. Every file of weights has those of the first layer. */
export function notWeights(file: string): ValueFault | undefined {
  return notOfKind(file, 'weights to replace', () => {
    const read = readWeights(file);
    return read.ok && read.matrices.some(({ name }) => name === FIRST_WEIGHTS);
  });
}

const FIRST_WEIGHTS = 'syn0';

export const wrongEnding: ValueFault = { path: '', expected: `a name that ends in ${matrixEndings}`, found: 'another' };

export function asFaults(faults: readonly MatrixFault[]): readonly ValueFault[] {
  return faults.map(({ name, ...complaint }) => ({ path: name, ...complaint }));
}

/** Writes the weights of the last run when its trainer is closed. */
export class WeightsWriter implements Writer {
  readonly #file: string;
  /** The last run, and its last request; undefined when its thread is gone. */
  #last: { readonly run: number; readonly request: number } | undefined;
  readonly #answer = new LastAnswer();
  #problem: string | undefined;
  #remark: string | undefined;

  /** @param file its name ends in that of a matrix format. */
  constructor(file: string) {
    this.#file = file;
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  get remark(): string | undefined {
    return this.#remark;
  }

  wrap(trainer: Trainer, patience = new Patience()): Trainer {
    return {
      send: (command) => {
        const { run, request, type } = command;
        if (type === 'start') this.#problem = undefined;
        if (type === 'start' || this.#last !== undefined) this.#last = { run, request };
        trainer.send(command);
      },
      listen: (listener) =>
        trainer.listen((report) => {
          if (report.type === 'learned') this.#write(report);
          else listener(report);
          if (report.type === 'failed' && report.run === this.#last?.run) this.#lose();
        }),
      close: async () => {
        await this.#ask(trainer, patience);
        await trainer.close();
      },
    };
  }

  async #ask(trainer: Trainer, patience: Patience): Promise<void> {
    const last = this.#last;
    if (last === undefined) {
      // No run was started.
      if (this.#problem === undefined) this.#remark = unwritten.saveWeights;
      return;
    }
    const isAnswered = await this.#answer.after(() => trainer.send({ type: 'reportLearned', ...last }), patience);
    if (!isAnswered) this.#problem = 'the weights are not written: an iteration has not ended in time';
  }

  /** The thread is gone: no answer comes. */
  #lose(): void {
    this.#last = undefined;
    this.#problem = 'the weights are not written: the training thread has failed';
    this.#answer.end();
  }

  #write({ run, iteration, matrices }: LearnedReport): void {
    if (run !== this.#last?.run) return;
    if (iteration === 0) {
      // The file may hold the weights of a longer run.
      this.#remark = unwritten.saveWeights;
    } else {
      const bytes = matrixFormatOf(this.#file)?.write(matrices) ?? new Uint8Array();
      const problem = writeWhole(this.#file, bytes);
      this.#problem = problem && `the weights cannot be written: ${problem}`;
    }
    this.#answer.end();
  }
}
