import { count } from '../../language/wording.ts';
import type { Axis } from './axes.ts';
import { charactersOf, parseAxis, parseSeeds } from './axes.ts';
import type { SweepPlan } from './plan.ts';

/* The axes of a sweep in one line, as they are typed in the dashboard: `seeds 1..100 alpha 0.1,1,10 hidden 2,3 at 1000,20000`. */

export interface AskedAxes {
  readonly axes: readonly Axis[];
  /** Undefined where none are named. */
  readonly seeds: readonly number[] | undefined;
  /** Undefined where none are named. */
  readonly looks: readonly number[] | undefined;
}

/** A fault in a line: `length` characters from `offset` on. */
export interface AxesFault {
  readonly message: string;
  readonly offset: number;
  readonly length: number;
}

export type ReadAxes =
  | { readonly ok: true; readonly asked: AskedAxes }
  | { readonly ok: false; readonly fault: AxesFault };

interface Word {
  readonly text: string;
  readonly offset: number;
}

/** Reads the axes of a line. */
export function readAxes(line: string): ReadAxes {
  const axes: Axis[] = [];
  let seeds: readonly number[] | undefined;
  let looks: readonly number[] | undefined;
  const words = wordsOf(line);
  const fault = (message: string, { text, offset }: Word): ReadAxes => {
    return { ok: false, fault: { message, offset, length: text.length } };
  };
  for (let k = 0; k < words.length; ) {
    const word = words[k] as Word;
    const equals = word.text.indexOf('=');
    const isJoined = equals > 0;
    const name = isJoined ? word.text.slice(0, equals) : word.text;
    const next = words[k + 1];
    if (!isJoined && next === undefined) return fault(`${name}: expected its values, as in ${exampleOf(name)}`, word);
    const values: Word = isJoined
      ? { text: word.text.slice(equals + 1), offset: word.offset + equals + 1 }
      : (next as Word);
    k += isJoined ? 1 : 2;
    switch (name) {
      case 'seeds':
      case 'seed': {
        const read = parseSeeds(values.text);
        if (typeof read === 'string') return fault(`seeds: ${read}`, values);
        seeds = read;
        break;
      }
      case 'at': {
        const read = parseLooks(values.text);
        if (typeof read === 'string') return fault(`at: ${read}`, values);
        looks = read;
        break;
      }
      default: {
        const axis = parseAxis(`${name}=${values.text}`);
        if (typeof axis === 'string') return fault(axis, axis.startsWith('expected a setting') ? word : values);
        if (axes.some((other) => other.name === axis.name)) return fault(`${axis.name} has two lists of values`, word);
        axes.push(axis);
      }
    }
  }
  return { ok: true, asked: { axes, seeds, looks } };
}

/** Reads completed iterations, such as `1000,20000`. @returns them ascending, each once, or the fault of a text that has none. */
export function parseLooks(text: string): readonly number[] | string {
  const looks: number[] = [];
  for (const part of text.split(',')) {
    const iteration = Number(part);
    if (part.trim() === '' || !Number.isSafeInteger(iteration) || iteration < 1) {
      return `expected completed iterations, as in 1000,20000, found ${JSON.stringify(part)}`;
    }
    looks.push(iteration);
  }
  return [...new Set(looks)].sort((one, other) => one - other);
}

/** The fault of iterations after the end of all runs; undefined where each run, or a longer one, gets there. */
export function lateLook(looks: readonly number[], { combinations }: SweepPlan): string | undefined {
  const longest = Math.max(...combinations.map(({ subject }) => subject.iterations));
  const late = looks.find((iteration) => iteration > longest);
  if (late === undefined) return undefined;
  return `expected iterations up to ${count(longest)}, the end of the ${combinations.length > 1 ? 'longest run' : 'run'}, found ${count(late)}`;
}

function exampleOf(name: string): string {
  const examples: Readonly<Record<string, string>> = {
    seeds: 'seeds 1..100',
    at: 'at 1000,20000',
    hidden: 'hidden 2,4,8',
  };
  return examples[name] ?? (name === 'alpha' ? 'alpha 0.1,1,10' : `${name} 1,2`);
}

/** The words of a line. A space after a comma, or inside of brackets or quotes, divides nothing. */
function wordsOf(line: string): readonly Word[] {
  const words: Word[] = [];
  let [text, offset, depth] = ['', 0, 0];
  const end = (): void => {
    if (text !== '') words.push({ text, offset });
    text = '';
  };
  for (const [at, { character, isQuoted }] of charactersOf(line).entries()) {
    if (!isQuoted && '[{'.includes(character)) depth++;
    if (!isQuoted && ']}'.includes(character)) depth--;
    const isSpace = character.trim() === '';
    if (isSpace && depth <= 0 && !isQuoted) {
      if (text.endsWith(',') || /^\s*,/.test(line.slice(at))) continue;
      end();
      continue;
    }
    if (text === '') offset = at;
    text += character;
  }
  end();
  return words;
}
