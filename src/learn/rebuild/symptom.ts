/* The behaviour of a whole program in one sentence, without the place of its mistake. */
import { parseModule } from '../../script/syntax/module.ts';
import { type Level, levelText } from './levels.ts';
import { loopsOf } from './names.ts';
import { networkOf, sourceOf } from './networks.ts';
import { Trace } from './trace.ts';

/** Iterations that are run. */
const COUNT = 1000;

type Behaviour =
  | { readonly kind: 'stops'; readonly message: string }
  | { readonly kind: 'runs'; readonly first: number; readonly last: number };

/** The mean error of the program of a bug hunt in its first iterations, beside that of the right one; or the error it stops with. */
export function symptomOf(level: Level): string {
  const [own, right] = [level.start, level.solution].map((lines) => behaviourOf(level, lines));
  if (own === undefined || right?.kind !== 'runs') return '';
  if (own.kind === 'stops') return `This program stops: ${own.message}.`;
  const course = ({ first, last }: Extract<Behaviour, { kind: 'runs' }>): string =>
    `from ${errorText(first)} to ${errorText(last)}`;
  const words = `In 1,000 iterations its mean error goes ${course(own)}.`;
  if (course(own) === course(right)) return `${words} The error does not show the mistake.`;
  const isLower = own.last < right.last && errorText(own.last) !== errorText(right.last);
  const lower = isLower
    ? ' That is lower than without the mistake: a low error does not prove that a program is right.'
    : '';
  return `${words} Without the mistake it goes ${course(right)}.${lower}`;
}

function errorText(error: number): string {
  return Number.isFinite(error) ? error.toFixed(4) : String(error);
}

function behaviourOf(level: Level, lines: readonly string[]): Behaviour | undefined {
  const { module } = parseModule(levelText(level, lines), { version: 3 });
  const error = sourceOf(networkOf(level.task.network)).program.roles.error;
  if (module === undefined || error === undefined) return undefined;
  const trace = new Trace(module);
  const reached = ended(trace.toLoop(loopsOf(module.body)));
  if (reached === undefined) return undefined;
  if ('message' in reached) return { kind: 'stops', message: reached.message };
  const errors: number[] = [];
  for (const count of [1, COUNT - 1]) {
    const { failure } = ended(trace.passes(count));
    if (failure !== undefined) return { kind: 'stops', message: failure.message };
    const cells = trace.values().get(error)?.cells;
    if (cells === undefined) return undefined;
    errors.push(cells.reduce((sum, cell) => sum + Math.abs(cell), 0) / cells.length);
  }
  const [first, last] = errors as [number, number];
  return { kind: 'runs', first, last };
}

function ended<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
