import { type Path, parsePath, pathsNamed, readPath } from '../roles/path.ts';
import type { DebugRun } from './debug-run.ts';
import { numberOf } from './numbers.ts';

/** Variables, attributes and items that have the name of the learning rate and last for the whole training loop. */
export function ratePaths({ run, roles }: DebugRun, text: string): readonly Path[] {
  const name = /[^.]*$/.exec(text)?.[0] ?? text;
  const { calls } = run;
  const loop = calls.findIndex((call) => call.name === roles?.loop.code.name);
  const lasting = new Set(loop === -1 ? [] : calls.slice(loop).map((call) => call.name));
  return pathsNamed(run, name).filter(({ call }) => call === undefined || lasting.has(call));
}

/** The current learning rate; where no variable holds it, that of the first iterations. Undefined where none was found. */
export function rateOf(debug: DebugRun): number | undefined {
  const { run, roles, changes } = debug;
  if (roles?.learningRate === undefined) return undefined;
  const { text, value, isLiteral } = roles.learningRate;
  const read = (path: Path | undefined): number | undefined => {
    const now = path && readPath(run, path);
    return now === undefined ? undefined : numberOf(now);
  };
  const own = parsePath(text);
  const { code } = roles.loop;
  // A local variable is gone once its call has ended; a global one of its name is another.
  const isGone =
    own !== undefined &&
    code.kind === 'function' &&
    code.slots.includes(own.variable) &&
    !run.calls.some(({ name }) => name === code.name);
  const known = read(changes.findLast(({ isRate }) => isRate)?.path ?? (isGone ? undefined : own));
  if (known !== undefined || isLiteral) return known ?? value;
  // Variables of one name in several objects may have nothing to do with it.
  const [only, ...others] = isGone ? [] : ratePaths(debug, text);
  const begun = debug.trainings.at(debug.training)?.rate;
  return (others.length === 0 ? read(only) : undefined) ?? begun ?? value;
}
