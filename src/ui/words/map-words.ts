import { counted } from '../../language/wording.ts';
import type { RunLook, RunResult, SweepFacts, VerdictKind } from '../../worker/protocol.ts';
import { axisName } from '../model/cell-names.ts';
import { lookAt, type SweepState } from '../model/sweep.ts';
import { formatCount, formatTyped } from '../text/numbers.ts';
import type { Style } from '../theme/style.ts';
import type { Styles, Theme } from '../theme/theme.ts';

/* The words, glyphs and styles of the cells of a map. */

/** The state of a cell: a verdict, one that was bad and is solved later, no verdict, or no result yet. */
export type CellKind = VerdictKind | 'later' | 'none' | 'waiting';

/** In the order of the tables. */
const kinds = {
  solved: { glyph: '●', ascii: '@', words: 'solved', style: 'good' },
  fits: { glyph: '◆', ascii: 'f', words: 'fits', style: 'good' },
  settled: { glyph: '◇', ascii: 's', words: 'settled', style: 'accent' },
  learning: { glyph: '○', ascii: 'o', words: 'learning', style: 'accent' },
  later: { glyph: '+', ascii: '+', words: 'solved later', style: 'positive' },
  plateau: { glyph: '=', ascii: '=', words: 'plateau', style: 'bad' },
  stuck: { glyph: '×', ascii: 'x', words: 'stuck', style: 'bad' },
  saturated: { glyph: '■', ascii: '#', words: 'saturated', style: 'bad' },
  oscillating: { glyph: '~', ascii: '~', words: 'oscillating', style: 'bad' },
  overfitting: { glyph: '%', ascii: '%', words: 'overfitting', style: 'bad' },
  diverged: { glyph: '!', ascii: '!', words: 'diverged', style: 'bad' },
  untrained: { glyph: '?', ascii: '?', words: 'untrained', style: 'quiet' },
  none: { glyph: '-', ascii: '-', words: 'no verdict', style: 'quiet' },
  waiting: { glyph: '·', ascii: '.', words: 'to come', style: 'quiet' },
} as const satisfies Readonly<
  Record<
    CellKind,
    { readonly glyph: string; readonly ascii: string; readonly words: string; readonly style: keyof Styles }
  >
>;

export const cellKinds = Object.keys(kinds) as readonly CellKind[];

/** Verdicts that call a run bad, of which some are solved all the same. */
const BAD: readonly CellKind[] = ['plateau', 'stuck', 'saturated', 'oscillating'];

/** The state of a cell at a look: an index of the looks, or undefined for the end. */
export function kindOfCell(result: RunResult | undefined, look: number | undefined): CellKind {
  if (result === undefined) return 'waiting';
  const { verdict = 'none', solvedAt } = lookAt(result, look);
  const isLater = solvedAt === undefined && result.solvedAt !== undefined && BAD.includes(verdict);
  return isLater ? 'later' : verdict;
}

export function glyphOf(kind: CellKind, { glyphs }: Theme): string {
  return glyphs.halves === undefined ? kinds[kind].ascii : kinds[kind].glyph;
}

export function styleOfKind(kind: CellKind, { styles }: Theme): Style {
  return styles[kinds[kind].style];
}

export function kindWords(kind: CellKind): string {
  return kinds[kind].words;
}

/** A verdict as the state of a run: `stuck`, `on a plateau`. */
function stateWords(kind: VerdictKind): string {
  return kind === 'plateau' ? 'on a plateau' : kind;
}

/** The settings that all runs share, as the axes of one value have them: `hidden 2, iterations 30000`. */
export function sharedWords({ axes }: SweepFacts): string {
  return axes.flatMap(({ name, values }) => (values.length === 1 ? [`${axisName(name)} ${values[0]}`] : [])).join(', ');
}

/** `at the end, after 60,000 iterations`, `at iteration 6,000 of 60,000` */
export function lookWords(facts: SweepFacts, look: number | undefined): string {
  const iteration = iterationOf(facts, look);
  return iteration === undefined
    ? `at the end, after ${counted(facts.iterations, 'iteration')}`
    : `at iteration ${formatCount(iteration)} of ${formatCount(facts.iterations)}`;
}

/** `at 6,000`, `at the end` */
export function briefLook(facts: SweepFacts, look: number | undefined): string {
  const iteration = iterationOf(facts, look);
  return iteration === undefined ? 'at the end' : `at ${formatCount(iteration)}`;
}

/** The completed iterations of a look; undefined for the end of the runs. */
function iterationOf({ looks }: SweepFacts, look: number | undefined): number | undefined {
  return look === undefined ? undefined : looks[look];
}

/** `143 of 250 runs, paused` */
export function progressWords({ found, cells, state }: Pick<SweepState, 'found' | 'cells' | 'state'>): string {
  const states = { running: '', held: ', paused', cancelled: ', ended early', done: '', failed: ', failed' };
  return `${formatCount(found)} of ${counted(cells.length, 'run')}${states[state]}`;
}

/** The lines about a run: its state at a look, and its end where that comes later. */
export function cellWords(
  result: RunResult | undefined,
  look: number | undefined,
  unit: string | undefined,
): readonly string[] {
  if (result === undefined) return ['not trained yet'];
  const state = lookAt(result, look);
  const errorText = (error: number | undefined): string =>
    error === undefined ? '' : `, error ${formatTyped(error)}${unit === undefined ? '' : ` ${unit}`}`;
  const verdictText = ({ verdict, since, solvedAt }: RunLook): string => {
    if (solvedAt !== undefined) return `solved since ${formatCount(solvedAt)}`;
    if (verdict === undefined) return 'no verdict';
    const isSince = since !== undefined && since > 0 && verdict !== 'learning' && verdict !== 'diverged';
    return isSince ? `${stateWords(verdict)} since ${formatCount(since)}` : stateWords(verdict);
  };
  const line = `${verdictText(state)}${errorText(state.error)} after ${counted(state.iteration, 'iteration')}`;
  if (result.iteration <= state.iteration) return [line];
  return [line, `at the end: ${verdictText(result)}${errorText(result.error)}`];
}

/** The sentence about a combination: `58 of 100 are on a plateau at iteration 20,000; 24 of these are solved later`. */
export function censusWords(
  facts: SweepFacts,
  results: readonly (RunResult | undefined)[],
  look: number | undefined,
): readonly string[] {
  const own = results.flatMap((result) => result ?? []);
  if (own.length === 0) return [];
  const states = own.map((result) => kindOfCell(result, look));
  const asked = iterationOf(facts, look);
  // Shorter runs are as they have ended.
  const iteration = own.every((result) => result.iteration < (asked ?? 0)) ? undefined : asked;
  const where = iteration === undefined ? 'at the end' : `at iteration ${formatCount(iteration)}`;
  const of = (amount: number): string => `${formatCount(amount)} of ${formatCount(own.length)}`;
  const solved = states.filter((kind) => kind === 'solved').length;
  const bad = own.filter((result) => {
    const { verdict, solvedAt } = lookAt(result, look);
    return solvedAt === undefined && verdict !== undefined && BAD.includes(verdict);
  });
  const later = states.filter((kind) => kind === 'later').length;
  const lines = [`${of(solved)} ${solved === 1 ? 'is' : 'are'} solved ${where}`];
  if (bad.length > 0) {
    const names = [...new Set(bad.map((result) => stateWords(lookAt(result, look).verdict as VerdictKind)))].join(
      ' or ',
    );
    const rest =
      iteration === undefined
        ? ''
        : `; ${later === 0 ? 'none' : formatCount(later)} of these ${later === 1 ? 'is' : 'are'} solved later`;
    lines.push(`${of(bad.length)} ${bad.length === 1 ? 'is' : 'are'} ${names} ${where}${rest}`);
  }
  return lines;
}
