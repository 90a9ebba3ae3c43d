import { type Program, parameters } from './program.ts';
import { outlivingNames } from './reads.ts';
import { inferShapes, type Shapes, sameShape } from './shapes.ts';

/** A name of a program, and the name in the program before it whose matrix it takes over. */
export interface CarriedName {
  readonly name: string;
  readonly from: string;
}

interface Shaped {
  readonly program: Program;
  readonly shapes: Shapes;
}

/** The meaning of a name, and the techniques whose memory it is, if any. */
interface Holding {
  readonly name: string;
  readonly meaning: string;
  readonly techniques: readonly string[];
}

/**
 * The names that outlive an iteration and whose matrices carry over when one program takes another's place: those that both programs compute in one shape
 * and with one meaning. A parameter means what its name says. Other matrices that outlive an iteration are the memory of a
 * technique, and carry over with that technique only: `v_syn0` is a velocity for momentum and a mean of squares for adam. A
 * counter means what it counts for, whatever its name; it and the memory of its technique carry over together or not at all.
 */
export function carriedNames(before: Shaped, after: Shaped): readonly CarriedName[] {
  const theirs = new Map(holdings(before.program).map(({ name, meaning }) => [meaning, name]));
  const mine = holdings(after.program);
  const fromOf = ({ name, meaning }: Holding): string | undefined => {
    const from = theirs.get(meaning);
    const [own, other] = [after.shapes.get(name), from === undefined ? undefined : before.shapes.get(from)];
    return own !== undefined && other !== undefined && sameShape(own, other) ? from : undefined;
  };
  const begun = new Set(mine.flatMap((holding) => (fromOf(holding) === undefined ? holding.techniques : [])));
  const anew = (after.program.counters ?? []).map(({ of }) => of).filter((technique) => begun.has(technique));
  const outliving = outlivingNames(after.program);
  return mine.flatMap((holding) => {
    const from = fromOf(holding);
    const isAnew = holding.techniques.some((technique) => anew.includes(technique));
    return from === undefined || isAnew || !outliving.has(holding.name) ? [] : [{ name: holding.name, from }];
  });
}

/** The matrices that outlive an iteration, in the order of the setup: carried over, or begun as the setup makes them. */
export interface CarryOver {
  readonly kept: readonly string[];
  readonly begun: readonly string[];
}

export function carryOverOf(before: Program, after: Program): CarryOver {
  const [from, to] = [before, after].map((program) => ({ program, shapes: inferShapes(program) })) as [Shaped, Shaped];
  const carried = new Set(carriedNames(from, to).map(({ name }) => name));
  const outliving = outlivingNames(after);
  // Single numbers are settings and counters, which the lines show.
  const lasting = after.setup.filter(({ target, value }) => value.kind !== 'number' && outliving.has(target));
  const names = [...new Set(lasting.map(({ target }) => target))];
  return { kept: names.filter((name) => carried.has(name)), begun: names.filter((name) => !carried.has(name)) };
}

/** All targets of the iteration. Names that only `setup` assigns to are settings, such as alpha. */
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
