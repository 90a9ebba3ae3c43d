import type { Floats } from '../../language/dtypes.ts';
import { binary, mentions, name } from '../../language/expression.ts';
import { firstUpdate, type Program } from '../../language/program.ts';
import type { Matrix } from '../matrix.ts';
import type { Pieces } from '../run/pieces.ts';
import type { Scratch } from './scratch.ts';

/**
 * The descent direction of each parameter: stated by the program, or what its update lines add, divided by alpha. The difference of a
 * weight before and after would lose digits, because the weight is much larger.
 */
export function* directionsOf(scratch: Scratch): Pieces<ReadonlyMap<string, Floats>> {
  const { backend, program } = scratch;
  scratch.reset();
  const { directions: stated, iteration, roles } = program;
  if (stated !== undefined) return yield* statedDirections(scratch, stated);
  const directions = new Map(scratch.names.map((own) => [own, new Float64Array(backend.valueOf(own).data.length)]));
  for (const [line, { target, operator, value }] of iteration.entries()) {
    const direction = directions.get(target);
    if (direction !== undefined) {
      const change = backend.watch(operator === '=' ? binary('-', value, name(target)) : value);
      yield* scratch.refresh(change);
      const sign = operator === '-=' ? -1 : 1;
      const alpha = roles.learningRate === undefined ? 1 : (backend.valueOf(roles.learningRate).data[0] as number);
      const { rows, columns, data } = change.value;
      const width = backend.valueOf(target).columns;
      for (let i = 0; i < direction.length; i++) {
        const row = rows === 1 ? 0 : Math.floor(i / width);
        direction[i]! += (sign * data[row * columns + (columns === 1 ? 0 : i % width)]!) / alpha;
      }
    }
    yield* scratch.runLine(line);
  }
  return directions;
}

/** The directions of a program that states them, because its updates add more (momentum). Read before the first update. */
function* statedDirections(
  scratch: Scratch,
  stated: NonNullable<Program['directions']>,
): Pieces<ReadonlyMap<string, Floats>> {
  const watched = stated.map(({ parameter, value }) => ({ parameter, direction: scratch.backend.watch(value) }));
  const first = firstUpdate(scratch.program);
  const end = first === -1 ? scratch.program.iteration.length : first;
  for (let line = 0; line < end; line++) yield* scratch.runLine(line);
  const directions = new Map<string, Floats>();
  for (const { parameter, direction } of watched) {
    yield* scratch.refresh(direction);
    directions.set(parameter, direction.value.data.slice());
  }
  return directions;
}

/** The lines, from 0, that overwrite a layer or a delta with a changed one. */
export function overwriting({ iteration, roles }: Program): readonly number[] {
  const own = new Set(roles.layers.flatMap(({ output }) => [output, `${output}_delta`]));
  return iteration.flatMap(({ target, operator, value }, line) =>
    operator === '=' && own.has(target) && mentions(value, target) ? [line] : [],
  );
}

export function withoutOverwriting(program: Program): Program {
  const lines = overwriting(program);
  return lines.length === 0
    ? program
    : { ...program, iteration: program.iteration.filter((_, line) => !lines.includes(line)) };
}

/** The multiplications of one loss over all examples. */
export function lossWork(program: Program, weights: ReadonlyMap<string, Matrix>): number {
  const rows = program.given[0]?.shape.rows ?? 1;
  return rows * [...weights.values()].reduce((sum, { data }) => sum + data.length, 0);
}
