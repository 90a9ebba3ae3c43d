import { MAX_SEED } from '../language/expression.ts';
import { limits } from '../scenario/limits.ts';
import type { Speed } from '../worker/protocol.ts';

/*
 * Reads options by a table, without yargs, whose start takes a quarter of Node's own. The words for a problem are in
 * `script-options.ts`: only scripts need them, since yargs reads any unusable command line of a scenario.
 */

/** Options by their names: the choices of a flag, or the function that reads a value; it returns undefined for a wrong one. */
export type OptionTable<Choices> = Readonly<Record<string, Choices | ((value: string) => Choices | undefined)>>;

export interface ReadOptions<Choices> {
  readonly choices: Choices;
  /** The words that are neither options nor their values, in their order. */
  readonly words: readonly string[];
}

export type OptionProblem = { readonly name: string; readonly value: string } & (
  | { readonly kind: 'unknown' }
  /** A wrong value, or any value of a flag. */
  | { readonly kind: 'wrong' }
  | { readonly kind: 'repeated'; readonly earlier: string }
);

/** Reads `--name`, `--name value` and `--name=value`. An option with a value can be given once. */
export function readOptions<Choices extends object>(
  args: readonly string[],
  table: OptionTable<Choices>,
): ReadOptions<Choices> | OptionProblem {
  let choices = {} as Choices;
  const words: string[] = [];
  const values = new Map<string, string>();
  for (let at = 0; at < args.length; at++) {
    const word = args[at] as string;
    if (!word.startsWith('-')) {
      words.push(word);
      continue;
    }
    const [name = '', joined] = word.split(/=(.*)/s);
    const option = table[name];
    if (option === undefined) return { kind: 'unknown', name, value: '' };
    if (typeof option !== 'function') {
      if (joined !== undefined) return { kind: 'wrong', name, value: joined };
      choices = { ...choices, ...option };
      continue;
    }
    const value = joined ?? args[++at] ?? '';
    const earlier = values.get(name);
    if (earlier !== undefined) return { kind: 'repeated', name, value, earlier };
    values.set(name, value);
    const read = option(value);
    if (read === undefined) return { kind: 'wrong', name, value };
    choices = { ...choices, ...read };
  }
  return { choices, words };
}

/** The choices that scenarios and scripts share. */
export interface RunChoices {
  readonly headless?: boolean;
  readonly json?: boolean;
  readonly paused?: boolean;
  readonly plain?: boolean;
  readonly seed?: number;
  readonly speed?: Speed;
}

export const runOptionTable: OptionTable<RunChoices> = {
  '--headless': { headless: true },
  '--json': { json: true },
  '--paused': { paused: true },
  '--speed'(text) {
    const speed = speedIn(text);
    return speed === undefined ? undefined : { speed };
  },
  '--seed': (text) => (/^\d{1,10}$/.test(text) && Number(text) <= MAX_SEED ? { seed: Number(text) } : undefined),
  '--plain': { plain: true },
};

/** A speed as a person writes it; undefined for any other text. */
export function speedIn(text: string): Speed | undefined {
  if (text === 'unlimited') return text;
  const speed = /^[\d.]+(e\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  return speed > 0 && speed <= limits.speed ? speed : undefined;
}
