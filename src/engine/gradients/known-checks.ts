import type { ClippingDefinition } from '../../language/definition.ts';
import type { Floats } from '../../language/dtypes.ts';
import type { Program } from '../../language/program.ts';
import type { Matrix } from '../matrix.ts';
import { numpyRandom } from '../random.ts';
import type { Pieces } from '../run/pieces.ts';
import { checkDefinition, gradientsFor, type LineFault } from './definition-check.ts';
import { directionsOf, lossWork, withoutOverwriting } from './directions.ts';
import { knownMemories, knownStart, withErrors, withInputs } from './known-state.ts';
import { Scratch, type Start } from './scratch.ts';
import { type Probe, SlopeMeter } from './slope.ts';

/** The seeds of the known states. */
const SEEDS = [1, 2] as const;
/** The random states in which a matrix is checked, and the most that are tried where its updates are all 0. */
const STATES = 3;
const MOST_STATES = 6;
/** A loss of more multiplications is large: one state is enough then. */
const LARGE_LOSS = 2e6;
/** The random numbers that are tried for dropout. */
const MOST_MASKS = 32;
/** The size of gradients beside which the eps of an optimizer shows. */
const SMALL_GRADIENT = 1e-3;
/** The bound of the difference along a whole matrix, relative to the sum of the sizes of its parts: the parts may cancel. */
export const PASSES_ALONG = 1e-6;

/** The difference along each matrix; `isFlat` when no update of some matrix changes anything. */
interface Along {
  readonly differences: readonly number[];
  readonly isFlat: boolean;
}

/** The checks in states in which every line makes a difference. */
export class KnownStates {
  readonly #program: Program;
  readonly #start: Start;
  readonly #scratch: Scratch;

  constructor({ program, start }: { readonly program: Program; readonly start: Start }, whole: Scratch) {
    this.#program = program;
    this.#start = start;
    this.#scratch = program === whole.program ? whole : new Scratch(program, start);
  }

  /** The difference along a random direction of each matrix, at random weights. */
  *checkElsewhere(): Pieces<readonly number[]> {
    const { definition } = this.#program;
    // Lines that change deltas or layers on purpose are compared with their definition.
    const isBare = definition?.clipping?.what === 'deltas' || definition?.dropoutForm === 'overwritten';
    const program = isBare ? withoutOverwriting(this.#program) : this.#program;
    const scratch = isBare ? new Scratch(program, this.#start) : this.#scratch;
    // At random weights, too, all units of a layer may be dead, or all of them alive.
    const states = lossWork(program, this.#start.parameters) > LARGE_LOSS ? 1 : STATES;
    const worst = scratch.names.map(() => Number.NaN);
    let isFlat = true;
    for (let seed = 1; seed <= (isFlat ? MOST_STATES : states); seed++) {
      const start = knownStart(program, this.#start, seed);
      yield* this.#chooseMasks(start);
      scratch.reseed(this.#scratch.seed);
      const found = yield* along(scratch, start);
      found.differences.forEach((difference, index) => {
        if (!(difference <= worst[index]!)) worst[index] = difference;
      });
      isFlat &&= found.isFlat;
    }
    return worst;
  }

  /** Chooses random numbers with which dropout leaves a way from the inputs to the outputs. */
  *#chooseMasks(start: Start): Pieces<void> {
    const { definition } = this.#program;
    const scratch = this.#scratch;
    if (definition === undefined || definition.dropout.length === 0) return;
    for (let seed = 1; seed <= MOST_MASKS; seed++) {
      scratch.reseed(seed);
      scratch.load(start);
      yield* scratch.measure();
      const masks = definition.dropout.map(({ layer }) => scratch.backend.valueOf(`${layer}_mask`));
      const rows = Array.from({ length: masks[0]?.rows ?? 0 }, (_, row) => row);
      const isOpen = ({ columns, data }: Matrix, row: number): boolean =>
        data.subarray(row * columns, (row + 1) * columns).some((cell) => cell !== 0);
      if (rows.some((row) => masks.every((mask) => isOpen(mask, row)))) return;
    }
  }

  /** Two iterations from known states: one with large gradients, which clipping reduces, one with small ones. */
  *checkDefinition(): Pieces<readonly LineFault[]> {
    const program = this.#program;
    if (program.definition === undefined) return [];
    for (const [round, seed] of SEEDS.entries()) {
      const known = knownStart(program, this.#start, seed);
      yield* this.#chooseMasks(known);
      const wanted = round === 0 ? 'large' : 'small';
      const sized = yield* this.#withGradients(known, wanted);
      this.#scratch.load(sized);
      const gradients = yield* directionsOf(this.#scratch);
      const start = knownMemories(program, sized, gradients, seed);
      const forced = gradientsFor(program, gradients, wanted);
      // With other gradients, the lines that compute them are not checked.
      // A limit above 0 and one below are two numbers in a line.
      for (const own of forced === undefined ? [undefined] : [undefined, forced, opposite(forced)]) {
        const faults = yield* checkDefinition(this.#scratch, start, gradients, own);
        if (faults.length > 0) return faults;
      }
    }
    return [];
  }

  /** Targets with which the clipped quantity is twice its limit, or half of it; without clipping, small gradients on request. */
  *#withGradients(start: Start, wanted: 'large' | 'small'): Pieces<Start> {
    const { definition, roles, batches } = this.#program;
    const { clipping } = definition ?? {};
    const { target, prediction } = roles;
    if (target === undefined || prediction === undefined) return start;
    if (clipping === undefined && wanted === 'large') return start;
    const goal = clipping === undefined ? SMALL_GRADIENT : (wanted === 'large' ? 2 : 0.5) * clipping.limit;
    const scratch = this.#scratch;
    scratch.load(start);
    yield* scratch.measure();
    const predicted = scratch.backend.valueOf(prediction);
    const rows = batches && scratch.backend.valueOf(batches.rows).data.slice();
    const copy: Matrix = { ...predicted, data: predicted.data.slice() };
    let sized = start;
    let [errors, inputs] = [1, 1];
    // The second time, inputs follow where a loss has gradients of one size for errors of all sizes.
    for (const isLast of [false, true]) {
      sized = withErrors(withInputs(start, roles.examples, inputs), target, copy, rows, errors, numpyRandom(SEEDS[0]));
      const bare = new Scratch(withoutOverwriting(this.#program), sized);
      bare.reseed(scratch.seed);
      bare.load(sized);
      const gradients = yield* directionsOf(bare);
      const quantities =
        clipping?.what === 'deltas'
          ? roles.layers.map(({ output }) => bare.backend.valueOf(`${output}_delta`).data)
          : [...gradients.values()];
      const size = sizeOf(quantities, clipping, wanted);
      if (!(size > 0 && Number.isFinite(size))) return start;
      if (!isLast && errors === 1) errors = goal / size;
      else if (wanted === 'small' && size > 1.5 * goal) inputs = goal / size;
    }
    return withInputs(sized, roles.examples, inputs);
  }
}

function opposite(gradients: ReadonlyMap<string, Floats>): ReadonlyMap<string, Floats> {
  return new Map([...gradients].map(([name, own]) => [name, own.map((cell) => -cell)]));
}

/** The difference along a random direction of each matrix. */
export function* along(scratch: Scratch, start: Start): Pieces<Along> {
  scratch.load(start);
  const updates = yield* directionsOf(scratch);
  const meter = yield* SlopeMeter.at(scratch);
  const random = numpyRandom(SEEDS[1]);
  const differences: number[] = [];
  let isFlat = false;
  for (const own of scratch.names) {
    const cells = scratch.backend.valueOf(own).data;
    const direction = cells.map(() => 2 * random.nextDouble() - 1);
    const probe: Probe = { cells, first: 0, direction };
    const parts = direction.map((way, i) => -way * (updates.get(own) as Floats)[i]!);
    const claimed = parts.reduce((sum, part) => sum + part, 0);
    const scale = parts.reduce((sum, part) => sum + Math.abs(part), 0);
    const { difference } = yield* meter.compare(probe, claimed, scale);
    differences.push(Number.isFinite(meter.loss) ? difference : Number.NaN);
    if (scale === 0) isFlat = true;
  }
  return { differences, isFlat };
}

/**
 * The quantity that is compared with the limit of clipping: the largest cell of each matrix, the norm of each matrix of deltas, or the norm
 * of all gradients. The smallest of several where all are to be `large`.
 */
function sizeOf(
  quantities: readonly Floats[],
  clipping: ClippingDefinition | undefined,
  wanted: 'large' | 'small',
): number {
  const squares = quantities.map((own) => own.reduce((sum, cell) => sum + cell * cell, 0));
  if (clipping?.by === 'norm' && clipping.what === 'gradients') return Math.sqrt(squares.reduce((a, b) => a + b, 0));
  const sizes =
    clipping?.by === 'norm'
      ? squares.map(Math.sqrt)
      : quantities.map((own) => own.reduce((most, cell) => Math.max(most, Math.abs(cell)), 0));
  return wanted === 'large' ? Math.min(...sizes.filter((size) => size > 0)) : Math.max(...sizes);
}
