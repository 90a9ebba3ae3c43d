import { rowsOf } from '../engine/matrix.ts';
import { DebugRun } from '../script/debug/debug-run.ts';
import { trainingNames } from '../script/debug/trainings.ts';
import { type ScriptOptions, ScriptRun } from '../script/machine/script-run.ts';
import { findRoles } from '../script/roles/find.ts';
import { printPath } from '../script/roles/path.ts';
import type { Module } from '../script/syntax/tree.ts';
import { namedIn, withNamedRoles } from '../worker/role-search.ts';
import { foundReport } from '../worker/script-snapshot.ts';

/* The run of a script as JSON, one object a line: its roles, its prints, errors on the way, and the result. */

/** Errors that are reported of a run, besides the last one. */
const REPORTS = 10;

/** A run whose iterations are counted and measured. @param named roles in place of those that are found. */
export function measuredRun(tree: Module, options: ScriptOptions, named: string | undefined): DebugRun {
  const found = findRoles(new ScriptRun(tree, options), tree);
  return new DebugRun(tree, options, withNamedRoles(found, named, tree, options), namedIn(named));
}

export function rolesLine({ roles }: DebugRun): string {
  const { found } = foundReport(0, roles, undefined);
  return JSON.stringify({ type: 'roles', ...(found ?? { weights: [] }) });
}

/** Lines of printed text. */
export function outputLines(text: string): readonly string[] {
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => JSON.stringify({ type: 'output', text: line }));
}

/** The trainings of a script that trains more than once, each with its roles. */
export function trainingLines(debug: DebugRun): readonly string[] {
  const { all = [] } = debug.trainings;
  if (all.length < 2) return [];
  const names = trainingNames(all);
  return all.map(({ from, iterations, errors, rate }, at) => {
    const name = names[at] === '' ? {} : { name: names[at] };
    const error = errors.curve().errors.at(-1) ?? null;
    const { found } = foundReport(0, debug.rolesOf(at + 1), undefined);
    const known = found?.learningRate;
    // Roles are those of the first training of a loop.
    const own = known && { learningRate: { ...known, value: rate ?? known.value } };
    return JSON.stringify({ type: 'training', training: at + 1, ...name, from, iterations, error, ...found, ...own });
  });
}

/** Errors of some iterations, and the result: the weights and biases by path, and the last predictions. */
export function resultLines(debug: DebugRun): readonly string[] {
  const { iteration: iterations, error = null, met } = debug;
  const { iterations: points, errors } = debug.errors.curve();
  const reported = new Set(
    Array.from({ length: REPORTS }, (_, part) =>
      points.findLastIndex((point) => point <= Math.floor((part * iterations) / REPORTS)),
    ),
  );
  const reports = [...reported].flatMap((at) =>
    at < 0 ? [] : [JSON.stringify({ type: 'report', iteration: points[at], error: errors[at] })],
  );
  const parameters = debug.parameters.flatMap(({ path, numbers }) =>
    numbers === undefined ? [] : [[printPath(path), rowsOf(numbers)] as const],
  );
  const rows = met === undefined ? 0 : Math.floor(met.prediction.length / met.columns);
  const prediction = met && rowsOf({ rows, columns: met.columns, data: met.prediction });
  const own = { iterations, error, parameters: Object.fromEntries(parameters), prediction: prediction ?? null };
  return [...reports, JSON.stringify({ type: 'result', ...own })];
}
