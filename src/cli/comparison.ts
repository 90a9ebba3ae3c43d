import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ValueFault } from '../scenario/fault.ts';
import { positionsOf } from '../scenario/json/position.ts';
import { offsetsOf } from '../scenario/locate.ts';
import { plainText } from '../scenario/plain-text.ts';
import { readScenario, readText } from '../scenario/read.ts';
import type { Compare, Compared } from '../ui/model/message.ts';
import { allBuiltIns, type BuiltIn } from './open-scenario.ts';

/* The scenario that a scenario names with `compareWith`: a file, relative to it, or a built-in scenario. */

/** The longest chain of scenarios that each name the next. */
const MOST_LINKS = 20;

/** The built-in scenarios, which are beside the built code. */
type BuiltIns = () => readonly BuiltIn[];

/** The file that `compareWith` names; undefined where there is none. @param folder the folder of the scenario. */
export function comparedFile(named: string, folder: string, builtIns: BuiltIns = allBuiltIns): string | undefined {
  const file = join(folder, named);
  if (existsSync(file) && statSync(file).isFile()) return file;
  return builtIns().find(({ name }) => name === named)?.file;
}

/** The faults of `compareWith`: no such scenario, a scenario with faults, a chain that leads back. */
export async function comparisonFaults(
  file: string,
  text: string,
  named: string | undefined,
  builtIns: BuiltIns = allBuiltIns,
): Promise<readonly ValueFault[]> {
  if (named === undefined) return [];
  const fault = (expected: string, found: string, advice?: string): readonly ValueFault[] => {
    const [position] = positionsOf(text, offsetsOf(text, [{ path: ['compareWith'] }]));
    return [{ path: 'compareWith', ...(position && { position }), expected, found, advice }];
  };
  const shown = JSON.stringify(named);
  const compared = comparedFile(named, dirname(file), builtIns);
  if (compared === undefined) {
    return fault('a scenario file, relative to this one, or the name of a built-in scenario', shown);
  }
  const chain = chainFrom(file, named, builtIns);
  if (chain.at(-1)?.file === resolve(file)) {
    const way = chain.map(({ name }) => name).join(', ');
    return fault('a scenario whose own comparisons do not lead back to this one', plainText(JSON.stringify(way)));
  }
  const parsed = await readScenario(compared);
  if (parsed.ok) return [];
  return fault('a scenario without faults', shown, `backprop-tui check ${plainText(compared)} lists them`);
}

/** The scenarios that follow: each is named by the one before. It ends where one names none, or the first one again. */
function chainFrom(
  file: string,
  first: string,
  builtIns: BuiltIns,
): readonly { readonly name: string; readonly file: string }[] {
  const chain: { readonly name: string; readonly file: string }[] = [];
  let [from, named]: [string, string | undefined] = [file, first];
  while (named !== undefined && chain.length < MOST_LINKS) {
    const next = comparedFile(named, dirname(from), builtIns);
    if (next === undefined) break;
    chain.push({ name: named, file: resolve(next) });
    if (resolve(next) === resolve(file)) break;
    [from, named] = [next, nextIn(next)];
  }
  return chain;
}

/** The `compareWith` of a file, which need not be a valid scenario. */
function nextIn(file: string): string | undefined {
  const text = readText(file);
  try {
    const { compareWith } = JSON.parse(typeof text === 'string' ? text.replace(/^\ufeff/, '') : '') as Record<
      string,
      unknown
    >;
    return typeof compareWith === 'string' ? compareWith : undefined;
  } catch {
    return undefined;
  }
}

/** The run that a thread trains. `seed`: in place of that of the scenario. */
export interface ComparedRun {
  readonly file: string;
  readonly seed: number | undefined;
}

/**
 * Trains the scenario that is named, in a thread of its own, which ends with it.
 * @param folder the folder of the scenario that names it.
 * @param safe makes a text safe for the terminal.
 * @param seed in place of that of the scenario: runs with one seed differ by their settings alone.
 */
export function comparisonWith(
  named: string,
  folder: string,
  safe: (text: string) => string,
  seed: number | undefined,
): Compare {
  return (tell) => {
    const fail = (reason: string): void => tell({ ok: false, reason: safe(`no comparison with ${named}: ${reason}`) });
    const file = comparedFile(named, folder);
    if (file === undefined) {
      fail('there is no such scenario');
      return () => undefined;
    }
    const workerData: ComparedRun = { file, seed };
    const worker = new Worker(new URL('./comparison.js', import.meta.url), { workerData });
    worker.unref();
    worker.once('message', (answer: Compared) => {
      if (answer.ok) tell({ ...answer, name: safe(answer.name) });
      else fail(answer.reason);
    });
    worker.once('error', ({ message }) => fail(message));
    return () => void worker.terminate();
  };
}
