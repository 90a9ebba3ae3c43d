import { described } from '../../language/wording.ts';
import type { ValueFault } from '../../scenario/fault.ts';
import type { MadeData } from '../../scenario/made-data.ts';
import type { MakingOfData } from '../../scenario/make-data.ts';
import { askedData, type Parsed, parseScenario, refuseData, withoutMark } from '../../scenario/parse.ts';
import type { NetworkSubject } from '../../worker/subject.ts';
import { subjectOf } from '../subject.ts';
import { type Axis, type AxisValue, axisText, changesData } from './axes.ts';

/** One value of each axis, and the scenario with them. */
export interface Combination {
  /** In the order of the axes. */
  readonly values: readonly AxisValue[];
  readonly subject: NetworkSubject;
}

export interface SweepPlan {
  readonly axes: readonly Axis[];
  readonly seeds: readonly number[];
  /** In the order of the axes: the values of the last one change fastest. A single one without axes. */
  readonly combinations: readonly Combination[];
}

/** The most runs of a sweep. */
export const MOST_RUNS = 200_000;

export type Planned =
  | { readonly ok: true; readonly plan: SweepPlan }
  /** `values`: of the combination that has these faults. */
  | { readonly ok: false; readonly values: readonly string[]; readonly faults: readonly ValueFault[] };

/**
 * The scenarios of all combinations, each checked like a scenario file.
 * @param text the text of a scenario without faults.
 * @param made its data, where they are not written out in the text.
 * @param make makes the data of a scenario with other settings of data; absent where no axis changes them.
 */
export function planSweep(
  text: string,
  made: MadeData | undefined,
  axes: readonly Axis[],
  seeds: readonly number[],
  make?: (draft: { readonly data: object }) => MakingOfData,
): Planned {
  const written = JSON.parse(withoutMark(text)) as Tree;
  const combinations: Combination[] = [];
  // A setting comes before its parts, which it would replace.
  const order = [...axes.keys()].sort(
    (one, other) => (axes[one] as Axis).path.length - (axes[other] as Axis).path.length,
  );
  const parse = make !== undefined && axes.some(changesData) ? parserWithData(make) : parseScenario;
  for (const values of combined(axes)) {
    let changed = written;
    for (const k of order) changed = withValue(changed, (axes[k] as Axis).path, values[k]);
    const parsed = parse(JSON.stringify(changed, undefined, 2), made);
    if (!parsed.ok) {
      const texts = axes.map(({ name }, k) => `${name}=${axisText(values[k])}`);
      return { ok: false, values: texts, faults: asTyped(parsed.faults, axes) };
    }
    combinations.push({ values, subject: subjectOf(parsed.scenario) });
  }
  return { ok: true, plan: { axes, seeds, combinations } };
}

/** The faults of a scenario with the values of axes, in the words of axes. Their places are those of a text that only this file has. */
function asTyped(faults: readonly ValueFault[], axes: readonly Axis[]): readonly ValueFault[] {
  const isMissing = ({ path, found }: ValueFault): boolean =>
    found === described(undefined) && axes.some((axis) => isInside(path, axis));
  // An unknown part says more than the one that is missing beside it.
  const others = faults.filter((fault) => !isMissing(fault));
  return (others.length > 0 ? others : faults).map(({ position: _, ...fault }) => {
    const { path, expected, advice } = fault;
    const example = /"([\w-]+)"/.exec(expected)?.[1] ?? 'N';
    if (axes.some((axis) => axis.path.join('.') === path) && isMissing(fault))
      return { ...fault, advice: 'it has no default' };
    if (isMissing(fault))
      return { ...fault, advice: `name it, too: ${path.replace(/^(network|training)\./, '')}=${example}` };
    return { ...fault, advice: advice?.replace(/^write "(\w+)": /, 'write $1=') };
  });
}

function isInside(path: string, axis: Axis): boolean {
  return path.startsWith(`${axis.path.slice(0, 2).join('.')}.`);
}

/** Parses scenarios with the data that each has; equal ones are made once. */
function parserWithData(make: (draft: { readonly data: object }) => MakingOfData): (text: string) => Parsed {
  const known = new Map<string, MakingOfData>();
  return (text) => {
    const asked = askedData(text);
    if (asked === undefined) return parseScenario(text);
    const key = JSON.stringify(asked.data);
    const making = known.get(key) ?? make(asked);
    known.set(key, making);
    return making.ok ? parseScenario(text, making.made) : refuseData(text, making.findings, making.faults);
  };
}

type Tree = Readonly<Record<string, unknown>>;

/**
 * A copy of the tree with another value at a path. A number or a word in the way, as in `"dropout": 0.2`, becomes an object; an object
 * without keys goes.
 */
function withValue(tree: Tree, [key = '', ...rest]: readonly string[], value: AxisValue): Tree {
  const { [key]: own, ...others } = tree;
  if (rest.length === 0) return value === undefined ? others : { ...tree, [key]: objectFor(key, value, own) };
  const short = own === undefined ? undefined : SHORT_FOR[key];
  const inner = isObject(own) ? own : short ? { [short]: own } : own === undefined ? impliedBy(key, rest, value) : {};
  const changed = withValue(inner as Tree, rest, value);
  return Object.keys(changed).length === 0 ? others : { ...tree, [key]: changed };
}

function isObject(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The keys of objects for which a number or a word stands in a file: `"dropout": 0.2` is `"dropout": {"share": 0.2}`. */
const SHORT_FOR: Readonly<Record<string, string>> = { dropout: 'share', optimizer: 'name' };

/** The keys of objects that a file writes out, and the part that a number or a word is on an axis: `batch=8`, `schedule=step`. */
const PART_OF: Readonly<Record<string, { readonly number?: string; readonly word?: string }>> = {
  batch: { number: 'size' },
  clip: { number: 'limit', word: 'what' },
  schedule: { word: 'kind' },
};

/** The value as a file has it. A number is one part, and keeps the others; a word chooses a kind, whose parts are others. */
function objectFor(key: string, value: AxisValue, own: unknown): AxisValue {
  const parts = Object.hasOwn(PART_OF, key) ? PART_OF[key] : undefined;
  if (typeof value === 'number' && parts?.number !== undefined)
    return { ...(isObject(own) ? own : {}), [parts.number]: value };
  return typeof value === 'string' && parts?.word !== undefined ? { [parts.word]: value } : value;
}

/** The other parts that a part implies where a file has none: a momentum is that of the optimizer momentum. */
function impliedBy(key: string, [part]: readonly string[], value: AxisValue): Tree {
  return key === 'optimizer' && part === 'momentum' && value !== undefined ? { name: 'momentum' } : {};
}

function combined(axes: readonly Axis[]): readonly (readonly AxisValue[])[] {
  return axes.reduce<readonly (readonly AxisValue[])[]>(
    (before, { values }) => before.flatMap((own) => values.map((value) => [...own, value])),
    [[]],
  );
}
