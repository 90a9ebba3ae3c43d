import { watchParser } from '../language/parts.ts';
import type { Program } from '../language/program.ts';
import { inferShapes, type Shapes, sameShape } from '../language/shapes.ts';
import type { Watch } from '../language/watch.ts';
import { changesFor } from '../network/edits.ts';
import type { TextFault } from './fault.ts';
import { type Position, positionsOf, printPath } from './json/position.ts';
import { offsetInString } from './json/token.ts';
import { offsetsOf } from './locate.ts';
import { plannedEdits, programOf, settingsOf } from './network.ts';
import type { Scenario } from './schema.ts';

export type WatchesRead =
  | { readonly ok: true; readonly watches: readonly Watch[] }
  /** At least one fault, in the order of the file. */
  | { readonly ok: false; readonly faults: readonly TextFault[] };

/**
 * Reads the watches of a scenario. The parser of expressions is large, and is loaded only for a scenario with watches.
 * @param text the text of the scenario file; with it the faults have positions.
 */
export async function readWatches(scenario: Scenario, text?: string): Promise<WatchesRead> {
  if (scenario.watches.length === 0) return { ok: true, watches: [] };
  const { readWatch } = await watchParser();
  const ofRun = shapesOfRun(scenario);
  const watches: Watch[] = [];
  const faults: { readonly index: number; readonly fault: TextFault }[] = [];
  for (const [index, source] of scenario.watches.entries()) {
    // A watch need not fit every program of the run. A fault is that of the first program.
    const read = ofRun.map((shapes) => readWatch(source, shapes));
    const fitting = read.find((one) => one.ok) ?? (read[0] as (typeof read)[number]);
    if (fitting.ok) watches.push(fitting.watch);
    else {
      faults.push({ index, fault: { path: printPath(['watches', index]), text: source, misreading: fitting.fault } });
    }
  }
  if (faults.length === 0) return { ok: true, watches };
  return { ok: false, faults: text === undefined ? faults.map(({ fault }) => fault) : placed(text, faults) };
}

/** The names and shapes of each program of the run: a change may add a name, such as alpha, or change a shape. */
function shapesOfRun(scenario: Scenario): readonly Shapes[] {
  const program = programOf(scenario);
  const ofRun = [inferShapes(program)];
  let last: Program = program;
  const changes = changesFor(plannedEdits(scenario), settingsOf(scenario), program, scenario.data.inputs.length);
  for (const { program: changed } of changes) {
    if (changed === last) continue;
    last = changed;
    const shapes = inferShapes(changed);
    if (!ofRun.some((known) => isSame(known, shapes))) ofRun.push(shapes);
  }
  return ofRun;
}

function isSame(one: Shapes, other: Shapes): boolean {
  return (
    one.size === other.size &&
    [...one].every(([name, own]) => {
      const shape = other.get(name);
      return shape !== undefined && sameShape(shape, own);
    })
  );
}

function placed(
  text: string,
  faults: readonly { readonly index: number; readonly fault: TextFault }[],
): readonly TextFault[] {
  const starts = offsetsOf(
    text,
    faults.map(({ index }) => ({ path: ['watches', index] })),
  );
  const offsets = faults.map(({ fault }, k) => offsetInString(text, starts[k] as number, fault.misreading.offset));
  const positions = positionsOf(text, offsets);
  return faults.map(({ fault }, k) => ({ ...fault, position: positions[k] as Position }));
}
