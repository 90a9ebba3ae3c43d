import type { Verdict, VerdictFacts } from '../../worker/protocol.ts';
import { formatCount } from '../text/numbers.ts';
import { causeBriefly } from './cause-briefly.ts';
import { plain } from './verdict-numbers.ts';

/** A verdict's line always fits in this many columns: in 60 with one free at each end. All its words are ASCII. */
export const VERDICT_COLUMNS = 58;

const UNTRAINED = 'untrained: no iteration has run yet';
/** Predictions nearer than this to one another are one value in three decimals. */
const SAME_VALUE = 0.005;
/** How many rows or units a line names one by one: as many as it has room for. */
const NAMED = [3, 2, 1];

/** How a run is doing in one line: the one that names most, if it fits. */
export function verdictLine(verdict: Verdict): string {
  const lines = NAMED.map((named) => lineOf(verdict, named));
  const line = lines.find(({ length }) => length <= VERDICT_COLUMNS) ?? (lines.at(-1) as string);
  return line.length <= VERDICT_COLUMNS ? line : `${line.slice(0, VERDICT_COLUMNS - 3)}...`;
}

function lineOf({ kind, since, facts, causes }: Verdict, named: number): string {
  const [cause] = causes;
  if (facts === undefined) return kind === 'untrained' ? UNTRAINED : 'learning: changed, and not run since';
  const value = valueOfMisses(facts);
  switch (kind) {
    case 'untrained':
      return UNTRAINED;
    case 'learning':
      if (cause?.kind === 'smallSteps') return `learning slowly: alpha ${plain(cause.alpha)} takes small steps`;
      return facts.wrong === 0
        ? `learning: every prediction within ${facts.margin} just now`
        : `learning: ${counted(facts)} still off by more than ${facts.margin}`;
    case 'solved':
      return facts.wrong === 0
        ? `solved since ${formatCount(since)}: every prediction within ${facts.margin}`
        : `solved since ${formatCount(since)}, but ${counted(facts)} off now`;
    case 'stuck':
      if (facts.wrong === 0) return `stuck until now: every prediction within ${facts.margin}`;
      return `stuck${value === undefined ? '' : `, says ${value}`}: ${cause === undefined ? `${counted(facts)} off` : causeBriefly(cause, named)}`;
    case 'saturated':
      if (facts.wrong === 0) return `saturated until now: every prediction within ${facts.margin}`;
      if (cause !== undefined && cause.kind !== 'flatOutputs') return `saturated: ${causeBriefly(cause, named)}`;
      return cause === undefined || cause.activation === 'sigmoid' || cause.activation === 'softmax'
        ? `saturated: ${counted(facts)} sure but wrong, slope near 0`
        : `saturated: ${counted(facts)} wrong, slope near 0`;
    case 'oscillating': {
      const who = cause?.kind === 'chance' ? 'chance' : 'each update';
      return `oscillating: ${who} moves predictions by ${swingOf(facts)}`;
    }
    case 'diverged':
      return `diverged: ${cause?.kind === 'notFinite' ? `the next ${cause.name}` : 'the error'} would be no finite number`;
  }
}

/** `0.42`, and of what is beyond measure as short: `3e+272`. */
function swingOf({ swing }: VerdictFacts): string {
  return swing < 1e6 ? swing.toFixed(2) : swing.toExponential(0);
}

/** `0.500` where all that is wrong predicts the same. */
function valueOfMisses({ misses }: VerdictFacts): string | undefined {
  const values = misses.map(({ prediction }) => prediction);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return high - low < SAME_VALUE ? ((low + high) / 2).toFixed(3) : undefined;
}

/** `8 of 40` */
export function counted({ wrong, predictions }: VerdictFacts): string {
  return `${formatCount(wrong)} of ${formatCount(predictions)}`;
}
