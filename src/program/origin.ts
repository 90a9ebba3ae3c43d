import type { Program, Statement } from './program.ts';

/**
 * Marks the lines that a program has got by one step of its making, those that the program before did not have. A line
 * that only was changed keeps its earlier marks too, as every other line does.
 */
export function broughtBy(item: string, before: Program, after: Program): Program {
  return {
    ...after,
    setup: marked(item, before.setup, after.setup),
    iteration: marked(item, before.iteration, after.iteration),
  };
}

function marked(item: string, before: readonly Statement[], after: readonly Statement[]): readonly Statement[] {
  const gone = before.filter((old) => !after.some((statement) => isSameLine(old, statement)));
  return after.map((statement) => {
    const same = before.find((old) => isSameLine(old, statement));
    if (same !== undefined) return withItems(statement, same.items ?? []);
    const changed = gone.find(({ target, operator }) => target === statement.target && operator === statement.operator);
    return withItems(statement, [...(changed?.items ?? []), item]);
  });
}

function withItems(statement: Statement, items: readonly string[]): Statement {
  return items.length === 0 ? statement : { ...statement, items };
}

function isSameLine(one: Statement, other: Statement): boolean {
  return (
    one.target === other.target &&
    one.operator === other.operator &&
    isSame(one.value, other.value) &&
    isSame(one.when, other.when)
  );
}

/** Whether two plain values hold the same. Weights that are written out are the same array, which is not looked into. */
function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  const [own, others] = [Object.entries(one), other as Readonly<Record<string, unknown>>];
  return own.length === Object.keys(others).length && own.every(([key, value]) => isSame(value, others[key]));
}
