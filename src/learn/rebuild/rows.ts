/*
 * Passes that take the examples one by one. The values that a line gives for one example after the other are the rows of one value: with
 * them, the pass is that of all examples at once.
 */
import type { Step } from './recorder.ts';
import type { Value } from './values.ts';
import { isPart } from './variables.ts';

/** A statement's value of a name, each time that it runs in a pass. */
interface Visit {
  readonly index: number;
  readonly value: Value;
}

/** Visits of one statement and name that are one value: rows, or a value that is changed in place, of which the last one counts. */
interface Group {
  readonly visits: readonly Visit[];
  readonly value: Value;
  readonly isRows: boolean;
}

/** The steps of a pass with one step for each statement that runs for each example. @param source the text */
export function withRows(steps: readonly Step[], examples: number, source: string): readonly Step[] {
  const visits = new Map<string, Visit[]>();
  for (const [index, { statement, depth, values }] of steps.entries()) {
    for (const [name, value] of values) {
      const key = `${statement.from} ${depth} ${name}`;
      const own = visits.get(key);
      if (own === undefined) visits.set(key, [{ index, value }]);
      else own.push({ index, value });
    }
  }
  const groups = new Map<string, readonly Group[]>();
  for (const [key, own] of visits) {
    const { statement } = steps[own[0]?.index ?? 0] as Step;
    const name = key.slice(key.indexOf(' ', key.indexOf(' ') + 1) + 1);
    // The head of a loop runs once more at the end.
    const all = statement.kind === 'for' && own.length % examples === 1 ? own.slice(0, -1) : own;
    if (all.length >= examples && all.length % examples === 0) {
      groups.set(key, groupsOf(all, examples, keepsRows(steps[own[0]?.index ?? 0] as Step, name, source)));
    }
  }
  return steps.flatMap((step, index) => {
    const { statement, depth, values } = step;
    const kept = new Map<string, Value>();
    let all: readonly Visit[] | undefined;
    let isRows = false;
    for (const [name, value] of values) {
      const own = groups.get(`${statement.from} ${depth} ${name}`);
      if (own === undefined) {
        kept.set(name, value);
        continue;
      }
      const group = own.find((each) => each.visits.at(-1)?.index === index);
      if (group === undefined) continue;
      // Numbers that a loop counts with are no values of a network.
      if (statement.kind === 'for' && isCount(group.value, examples)) continue;
      kept.set(name, group.value);
      all = group.visits;
      isRows = group.isRows;
    }
    if (kept.size === 0 && values.size > 0) return [];
    if (all === undefined) return [{ ...step, values: kept }];
    const visited = all.map((each) => each.index);
    return [
      {
        ...step,
        values: kept,
        visits: isRows ? visited : step.visits,
        examples: all.map(({ index: at }) => steps[at] as Step),
      },
    ];
  });
}

/** Rows of one value; or, where each example has several visits, one value for each of these, or a row of numbers for each example. */
function groupsOf(visits: readonly Visit[], examples: number, isRows: boolean): readonly Group[] {
  const last = (own: readonly Visit[]): Group => ({ visits: own, value: (own.at(-1) as Visit).value, isRows: false });
  if (!isRows) return [last(visits)];
  const each = visits.length / examples;
  const isNumber = visits.every(({ value }) => value.cells.length === 1);
  if (each > 1 && isNumber) return [{ visits, value: rowsOf(visits, [examples, each]), isRows: true }];
  return Array.from({ length: each }, (_, k) => visits.filter((_visit, i) => i % each === k)).map((own) => {
    const shape = own[0]?.value.shape ?? [];
    const isEqual = own.every(({ value }) => value.shape.join() === shape.join());
    return isEqual ? { visits: own, value: rowsOf(own, [examples, ...shape]), isRows: true } : last(own);
  });
}

function rowsOf(visits: readonly Visit[], shape: readonly number[]): Value {
  return { shape, cells: Float64Array.from(visits.flatMap(({ value }) => [...value.cells])) };
}

/** True for a statement that gives a name a new value, not for one that adds to it, or changes a part of an array. */
function keepsRows({ statement }: Step, name: string, source: string): boolean {
  if (statement.kind === 'for' || statement.kind === 'expression') return true;
  if (statement.kind !== 'assign') return false;
  const { targets, value } = statement;
  const own = source.slice(value.from, value.to);
  return targets.every(({ kind, from, to }) => {
    if (kind === 'subscript' && !isPart(name)) return false;
    return !reads(own, source.slice(from, to));
  });
}

function reads(text: string, name: string): boolean {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w.])${escaped}(?!\\w)`).test(text);
}

/** True for a number for each example, each one more than the last. */
function isCount({ cells }: Value, examples: number): boolean {
  const [first = 0, second = 0] = cells;
  const step = second - first;
  return cells.length <= examples && step !== 0 && cells.every((cell, i) => cell === first + step * i);
}

/** One row of a value, for the visit of one example. */
export function rowOf({ shape, cells }: Value, visit: number, visits: number): Value {
  if (visits === 1) return { shape, cells };
  const size = cells.length / visits;
  return {
    shape: shape[0] === visits ? shape.slice(1) : [],
    cells: cells.slice(visit * size, (visit + 1) * size),
  };
}
