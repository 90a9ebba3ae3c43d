import { type Program, parameters } from './program.ts';
import { outlivingNames } from './reads.ts';
import { inferShapes, type Shapes, sameShape } from './shapes.ts';

/** A name of a program, and the name in the program before it whose matrix it gets. */
export interface CarriedName {
  readonly name: string;
  readonly from: string;
}

/** A program and the shapes of its names. */
export interface Shaped {
  readonly program: Program;
  readonly shapes: Shapes;
}

/** A name that an iteration assigns to, its meaning, and the techniques whose memory it is, if any. */
interface Assigned {
  readonly name: string;
  readonly meaning: string;
  readonly techniques: readonly string[];
}

/**
 * The names whose matrices carry over when one program replaces another: names that outlive an iteration and that both programs
 * compute in the same shape and with the same meaning.
 *
 * The meaning of a parameter is its name. Any other matrix that outlives an iteration is the memory of a technique and carries over
 * with that technique only: `v_syn0` is a velocity for momentum and a mean of squares for adam. The meaning of a counter is its
 * technique, whatever its name. A counter and the memory of its technique carry over together or not at all.
 */
export function carriedNames(before: Shaped, after: Shaped): readonly CarriedName[] {
  const earlier = new Map(assignedNames(before.program).map(({ name, meaning }) => [meaning, name]));
  const names = assignedNames(after.program);
  const sourceOf = ({ name, meaning }: Assigned): string | undefined => {
    const from = earlier.get(meaning);
    const [own, other] = [after.shapes.get(name), from === undefined ? undefined : before.shapes.get(from)];
    return own !== undefined && other !== undefined && sameShape(own, other) ? from : undefined;
  };
  const incomplete = new Set(names.flatMap((own) => (sourceOf(own) === undefined ? own.techniques : [])));
  const restarted = (after.program.counters ?? []).map(({ of }) => of).filter((technique) => incomplete.has(technique));
  const outliving = outlivingNames(after.program);
  return names.flatMap((own) => {
    const from = sourceOf(own);
    const isRestarted = own.techniques.some((technique) => restarted.includes(technique));
    return from === undefined || isRestarted || !outliving.has(own.name) ? [] : [{ name: own.name, from }];
  });
}

/** The matrices that outlive an iteration, in the order of the setup. */
export interface CarryOver {
  /** Carried over from the program before. */
  readonly carried: readonly string[];
  /** Made by the setup of the new program. */
  readonly initial: readonly string[];
}

export function carryOverOf(before: Program, after: Program): CarryOver {
  const [from, to] = [before, after].map((program) => ({ program, shapes: inferShapes(program) })) as [Shaped, Shaped];
  const carried = new Set(carriedNames(from, to).map(({ name }) => name));
  const outliving = outlivingNames(after);
  // Single numbers are settings and counters, which the lines show.
  const lasting = after.setup.filter(({ target, value }) => value.kind !== 'number' && outliving.has(target));
  const names = [...new Set(lasting.map(({ target }) => target))];
  return { carried: names.filter((name) => carried.has(name)), initial: names.filter((name) => !carried.has(name)) };
}

/** All targets of the iteration. Names that only `setup` assigns to are settings, such as alpha. */
function assignedNames(program: Program): readonly Assigned[] {
  const learned = new Set(parameters(program));
  const counters = new Map(program.counters?.map(({ name, of }) => [name, of]));
  const memories = new Map(program.setup.map(({ target, techniques = [] }) => [target, techniques]));
  const names = new Set(program.iteration.map(({ target }) => target));
  return [...names].map((name): Assigned => {
    const counts = counters.get(name);
    if (counts !== undefined) return { name, meaning: `count of ${counts}`, techniques: [counts] };
    const techniques = learned.has(name) ? [] : (memories.get(name) ?? []);
    return { name, meaning: [name, ...techniques].join(' of '), techniques };
  });
}
