import { type PhaseWriter, phaseLines } from '../phase-lines.ts';
import type { Phase } from '../phases.ts';
import { type MeasureWriter, measureLines, predictLines, printedError } from '../results.ts';
import type { Script, ScriptSource } from '../source.ts';
import { usedDefinitions } from '../text.ts';
import { type DataSyntax, dataLines, predictWriter } from './data.ts';
import { docstring, python } from './syntax.ts';

/** The parts of a Python script that depend on its library. */
export interface PythonParts {
  /** A sentence on the origin of the script. */
  readonly how: string;
  readonly names: Preamble;
  /** Lines before all others. */
  readonly opening?: readonly string[];
  readonly data: DataSyntax;
  readonly phase: PhaseWriter;
  readonly measures: MeasureWriter;
  /** The definition of `forward` at the end; empty where it has been defined before. */
  readonly lastForward: readonly string[];
  /** A line that saves the weights; undefined when their names depend on the end of the run. */
  readonly saving: string | undefined;
}

/** A script for Python: docstring, imports and definitions, data, run, results. */
export function pythonScript(source: ScriptSource, phases: readonly Phase[], parts: PythonParts): Script {
  const run = phaseLines(phases, source, python, parts.phase, printedError(source, parts.measures));
  const { lines, data } = dataLines(source.dataset, parts.data);
  const body = [
    ...lines,
    '',
    ...run.lines,
    '',
    'print("Output After Training:")',
    python.show(run.output),
    ...measureLines(source, run.prediction, run.mayLack, python, parts.measures),
    ...parts.lastForward,
    ...predictLines(
      source.dataset,
      python,
      predictWriter(parts.data),
      parts.saving === undefined ? [] : [parts.saving],
    ),
  ];
  const script = [
    ...docstring([source.name, source.description, parts.how]),
    '',
    ...preambleLines(body.join('\n'), parts.names),
    '',
    '',
    ...(parts.opening === undefined ? [] : [...parts.opening, '']),
    ...body,
    '',
  ];
  return { script: script.join('\n'), ...(data === undefined ? {} : { data }) };
}

/** The imports and definitions of a library, by name. */
export interface Preamble {
  /** Groups of import lines, each line with the names that need it. */
  readonly imports: readonly (readonly (readonly [line: string, names: readonly string[]])[])[];
  readonly definitions: Readonly<Record<string, string>>;
}

const standard: Preamble['imports'][number] = [
  ['import math', ['math']],
  ['import time', ['time']],
  ['from pathlib import Path', ['Path']],
];
const stop = { Stop: 'class Stop(Exception):\n    pass' };

/** The imports and definitions that the body of a script uses. */
function preambleLines(body: string, { imports, definitions }: Preamble): readonly string[] {
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
