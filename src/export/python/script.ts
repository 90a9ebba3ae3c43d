import { type MeasureWords, measureLines } from '../measure-lines.ts';
import { ownRowsLines } from '../own-rows.ts';
import { type PhaseWords, phaseLines } from '../phase-lines.ts';
import type { Phase } from '../phases.ts';
import type { Script, ScriptSource } from '../source.ts';
import { type DataWords, dataLines } from './data.ts';
import { python } from './language.ts';
import { type Preamble, preambleLines } from './preamble.ts';
import { predictWords } from './predict.ts';
import { docstring } from './text.ts';

/** How a library has it written down. */
export interface PythonWords {
  /** How the script has come about. */
  readonly how: string;
  readonly names: Preamble;
  /** Before anything else. */
  readonly opening?: readonly string[];
  readonly data: DataWords;
  readonly phase: PhaseWords;
  readonly error: MeasureWords['error'];
  /** What defines `forward` at the end, where nothing has before. */
  readonly lastForward: readonly string[];
  /** What keeps the weights in a file; undefined where which they are depends on when the run has ended. */
  readonly saving: string | undefined;
}

/** A script for Python: what it is, what it imports and defines, the data, the run, and what has come of it. */
export function pythonScript(source: ScriptSource, phases: readonly Phase[], words: PythonWords): Script {
  const run = phaseLines(phases, source, python, words.phase);
  const { lines, data } = dataLines(source.dataset, words.data);
  const measures: MeasureWords = { print: (label, value) => `print("${label}:" + str(${value}))`, error: words.error };
  const body = [
    ...lines,
    '',
    ...run.lines,
    '',
    'print("Output After Training:")',
    `print(${run.prediction})`,
    ...measureLines(source.dataset, run.isPredicted ? run.prediction : undefined, python, measures),
    ...words.lastForward,
    ...ownRowsLines(source.dataset, python, predictWords(words.data), words.saving === undefined ? [] : [words.saving]),
  ];
  const script = [
    ...docstring([source.name, source.description, words.how]),
    '',
    ...preambleLines(body.join('\n'), words.names),
    '',
    '',
    ...(words.opening === undefined ? [] : [...words.opening, '']),
    ...body,
    '',
  ];
  return { script: script.join('\n'), ...(data === undefined ? {} : { data }) };
}
