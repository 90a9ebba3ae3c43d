import leven from 'leven';
import { type CellName, type Change, printCell } from '../language/change.ts';
import type { Program } from '../language/program.ts';
import { learned } from '../language/reads.ts';
import { inferShapes, printShape, type Shapes } from '../language/shapes.ts';
import { quoted, wordList } from '../language/wording.ts';
import { changesFor } from '../network/edits.ts';
import { parseCell } from './cell.ts';
import type { Complaint } from './fault.ts';
import type { Finding } from './finding.ts';
import { limits } from './limits.ts';
import { plannedChanges, programOf, settingsOf } from './network.ts';
import type { Scenario } from './schema.ts';

/** Parameters that are named in a message; a deep network has more. */
const MOST_NAMES = 12;

/** What is wrong with the cells that a scenario sets, where all else is right: whether the program of that moment has them. */
export function cellFindings(scenario: Scenario): readonly Finding[] {
  const cells = scenario.changes.map(({ set }) => Object.keys(set).filter((key) => parseCell(key) !== undefined));
  if (cells.every((keys) => keys.length === 0)) return [];
  const planned = plannedChanges(scenario);
  const programs = changesFor(planned, settingsOf(scenario), programOf(scenario), scenario.data.inputs.length);
  const programAt = new Map(planned.map(({ index }, k) => [index, (programs[k] as Change).program]));
  const findings: Finding[] = [];
  let [program, shapes]: [Program | undefined, Shapes] = [undefined, new Map()];
  // In the order of the file, so that no more are needed than are told.
  for (const [change, keys] of cells.entries()) {
    if (keys.length === 0) continue;
    const own = programAt.get(change) as Program;
    if (own !== program) [program, shapes] = [own, inferShapes(own)];
    const names = learned(own);
    for (const key of keys) {
      const complaint = complaintAbout(parseCell(key) as CellName, names, shapes);
      if (complaint !== undefined) findings.push({ path: ['changes', change, 'set', key], atKey: true, ...complaint });
      if (findings.length > limits.faults) return findings;
    }
  }
  return findings;
}

function complaintAbout(cell: CellName, names: readonly string[], shapes: Shapes): Complaint | undefined {
  const { name, row, column } = cell;
  const found = quoted(printCell(cell));
  const shape = names.includes(name) ? shapes.get(name) : undefined;
  if (shape === undefined) {
    const shown = names.length > MOST_NAMES ? [...names.slice(0, MOST_NAMES - 1), '…'] : names;
    return { expected: `a cell of ${wordList(shown, 'or')}`, found, advice: adviceOn(cell, names) };
  }
  if (row < shape.rows && column < shape.columns) return undefined;
  const range = `${upTo('row', shape.rows)} and ${upTo('column', shape.columns)}`;
  return { expected: `a cell of ${name}`, found, advice: `${name} is ${printShape(shape)}, so ${range}` };
}

/** The one parameter that is nearest by its name, if there is one. */
function adviceOn(cell: CellName, names: readonly string[]): string | undefined {
  const distances = names.map((name) => leven(cell.name.toLowerCase(), name.toLowerCase()));
  const least = Math.min(...distances);
  if (least <= 1 && least < cell.name.length && distances.indexOf(least) === distances.lastIndexOf(least)) {
    const meant = printCell({ ...cell, name: names[distances.indexOf(least)] as string });
    return `did you mean ${quoted(meant)}?`;
  }
  const wantsBias = /^b\d+$/.test(cell.name) && !names.some((name) => name.startsWith('b'));
  return wantsBias ? 'bias rows come with "bias": true in network' : undefined;
}

/** `rows 0 to 2`, `row 0` */
function upTo(what: string, size: number): string {
  return size === 1 ? `${what} 0` : `${what}s 0 to ${size - 1}`;
}
