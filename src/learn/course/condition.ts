import { printCell } from '../../language/change.ts';
import { printExpression } from '../../language/print.ts';
import type { Condition, Range } from './schema.ts';
import type { Sight } from './sight.ts';
import { expressionIn, isFault, type Kept, numberOf } from './value.ts';

/** True when all facts of a condition hold. No fact about an unknown number holds. */
export function holds(condition: Condition, sight: Sight, kept: Kept): boolean {
  const { any, not, ...facts } = condition;
  return (
    everyFact(facts, sight, kept) &&
    (any === undefined || any.some((one) => everyFact(one, sight, kept))) &&
    (not === undefined || !everyFact(not, sight, kept))
  );
}

type Facts = Omit<Condition, 'any' | 'not'>;

function everyFact(facts: Facts, sight: Sight, kept: Kept): boolean {
  const names = Object.keys(facts) as (keyof Facts)[];
  return names.every((name) => facts[name] === undefined || isFact(name, facts, sight, kept));
}

function isFact(name: keyof Facts, facts: Facts, sight: Sight, kept: Kept): boolean {
  switch (name) {
    case 'iteration':
    case 'line':
      return sight.isSettled && isWithin(facts[name], sight[name]);
    case 'state':
      return sight.isSettled && sight.state === facts.state;
    case 'view':
    case 'pane':
    case 'example':
    case 'verdict':
      return sight[name] === facts[name];
    case 'inside': {
      const { line, row, column } = facts.inside ?? {};
      const { inside } = sight;
      return (
        inside?.line === line && (row ?? inside?.row) === inside?.row && (column ?? inside?.column) === inside?.column
      );
    }
    case 'weight':
      return (
        sight.weight !== undefined && printCell(sight.weight).replaceAll(' ', '') === facts.weight?.replaceAll(' ', '')
      );
    case 'asked':
      return isSame(sight.asked, facts.asked);
    case 'setting':
      return isSame(sight.settings[facts.setting?.name ?? ''], facts.setting?.is);
    case 'solved':
      return (sight.solvedAt !== undefined) === facts.solved;
    case 'seed':
    case 'changes':
    case 'marks':
    case 'kept':
      return isWithin(facts[name], sight[name]);
    case 'watch':
      return sight.watches.includes(printed(facts.watch ?? ''));
    case 'value':
      return sight.isSettled && isWithin(facts, numberOf(facts.value ?? '', sight, kept));
    // The range of `value`.
    case 'is':
    case 'from':
    case 'to':
    case 'above':
    case 'below':
      return true;
  }
}

function isWithin(range: Range | Facts | undefined, value: number | undefined): boolean {
  if (range === undefined || value === undefined) return false;
  if (typeof range === 'number') return value === range;
  const { is, from, to, above, below } = range;
  return (
    (is === undefined || value === is) &&
    (from === undefined || value >= from) &&
    (to === undefined || value <= to) &&
    (above === undefined || value > above) &&
    (below === undefined || value < below)
  );
}

/** A watch in the words of the screen: `mean(abs(l1)) < 0.4` for `mean(abs(l1))<.4`. */
function printed(watch: string): string {
  const read = expressionIn(watch);
  return isFault(read) ? watch : printExpression(read);
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
