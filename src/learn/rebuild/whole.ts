/* The text that a learner types, completed with the lines that a level gives. */
import { parseModule } from '../../script/syntax/module.ts';
import type { Module, Statement, SyntaxFault } from '../../script/syntax/tree.ts';
import { flowOf, freeNames, loopsOf } from './names.ts';
import { helperLines, type Network, programText, sourceOf } from './networks.ts';

/** The place of the learner's lines in a whole text. */
interface Placed {
  /** Lines before the first one of the learner. */
  readonly shift: number;
  /** Columns before each of them; below 0 where an indentation was taken away. */
  readonly indent: number;
  /** The number of the learner's lines. */
  readonly lines: number;
}

/** A whole text that can run. */
export interface WholeModule extends Placed {
  readonly module: Module;
  readonly fault?: undefined;
}

/** A text that Python cannot read; `source` is the text with the fault. */
export interface FaultyText extends Placed {
  readonly fault: SyntaxFault;
  readonly source: string;
}

/** Names that only Python 2 has. */
const names2: ReadonlySet<string> = new Set(['xrange', 'raw_input', 'unicode', 'unichr', 'basestring']);

/** Characters of a text that is checked. */
export const MOST_TEXT = 50_000;

/**
 * A text may be a whole script, the initial weights and the loop without imports and data, or only the body of the loop. Missing
 * imports, data and initial weights are put before it.
 */
export function makeWhole(text: string, network: Network): WholeModule | FaultyText {
  const { text: typed, removed } = dedented(text);
  const lines = typed.split('\n').length;
  const own = withPass(typed);
  const parsed = parseModule(own, { version: 3 });
  // Python 3 can read a text whose names are those of Python 2.
  const isOld = parsed.module !== undefined && [...freeNames(parsed.module)].some((name) => names2.has(name));
  const python2 = parsed.fault === undefined && !isOld ? undefined : parseModule(own, { version: 2 });
  const { module, fault } = python2?.module === undefined ? parsed : python2;
  if (module === undefined) {
    const source = parsed.fault === undefined ? own : parsed.source;
    return { fault: fault as SyntaxFault, source, shift: 0, indent: -removed, lines };
  }
  const free = freeNames(module);
  const given = programText(sourceOf(network));
  const before: string[] = [];
  if (free.has('np')) before.push(...given.imports);
  const needed = Object.keys(helperLines).filter((name) => free.has(name));
  if (needed.length > 0 && before.length === 0) before.push(...given.imports);
  for (const name of needed) before.push(...(helperLines[name] ?? []));
  const [X, y] = given.data as [string, string];
  const isBody =
    loopsOf(module.body).length === 0 && given.setup.some((line) => free.has(line.split(' ')[0] as string));
  const isSetup = !isBody && loopsOf(module.body).length === 0;
  // A text of initial weights alone does not read its data.
  const lacks = (name: string): boolean => isSetup && !module.body.some((own) => flowOf(own).writes.has(name));
  const data = [
    ...(free.has('X') || isBody || lacks('X') ? [X] : []),
    ...(free.has('y') || isBody || lacks('y') ? [y] : []),
  ];
  if (data.length > 0 && !before.includes('import numpy as np')) before.push(...given.imports);
  before.push(...data);
  if (!isBody && before.length === 0) return { module: withLastStops(module), shift: 0, indent: -removed, lines };
  const all = isBody ? [...before, given.seed, ...given.setup, given.loop] : before;
  const body = isBody
    ? own
        .split('\n')
        .map((line) => (line === '' ? line : `    ${line}`))
        .join('\n')
    : own;
  const whole = `${all.join('\n')}\n${body}`;
  const made = parseModule(whole, { version: module.version });
  const indent = (isBody ? 4 : 0) - removed;
  return made.fault === undefined
    ? { module: withLastStops(made.module), shift: all.length, indent, lines }
    : { fault: made.fault, source: made.source, shift: all.length, indent, lines };
}

/** The module with a `pass` at the end of its functions: there, the variables of a call can still be read. */
export function withLastStops(module: Module): Module {
  const stopped = (statement: Statement): Statement => {
    if (statement.kind === 'class') return { ...statement, body: statement.body.map(stopped) };
    const last = statement.kind === 'def' ? statement.body.at(-1) : undefined;
    if (statement.kind !== 'def' || last?.kind !== 'assign') return statement;
    return { ...statement, body: [...statement.body, { kind: 'pass', from: last.to, to: last.to }] };
  };
  return { ...module, body: module.body.map(stopped) };
}

/** The text, with `pass` where its last block has no statement yet. */
function withPass(text: string): string {
  const last = text.split('\n').findLast((line) => line.trim() !== '' && !line.trim().startsWith('#'));
  if (last === undefined || !/^\s*(?:for|while|if|def|else)\b.*:\s*$/.test(last)) return text;
  const indent = last.length - last.trimStart().length;
  return `${text}\n${' '.repeat(indent + 4)}pass`;
}

/** A text without the indentation that all of its lines have. */
function dedented(text: string): { readonly text: string; readonly removed: number } {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const removed = indents.length === 0 ? 0 : Math.min(...indents);
  return { text: lines.map((line) => line.slice(removed)).join('\n'), removed };
}
