import { type PhaseWords, phaseLines } from '../phase-lines.ts';
import type { Phase } from '../phases.ts';
import { type MeasureWords, measureLines, ownRowsLines } from '../results.ts';
import type { Script, ScriptSource } from '../source.ts';
import { usedDefinitions } from '../text.ts';
import { type DataWords, dataLines, predictWords } from './data.ts';
import { docstring, python } from './syntax.ts';

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

/** What a script may import or define, by the names under which its body knows it. */
export interface Preamble {
  /** Import lines, those of the standard library first; each with the names that are a reason for it. */
  readonly imports: readonly (readonly (readonly [line: string, names: readonly string[]])[])[];
  readonly definitions: Readonly<Record<string, string>>;
}

const standard: Preamble['imports'][number] = [
  ['import math', ['math']],
  ['import time', ['time']],
  ['from pathlib import Path', ['Path']],
];
const stop = { Stop: 'class Stop(Exception):\n    pass' };

/** The lines with which a script begins, so that its body finds every name it uses. */
export function preambleLines(body: string, { imports, definitions }: Preamble): readonly string[] {
  const used = namesIn(body);
  const defined = usedDefinitions(used, { ...definitions, ...stop }, namesIn);
  const groups = [standard, ...imports].map((group) =>
    group.flatMap(([line, names]) => {
      const own = names.filter((name) => used.has(name));
      return own.length === 0 ? [] : [line.replace('…', own.join(', '))];
    }),
  );
  const blocks = groups.filter((group) => group.length > 0).flatMap((group) => ['', ...group]);
  return [...blocks.slice(1), ...defined.flatMap((definition) => ['', '', ...definition.split('\n')])];
}

function namesIn(code: string): Set<string> {
  return new Set(code.replace(/#.*|'[^']*'|"(?:\\.|[^"\\])*"/g, '').match(/(?<![.\w])[A-Za-z_]\w*/g));
}
