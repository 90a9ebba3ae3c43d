import { hasBlank } from '../../learn/rebuild/blanks.ts';
import type { Fault, Report } from '../../learn/rebuild/report.ts';
import { plainText } from '../../scenario/plain-text.ts';
import { glyphOf, markOfState, styleOfMark } from '../../ui/rebuild/marks.ts';
import { RIGHT, stageTitles } from '../../ui/rebuild/words.ts';
import { truncate, widthOf, wrap } from '../../ui/text/line.ts';
import { shownLine, spacesSaid } from '../../ui/text/python.ts';
import { paint } from '../../ui/theme/style.ts';
import type { Theme } from '../../ui/theme/theme.ts';

/* A report on a file, as lines: marks beside its lines, the first ✗, and the stages of the check. */

export function reportLines(
  title: string,
  text: string,
  report: Report,
  theme: Theme,
  width: number,
): readonly string[] {
  const { depth, styles } = theme;
  const lines = text.replace(/\n$/, '').split('\n');
  const digits = String(lines.length).length;
  const shown = lines.flatMap((line, i) => {
    const mark = report.marks[i];
    const isMarked = mark !== undefined && mark.sentence !== '';
    const glyph = isMarked ? paint(glyphOf(mark.mark, theme), styleOfMark(mark.mark, theme), depth) : ' ';
    const number = paint(String(i + 1).padStart(digits), styles.quiet, depth);
    const room = width - digits - 4;
    const own = truncate(shownLine(line), room, theme.glyphs.ellipsis);
    const code = isMarked || report.fault?.line === i + 1 ? own : paint(own, styles.quiet, depth);
    const caret = report.fault?.line === i + 1 ? caretLine(line, report.fault, digits + 4, width) : undefined;
    if (caret !== undefined) return [`${glyph} ${number}  ${code}`, paint(caret, styles.bad, depth)];
    return [`${glyph} ${number}  ${code}`];
  });
  return [
    '',
    paint(title, styles.strong, depth),
    '',
    ...shown,
    '',
    ...endLines(report, theme, width),
    stageLine(report, theme),
  ];
}

/** Carets below the place of a fault; none where it is out of sight, and in a line with a blank, which is checked as if it were filled. */
function caretLine(line: string, { column, length }: Fault, left: number, width: number): string | undefined {
  if (column === undefined || hasBlank(line)) return undefined;
  const before = left + widthOf(shownLine(line.slice(0, column - 1)));
  if (before >= width) return undefined;
  return ' '.repeat(before) + '^'.repeat(Math.max(1, Math.min(length, width - before)));
}

function endLines(
  { fault, missing, remark, solved }: Report,
  { depth, styles }: Theme,
  width: number,
): readonly string[] {
  const block = (head: string, text: string): readonly string[] =>
    wrap(plainText(text), width - 11).map((line, i) => `${(i === 0 ? head : '').padEnd(11)}${line}`);
  if (fault !== undefined) {
    const place = fault.line === undefined ? '' : `line ${fault.line}`;
    const [first = '', ...rest] = block(place, fault.sentence);
    return [
      paint(first.slice(0, 11), styles.bad, depth) + first.slice(11),
      ...rest,
      ...(fault.is === undefined ? [] : block('here', fault.is)),
      ...(fault.shouldBe === undefined ? [] : block('should be', fault.shouldBe)),
    ];
  }
  if (missing !== undefined) return block('not yet', missing.sentence);
  return [
    ...(solved ? [paint(RIGHT, styles.good, depth)] : []),
    ...(remark === undefined ? [] : wrap(plainText(remark), width)),
  ];
}

/** `syntax ✓  shapes ✓  values ✗  …` */
function stageLine({ stages }: Report, theme: Theme): string {
  const painted = (mark: ReturnType<typeof markOfState>): string =>
    paint(glyphOf(mark, theme), styleOfMark(mark, theme), theme.depth);
  return stages.map(({ name, state }) => `${stageTitles[name]} ${painted(markOfState(state))}`).join('  ');
}

/** The same for a screen reader: one sentence a line, without columns. */
export function reportSentences(
  text: string,
  { marks, fault, missing, remark, solved, stages }: Report,
): readonly string[] {
  const lines = text.split('\n');
  const marked = marks
    .filter(({ sentence, line }) => sentence !== '' && (lines[line - 1] ?? '').trim() !== '')
    .map(
      ({ line, mark, sentence }) =>
        `Line ${line}${spacesSaid(shownLine(lines[line - 1] ?? ''))}, ${mark}: ${plainText((lines[line - 1] ?? '').trim())}. ${plainText(sentence)}`,
    );
  const end =
    fault !== undefined
      ? [
          `First fault${fault.line === undefined ? '' : `, line ${fault.line}`}: ${plainText(fault.sentence)}`,
          ...[fault.is, fault.shouldBe && `It should be ${fault.shouldBe}`]
            .filter((part) => part !== undefined)
            .map(plainText),
        ]
      : missing !== undefined
        ? [`Not finished: ${plainText(missing.sentence)}`]
        : solved
          ? [RIGHT]
          : [];
  const passed = stages
    .filter(({ state }) => state === 'passed')
    .map(({ name, sentence }) => `Passed, ${stageTitles[name]}: ${plainText(sentence)}.`);
  return [...marked, ...passed, ...end, ...(remark === undefined ? [] : [plainText(remark)])];
}
