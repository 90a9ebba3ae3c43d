/* The sentences about a check and about a solved level: the same on the screen, for a screen reader, and for a file. */
import { BLANK } from '../../learn/rebuild/blanks.ts';
import type { LevelName } from '../../learn/rebuild/level-names.ts';
import type { StageName } from '../../learn/rebuild/report.ts';
import { isMistakeShown, ownLines, type RebuildModel } from './model.ts';

export const stageTitles: Readonly<Record<StageName, string>> = {
  syntax: 'syntax',
  shapes: 'shapes',
  values: 'values',
  updates: 'updates',
  iterations: '1,000 iterations',
  digits: 'digits',
};

export const levelTitles: Readonly<Record<LevelName, string>> = {
  gap: 'fill the gaps',
  order: 'put in order',
  faded: 'order, gaps and wrong lines',
  labels: 'labels and shapes only',
  nothing: 'from nothing',
};

export const RIGHT = 'Right: these numbers are those of the network.';

export const STILL_WRONG = 'The mistake is still there, or there is another one.';

/** `Found and fixed. It was half of the slope.`; undefined for a level that is not a bug hunt. */
export function fixedText(model: RebuildModel): string | undefined {
  const { hunt } = model.level;
  const how = isMistakeShown(model) ? 'Fixed, after the marks were shown.' : 'Found and fixed.';
  return hunt && `${how} It was ${hunt.title}.`;
}

/** `5 lines, no hint, 1 min 1 s`; `4 blanks, …` where only blanks were to be filled. */
export function solvedText(model: RebuildModel): string {
  const { hintsUsed, took, level } = model;
  const isGap = level.task.level === 'gap';
  const count = isGap
    ? level.start.reduce((sum, line) => sum + line.split(BLANK).length - 1, 0)
    : ownLines(model).filter((line) => line.trim() !== '' && !line.trim().startsWith('#')).length;
  const hints = hintsUsed === 0 ? 'no hint' : hintsUsed === 1 ? '1 hint' : `${hintsUsed} hints`;
  const time = took === undefined ? '' : `, ${timeText(took)}`;
  return `${count} ${isGap ? 'blank' : 'line'}${count === 1 ? '' : 's'}, ${hints}${time}`;
}

/** `31 keys in 25 s; the fewest known are 24` */
export function keysText({ keys, fewest, took }: Pick<RebuildModel, 'keys' | 'fewest' | 'took'>): string {
  const time = took === undefined ? '' : ` in ${timeText(took)}`;
  const own = `${keys} key${keys === 1 ? '' : 's'}${time}`;
  if (fewest === undefined) return own;
  return keys < fewest ? `${own}: fewer than the ${fewest} known before` : `${own}; the fewest known are ${fewest}`;
}

function timeText(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** The shapes of the names in the line of the cursor: `l1 4×4, syn1 4×1`. */
export function shapesText({ report, editor, order }: RebuildModel): string {
  const line = order === undefined ? (editor.lines[editor.row] ?? '') : (order.rows[order.chosen]?.text ?? '');
  const names = [...new Set(line.split('#')[0]?.match(/[A-Za-z_]\w*/g) ?? [])];
  return names
    .flatMap((name) => (report?.shapes[name] === undefined ? [] : [`${name} ${report.shapes[name]}`]))
    .join(', ');
}
