import { counted, described } from '../../language/wording.ts';
import { fileFault, printFaults } from '../../scenario/fault.ts';
import { limits } from '../../scenario/limits.ts';
import { inputNames, layerSizes } from '../../scenario/network.ts';
import { plainText } from '../../scenario/plain-text.ts';
import { type Disk, readScenario, readText } from '../../scenario/read.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { targetWords } from '../../scenario/target-words.ts';
import { readWatches } from '../../scenario/watches.ts';
import { findingWords } from '../../ui/words/check-up-words.ts';
import { causeWords } from '../../ui/words/verdict-causes.ts';
import { comparisonFaults } from '../comparison.ts';
import type { DataFileOptions } from '../data-file.ts';
import { refuse } from '../exit.ts';
import { kindOfFile } from '../lesson-file.ts';
import { openScenario, resolveScenario } from '../open-scenario.ts';
import { subjectOf } from '../subject.ts';
import { STANDARD_INPUT } from '../yargs-words.ts';
import { checkUpAtStart, checkUpLines, warningsOf } from './check-up.ts';

export interface CheckOptions {
  /** True to train small trials, and print what they find. */
  readonly run?: boolean;
  readonly json?: boolean;
}

/**
 * Checks scenario files: prints a line on stdout for each good one, and on stderr a line for each fault and each warning: a fault of the
 * settings or the data that is visible before any training. Returns the exit code; warnings and check-ups do not change it.
 */
export async function checkFiles(
  files: readonly string[],
  data?: DataFileOptions,
  { run = false, json = false }: CheckOptions = {},
): Promise<number> {
  let exitCode = 0;
  for (const name of files) {
    const lesson = await checkedLesson(name);
    if (lesson !== undefined) {
      if (lesson > 0) exitCode = lesson;
      continue;
    }
    const isInput = name === STANDARD_INPUT;
    const file = isInput ? '-' : resolveScenario(name);
    const parsed = isInput ? await readScenario(file, await standardInput()) : await openScenario(file, data);
    const read = parsed.ok ? await readWatches(parsed.scenario, parsed.text) : parsed;
    const compared = parsed.ok && read.ok ? await comparisonFaults(file, parsed.text, parsed.scenario.compareWith) : [];
    if (compared.length > 0) exitCode = refuse(printFaults(file, compared));
    else if (parsed.ok && read.ok) report(plainText(isInput ? file : name), parsed.scenario, run, json);
    else if (!read.ok) exitCode = refuse(printFaults(file, read.faults));
  }
  return exitCode;
}

const EITHER = 'a scenario (an object with name and data) or a lesson (an object with title, scenario and steps)';

/** Checks a file that is a lesson or nothing known, and prints the result; undefined for a scenario. */
async function checkedLesson(name: string): Promise<number | undefined> {
  switch (kindOfFile(name)) {
    case 'scenario':
      return undefined;
    case 'neither':
      return refuse(printFaults(name, [{ ...fileFault(EITHER, emptyWords(name)), position: { line: 1, column: 1 } }]));
    case 'lesson': {
      const { checkLesson } = await import('./check-lesson.ts');
      return checkLesson(name);
    }
  }
}

function emptyWords(file: string): string {
  const text = readText(file);
  const plain = typeof text === 'string' ? text.replace(/^\ufeff/, '').trim() : '';
  return plain === '' ? 'an empty file' : described(JSON.parse(plain));
}

/** Prints a good scenario, its warnings, and on request its check-up. */
function report(name: string, scenario: Scenario, run: boolean, json: boolean): void {
  const subject = subjectOf(scenario);
  const { seed } = scenario.training;
  const { inputScaling } = scenario.data.made?.dataset ?? {};
  const names = inputNames(scenario).map(plainText);
  const words = { ...targetWords(scenario, plainText), inputNames: names, inputScaling };
  const warnings = warningsOf(subject, seed);
  const checkUp = run ? checkUpAtStart(subject, seed) : undefined;
  if (json) {
    const { rows, of, findings } = checkUp ?? {};
    const texts = findings?.map((finding) => ({ ...finding, text: findingWords(finding, words) }));
    const found = checkUp && { rows, of, findings: texts };
    const told = warnings.map((cause) => ({ ...cause, text: causeWords(cause, words) }));
    print(JSON.stringify({ type: 'check', file: name, ok: true, warnings: told, ...(found && { checkUp: found }) }));
    return;
  }
  print(`${name}: ok, ${describe(scenario)}`);
  for (const cause of warnings) process.stderr.write(`${name}: warning: ${causeWords(cause, words)}\n`);
  if (!run) return;
  const lines =
    checkUp === undefined ? ['no check-up: the program does not name its predictions'] : checkUpLines(checkUp, words);
  for (const line of lines) print(line);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The standard input as a file: of the largest size that is read, and not to its end when it is larger. */
async function standardInput(): Promise<Disk> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > limits.fileBytes) break;
  }
  const status = { isDirectory: () => false, isFile: () => true, size };
  return { statSync: () => status, readFileSync: () => Buffer.concat(chunks) };
}

/** `4 examples, layers 3-4-1, 60,000 iterations` */
function describe(scenario: Scenario): string {
  const { iterations } = scenario.training;
  const examples = scenario.data.inputs.length;
  const layers = layerSizes(scenario).join('-');
  return `${counted(examples, 'example')}, layers ${layers}, ${counted(iterations, 'iteration')}`;
}
