import type { CellName } from '../../language/change.ts';
import {
  descendedLoss,
  descentDirections,
  firstUpdate,
  type Given,
  type Program,
  parameters,
  requireRoles,
  type Statement,
} from '../../language/program.ts';
import { linesFor } from '../../language/reads.ts';
import { inferShapes, type Shapes } from '../../language/shapes.ts';
import type { Backend } from '../backends/backend.ts';
import { createBackend } from '../backends/create.ts';
import { type Examples, emptyMatrix, type Matrix } from '../matrix.ts';
import { numpyRandom } from '../random.ts';
import { finish, LONGEST_PIECE, type Pieces } from '../run/pieces.ts';
import { workOf } from '../work.ts';

/** The names of the lines that the meter adds; no program has them. */
const LOSS = 'loss of all examples';
const directionOf = (parameter: string): string => `descent of ${parameter}`;

/** Lines on a backend of their own, and their number. */
interface Lines {
  readonly backend: Backend;
  readonly count: number;
}

/** A matrix of parameters within a vector of all of them. */
interface Placed {
  readonly name: string;
  readonly start: number;
  readonly rows: number;
  readonly columns: number;
}

/**
 * The loss of a program, and its steepest descent, at any weights. It runs the program's own lines on separate backends: at the weights of a
 * run the loss has the bits of the loss of that run.
 *
 * Weights are vectors of all parameters, matrix after matrix, row by row: (weights).
 */
export class LossMeter {
  readonly program: Program;
  /** The number of weights. */
  readonly size: number;
  /** The work (`workOf`) of one loss. */
  readonly work: number;
  readonly #examples: Examples;
  readonly #placed: readonly Placed[];
  readonly #forward: Lines;
  /** Made on demand. */
  #backward: Lines | undefined;

  /**
   * @param program it takes all examples in each iteration, and draws no random numbers there.
   * @throws MissingRoleError for a program without examples, a target or an error.
   */
  constructor(program: Program, examples: Examples) {
    requireRoles(program, 'examples', 'target', 'error');
    this.program = program;
    this.#examples = examples;
    this.#placed = placesOf(program, inferShapes(program));
    this.size = this.#placed.reduce((sum, { rows, columns }) => sum + rows * columns, 0);
    const loss: Statement = { target: LOSS, operator: '=', value: descendedLoss(program) };
    const statements = [...linesBeforeUpdates(program), loss];
    this.#forward = this.#linesFor(statements, [LOSS]);
    this.work = workOf(linesFor(statements, [LOSS]).lines, this.#forward.backend.shapes);
  }

  /** The number of examples that the loss is of. */
  get examples(): number {
    return this.#examples.inputs.rows;
  }

  /** The place of a cell in a vector of weights; undefined for a cell that is no parameter. */
  indexOf(name: string, row: number, column: number): number | undefined {
    const placed = this.#placed.find((own) => own.name === name);
    if (placed === undefined || !isWithin(row, placed.rows) || !isWithin(column, placed.columns)) return undefined;
    return placed.start + row * placed.columns + column;
  }

  /** The cell at a place of a vector of weights. */
  cellAt(index: number): CellName {
    const { name, start, columns } = this.#placed.findLast((own) => own.start <= index) as Placed;
    const place = index - start;
    return { name, row: Math.floor(place / columns), column: place % columns };
  }

  /** The first place of a parameter, and the one after its last, in a vector of weights. */
  extentOf(name: string): readonly [number, number] {
    const { start, rows, columns } = this.#placed.find((own) => own.name === name) as Placed;
    return [start, start + rows * columns];
  }

  /** The weights that a run or a saved state has: → (weights). */
  weightsFrom(cellsOf: (name: string) => ArrayLike<number>): Float64Array {
    const weights = new Float64Array(this.size);
    for (const { name, start } of this.#placed) weights.set(cellsOf(name), start);
    return weights;
  }

  /** True when a run has these weights (weights), bit for bit. */
  isAt(weights: Float64Array, cellsOf: (name: string) => ArrayLike<number>): boolean {
    return this.#placed.every(({ name, start }) => {
      const own = cellsOf(name);
      for (let i = 0; i < own.length; i++) if (!Object.is(own[i], weights[start + i])) return false;
      return true;
    });
  }

  /** (weights) → the loss over all examples. */
  lossAt(weights: Float64Array): number {
    return finish(this.measuring(weights));
  }

  /** `lossAt` in pieces; all at once where it is short. */
  *measuring(weights: Float64Array): Pieces<number> {
    const { backend } = this.#forward;
    this.#load(backend, weights);
    if (this.work <= LONGEST_PIECE) backend.runIteration();
    else yield* running(this.#forward);
    return backend.valueOf(LOSS).data[0] as number;
  }

  /** (weights) → the direction of the steepest descent of the loss, −gradient: (weights). */
  descentAt(weights: Float64Array): Float64Array {
    return finish(this.descending(weights));
  }

  /** `descentAt` in pieces. */
  *descending(weights: Float64Array): Pieces<Float64Array> {
    this.#backward ??= this.#directionLines();
    const { backend } = this.#backward;
    this.#load(backend, weights);
    yield* running(this.#backward);
    return this.weightsFrom((name) => backend.valueOf(directionOf(name)).data);
  }

  #load(backend: Backend, weights: Float64Array): void {
    for (const { name, start, rows, columns } of this.#placed) {
      // A parameter that no line reads is not in the backend.
      if (backend.shapes.has(name)) backend.valueOf(name).data.set(weights.subarray(start, start + rows * columns));
    }
    backend.touch();
  }

  #directionLines(): Lines {
    const { program } = this;
    const stated = descentDirections(program);
    const lines = stated.map(
      ({ parameter, value }): Statement => ({ target: directionOf(parameter), operator: '=', value }),
    );
    return this.#linesFor(
      [...linesBeforeUpdates(program), ...lines],
      lines.map(({ target }) => target),
    );
  }

  /** The lines that some names need. */
  #linesFor(statements: readonly Statement[], names: readonly string[]): Lines {
    const { program } = this;
    const shapes = inferShapes(program);
    const { lines, reads } = linesFor(statements, names);
    const { examples = '', target = '' } = program.roles;
    const learned = new Set(this.#placed.map(({ name }) => name));
    const given = reads.flatMap((name): Given[] => {
      const shape = shapes.get(name);
      const isData = name === examples || name === target;
      return shape !== undefined && (isData || learned.has(name)) ? [{ name, shape }] : [];
    });
    const data = new Map<string, Matrix>(
      given.map(({ name, shape }) => {
        if (name === examples) return [name, this.#examples.inputs];
        return [name, name === target ? this.#examples.targets : emptyMatrix(shape)];
      }),
    );
    // Constants, such as alpha.
    const setup = program.setup.filter((line) => reads.includes(line.target) && !learned.has(line.target));
    // The lines draw nothing, so the seed does not matter.
    const { precision = 'float64' } = program;
    const own = { precision, given, setup, iteration: lines, roles: { layers: [] } };
    return { backend: createBackend(own, data, numpyRandom(0), 'compiled'), count: lines.length };
  }
}

/** The lines before the first one that changes a parameter: the loss reads the weights of the beginning. */
function linesBeforeUpdates(program: Program): readonly Statement[] {
  const first = firstUpdate(program);
  return first === -1 ? program.iteration : program.iteration.slice(0, first);
}

function* running({ backend, count }: Lines): Pieces {
  // The compiler counts the first lines.
  backend.runLine(0);
  for (let line = 1; line < count; line++) {
    for (const part of backend.partsOf(line)) {
      part();
      yield;
    }
  }
}

function placesOf(program: Program, shapes: Shapes): readonly Placed[] {
  let start = 0;
  return parameters(program).map((name) => {
    const { rows, columns } = shapes.get(name) as { rows: number; columns: number };
    const placed = { name, start, rows, columns };
    start += rows * columns;
    return placed;
  });
}

function isWithin(index: number, count: number): boolean {
  return Number.isInteger(index) && index >= 0 && index < count;
}

/** The numbers of up to `most` rows of `rows`, evenly spread, ascending. */
export function spreadRows(rows: number, most: number): readonly number[] {
  const count = Math.min(rows, Math.max(1, most));
  return Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * rows) / count));
}

/** The examples of some rows: (examples × …) → (rows × …). */
export function examplesOf({ inputs, targets }: Examples, rows: readonly number[]): Examples {
  const pick = ({ columns, data }: Matrix): Matrix => {
    const out = emptyMatrix({ rows: rows.length, columns });
    rows.forEach((row, i) => {
      out.data.set(data.subarray(row * columns, (row + 1) * columns), i * columns);
    });
    return out;
  };
  return { inputs: pick(inputs), targets: pick(targets) };
}
