import { changesFor } from '../program/change.ts';
import { inferShapes, type Shapes } from '../program/shapes.ts';
import type { Watch } from '../program/watch.ts';
import type { TextFault } from './fault.ts';
import { printPath } from './json/path.ts';
import { positionsOf } from './json/position.ts';
import { offsetInString } from './json/token.ts';
import { offsetsOf } from './locate.ts';
import { plannedEdits, programOf, settingsOf } from './network.ts';
import type { Scenario } from './schema.ts';

export type WatchesRead =
  | { readonly ok: true; readonly watches: readonly Watch[] }
  /** At least one fault, in the order of the file. */
  | { readonly ok: false; readonly faults: readonly TextFault[] };

/**
 * Reads the watches of a scenario. The parser of expressions is large, and loaded only where there are any.
 * @param text what the scenario was parsed from; with it faults have places.
 */
export async function readWatches(scenario: Scenario, text?: string): Promise<WatchesRead> {
  if (scenario.watches.length === 0) return { ok: true, watches: [] };
  const { readWatch } = await import('../program/parse-watch.ts');
  const shapes = shapesOfRun(scenario);
  const watches: Watch[] = [];
  const faults: { readonly index: number; readonly fault: TextFault }[] = [];
  for (const [index, source] of scenario.watches.entries()) {
    const read = readWatch(source, shapes);
    if (read.ok) watches.push(read.watch);
    else {
      faults.push({ index, fault: { path: printPath(['watches', index]), text: source, misreading: read.fault } });
    }
  }
  if (faults.length === 0) return { ok: true, watches };
  return { ok: false, faults: text === undefined ? faults.map(({ fault }) => fault) : placed(text, faults) };
}

/** The names that the program has at some time of the run: a change may bring some, as that of the learning rate does. */
function shapesOfRun(scenario: Scenario): Shapes {
  const program = programOf(scenario);
  const shapes = new Map(inferShapes(program));
  const changes = changesFor(plannedEdits(scenario), settingsOf(scenario), program, scenario.data.inputs.length);
  for (const { program: changed } of changes) {
    const isKnown = [...changed.setup, ...changed.iteration].every(({ target }) => shapes.has(target));
    if (!isKnown) for (const [name, shape] of inferShapes(changed)) shapes.set(name, shape);
  }
  return shapes;
}

function placed(
  text: string,
  faults: readonly { readonly index: number; readonly fault: TextFault }[],
): readonly TextFault[] {
  const starts = offsetsOf(
    text,
    faults.map(({ index }) => ({ path: ['watches', index], expected: '', found: '' })),
  );
  const offsets = faults.map(({ fault }, k) => offsetInString(text, starts[k] as number, fault.misreading.offset));
  const positions = positionsOf(text, offsets);
  return faults.map(({ fault }, k) => ({ ...fault, position: positions[k] as NonNullable<TextFault['position']> }));
}
