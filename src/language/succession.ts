import { type Program, parameters } from './program.ts';
import { inferShapes, type Shapes, sameShape } from './shapes.ts';

/** A name of a program, and the name in the program before it that holds the same. */
export interface Heir {
  readonly name: string;
  readonly from: string;
}

interface Shaped {
  readonly program: Program;
  readonly shapes: Shapes;
}

/** What a name holds, and the techniques that remember it from one iteration to the next, if any do. */
interface Holding {
  readonly name: string;
  readonly meaning: string;
  readonly techniques: readonly string[];
}

/**
 * What goes on where one program takes another's place: all that both compute in one shape and that means the same in
 * both. A parameter is what its name says. What else lives from one iteration to the next is a memory of the item that
 * has brought it, and goes on with that item only: `v_syn0` is a velocity of momentum and a mean of squares of adam. A
 * counter is what it counts for, whatever it is called; it and what that item remembers go on together or begin together.
 */
export function heirs(before: Shaped, after: Shaped): readonly Heir[] {
  const theirs = new Map(holdings(before.program).map(({ name, meaning }) => [meaning, name]));
  const mine = holdings(after.program);
  const fromOf = ({ name, meaning }: Holding): string | undefined => {
    const from = theirs.get(meaning);
    const [own, other] = [after.shapes.get(name), from === undefined ? undefined : before.shapes.get(from)];
    return own !== undefined && other !== undefined && sameShape(own, other) ? from : undefined;
  };
  const begun = new Set(mine.flatMap((holding) => (fromOf(holding) === undefined ? holding.techniques : [])));
  const anew = (after.program.counters ?? []).map(({ of }) => of).filter((item) => begun.has(item));
  return mine.flatMap((holding) => {
    const from = fromOf(holding);
    const isAnew = holding.techniques.some((item) => anew.includes(item));
    return from === undefined || isAnew ? [] : [{ name: holding.name, from }];
  });
}

/** What becomes of all that is learned or remembered: it goes on, or is as the program that follows makes it first. */
export interface Succession {
  readonly kept: readonly string[];
  readonly begun: readonly string[];
}

/** Of the matrices that live from one iteration to the next, in the order in which the setup has them. */
export function successionOf(before: Program, after: Program): Succession {
  const [from, to] = [before, after].map((program) => ({ program, shapes: inferShapes(program) })) as [Shaped, Shaped];
  const goingOn = new Set(heirs(from, to).map(({ name }) => name));
  const changing = new Set(after.iteration.map(({ target }) => target));
  // Single numbers are settings and counters, which the lines show.
  const lasting = after.setup.filter(({ target, value }) => value.kind !== 'number' && changing.has(target));
  const names = [...new Set(lasting.map(({ target }) => target))];
  return { kept: names.filter((name) => goingOn.has(name)), begun: names.filter((name) => !goingOn.has(name)) };
}

/** Whatever a line of the iteration assigns to; what only `setup` assigns to are settings, such as alpha. */
function holdings(program: Program): readonly Holding[] {
  const learned = new Set(parameters(program));
  const counters = new Map(program.counters?.map(({ name, of }) => [name, of]));
  const memories = new Map(program.setup.map(({ target, techniques = [] }) => [target, techniques]));
  const names = new Set(program.iteration.map(({ target }) => target));
  return [...names].map((name): Holding => {
    const counts = counters.get(name);
    if (counts !== undefined) return { name, meaning: `count of ${counts}`, techniques: [counts] };
    const techniques = learned.has(name) ? [] : (memories.get(name) ?? []);
    return { name, meaning: [name, ...techniques].join(' of '), techniques };
  });
}
