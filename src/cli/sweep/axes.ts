import { MAX_SEED } from '../../language/expression.ts';
import { nearestWords } from '../../language/similar.ts';
import { count } from '../../language/wording.ts';
import { networkFields } from '../../scenario/network-fields.ts';
import { trainingFields } from '../../scenario/training-fields.ts';

/*
 * The axes of a sweep: settings of a scenario, each with its values. An axis is written as `learningRate=0.1,1,10`, `hidden=2,4,[8,8]`,
 * `dropout.share=0,0.2`, `hidden=1..8` or `data.noise=0,0.1`.
 */

/** A value of JSON; undefined removes the key, so that its default holds. */
export type AxisValue = unknown;

export interface Axis {
  /** The key, as a person has written it: `dropout.share`. */
  readonly name: string;
  /** Its place in the scenario: `['network', 'dropout', 'share']`. */
  readonly path: readonly string[];
  readonly values: readonly AxisValue[];
}

/** The most values of an axis. */
const MOST_VALUES = 10_000;

/** The word for a value that is left to its default. */
const DEFAULT = 'default';

/** Settings of data, as far as a name is proposed for another text. */
const DATA_SETTINGS = [
  'noise',
  'examples',
  'seed',
  'generate',
  'rows',
  'test.fraction',
  'test.seed',
  'scale',
  'scaleTargets',
];

/** True for an axis of the data: their combinations train with different ones. */
export function changesData({ path: [section] }: Axis): boolean {
  return section === 'data';
}

/** Keys of `training` that have no field of their own. */
const OTHER_KEYS = ['iterations', 'stop'];

/** Other names of settings, and their own. */
const ALIASES: Readonly<Record<string, string>> = {
  alpha: 'learningRate',
  lr: 'learningRate',
  batchSize: 'batch.size',
  momentum: 'optimizer.momentum',
};

/** Names of other libraries, in lower case, and an axis that is meant. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  units: 'hidden',
  layers: 'hidden',
  epochs: 'iterations',
  steps: 'iterations',
  batchnormalization: 'batchNorm',
  clipnorm: 'clip={"what":"gradients","by":"norm","limit":1}',
  clipvalue: 'clip={"what":"gradients","limit":1}',
};

/** Reads an axis; equal values count once. @returns the fault of a text that is none. */
export function parseAxis(text: string): Axis | string {
  const at = text.indexOf('=');
  if (at < 1) return `expected a setting and its values, as in hidden=2,4,8, found ${JSON.stringify(text)}`;
  const written = text.slice(0, at).trim();
  // Messages and files have the section before a setting.
  const own = written.replace(/^(network|training)\./, '');
  const name = Object.hasOwn(ALIASES, own) ? (ALIASES[own] as string) : own;
  const path = pathOf(name);
  if (path === undefined) return unknownKey(name);
  const values: AxisValue[] = [];
  const list = text.slice(at + 1);
  if (list.trim() === '') return `${name}: expected values, as in ${name}=1,2, found nothing`;
  for (const part of splitAtCommas(list)) {
    const found = valuesIn(part.trim(), path);
    if (typeof found === 'string') return `${name}: ${found}`;
    values.push(...found);
    if (values.length > MOST_VALUES) return `${name}: ${tooMany('more')}`;
  }
  return { name, path, values: eachOnce(values) };
}

function tooMany(found: string): string {
  return `expected at most ${count(MOST_VALUES)} values, found ${found}`;
}

function eachOnce(values: readonly AxisValue[]): readonly AxisValue[] {
  return [...new Map(values.map((value) => [axisText(value), value])).values()];
}

/** Reads seeds, such as `1..200` or `1,5,9`. @returns the fault of a text that has none. */
export function parseSeeds(text: string): readonly number[] | string {
  const seeds: number[] = [];
  for (const part of text.split(',')) {
    const range = /^\s*(\d+)(?:\.\.(\d+))?\s*$/.exec(part);
    const [from, to] = [Number(range?.[1]), Number(range?.[2] ?? range?.[1])];
    if (range === null || to > MAX_SEED || to < from) {
      const expected = `whole numbers from 0 to ${count(MAX_SEED)}, as in 1..200 or 1,5,9`;
      return `expected ${expected}, found ${JSON.stringify(part.trim())}`;
    }
    if (seeds.length + to - from >= MOST_VALUES) return `expected at most ${count(MOST_VALUES)} seeds`;
    for (let seed = from; seed <= to; seed++) seeds.push(seed);
  }
  return [...new Set(seeds)];
}

/** The value as it is written in an axis: `adam`, `[8,8]`, `default`. */
export function axisText(value: AxisValue): string {
  if (value === undefined) return DEFAULT;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function pathOf(name: string): readonly string[] | undefined {
  const [key = '', ...inner] = name.split('.');
  if (inner.some((part) => part === '')) return undefined;
  if (key === 'data') return inner.length === 0 ? undefined : ['data', ...inner];
  if (Object.hasOwn(networkFields, key)) return ['network', key, ...inner];
  const isOfTraining = Object.hasOwn(trainingFields, key) || OTHER_KEYS.includes(key);
  return isOfTraining ? ['training', key, ...inner] : undefined;
}

function unknownKey(name: string): string {
  if (name === 'seed') return 'seed: the seeds of a sweep have an option of their own: --seeds 1..200';
  const known = [...Object.keys(networkFields), 'iterations', ...Object.keys(trainingFields)];
  const data = DATA_SETTINGS.map((key) => `data.${key}`);
  const ofData = DATA_SETTINGS.find((key) => key === name);
  const other = Object.hasOwn(OTHER_NAMES, name.toLowerCase()) ? OTHER_NAMES[name.toLowerCase()] : undefined;
  const [near] = nearestWords(name, [...known, ...Object.keys(ALIASES), ...data]);
  const nearest = other ?? (ofData === undefined ? near : `data.${ofData}`);
  const found = `found ${JSON.stringify(name)}`;
  if (nearest !== undefined) return `expected a setting, ${found}; did you mean ${nearest}?`;
  return `expected a setting: one of ${known.join(', ')}, ${data.slice(0, 2).join(', ')} or another one of data; ${found}`;
}

/** The values of one part of a list: a range of whole numbers, JSON, or a word. */
function valuesIn(text: string, path: readonly string[]): readonly AxisValue[] | string {
  if (text === '') return 'expected a value between the commas';
  const range = /^(-?\d+)\.\.(-?\d+)$/.exec(text);
  if (range !== null) {
    const [from, to] = [Number(range[1]), Number(range[2])];
    if (to < from) return `expected a range that rises, as in 1..8, found ${text}`;
    if (to - from >= MOST_VALUES) return tooMany(text);
    return Array.from({ length: to - from + 1 }, (_, k) => inLayers(from + k, path));
  }
  if (/^[^[{"]*\.\.[^[{"]*$/.test(text))
    return `expected whole numbers in a range, as in 1..8, found ${text}; list the others`;
  if (text === DEFAULT) return [undefined];
  // Forms of a number that JSON does not have: `.5`, `+1`, `01`.
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text)))
    return [inLayers(Number(text), path)];
  let isTooLarge = false;
  try {
    const value: AxisValue = JSON.parse(text, (_, own: unknown) => {
      isTooLarge ||= typeof own === 'number' && !Number.isFinite(own);
      return own;
    });
    return isTooLarge ? `expected numbers that fit into 64 bits, found ${text}` : [inLayers(value, path)];
  } catch {
    return /^[\w-]+$/.test(text) ? [text] : `expected a number, a word or JSON, found ${text}`;
  }
}

/** A single number of hidden units is one hidden layer; `hidden=0` is none. */
function inLayers(value: AxisValue, path: readonly string[]): AxisValue {
  if (path.join('.') !== 'network.hidden' || typeof value !== 'number') return value;
  return value === 0 ? [] : [value];
}

/** The parts between commas that are outside of brackets, braces and quotes. */
function splitAtCommas(text: string): readonly string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const { character, isQuoted } of charactersOf(text)) {
    if (!isQuoted && '[{'.includes(character)) depth++;
    if (!isQuoted && ']}'.includes(character)) depth--;
    if (character === ',' && depth === 0 && !isQuoted) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}

/** The characters of a text, each with true inside of double quotes; a backslash there takes the next one as it is. */
export function charactersOf(text: string): readonly { readonly character: string; readonly isQuoted: boolean }[] {
  let [isQuoted, isEscaped] = [false, false];
  return [...text].map((character) => {
    if (character === '"' && !isEscaped) isQuoted = !isQuoted;
    isEscaped = isQuoted && character === '\\' && !isEscaped;
    return { character, isQuoted };
  });
}
