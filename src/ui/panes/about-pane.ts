import { type Frame, type Line, type Span, span, truncate, widthOf } from '../text/line.ts';
import type { Glyphs } from '../theme/glyphs.ts';
import { unicode } from '../theme/glyphs.ts';
import type { Theme } from '../theme/theme.ts';
import { isWatchSentence, sentencesOf } from '../words/about-words.ts';

/** The description of the scenario, above the footer. `brief`: on few lines, the sentence about what to watch for first. */
export interface AboutProps {
  readonly description: string;
  readonly shown: 'brief' | 'whole';
  /** The words before a description that is not about the current run. */
  readonly opening?: string | undefined;
}

/** Lines of a brief text: in a terminal of at least `rows` rows, in a lower one, and of what to watch for in any. */
const BRIEF = { rows: 30, tall: 3, low: 2, most: 3 };

/** The words of the hint, which are not broken. */
const hints = { brief: 'esc hides, d: more', whole: 'esc hides, d shows' };

/** The rows of the description in a terminal of this size. @param most the rows that there are for it. */
export function aboutRows(props: AboutProps, columns: number, rows: number, most: number): number {
  return linesOf(props, columns, rows, most, unicode).length;
}

/** The description, and the keys that hide and show it. */
export function drawAbout(props: AboutProps, columns: number, rows: number, most: number, theme: Theme): Frame {
  const { styles, glyphs } = theme;
  return linesOf(props, columns, rows, most, glyphs).map(
    (words): Line => [
      span(' '),
      ...words.map(({ text, kind }): Span => span(text, kind === 'watch' ? undefined : styles.quiet)),
    ],
  );
}

interface Word {
  readonly text: string;
  readonly kind: 'watch' | 'other' | 'hint';
}

function linesOf(
  { description, shown, opening: words }: AboutProps,
  columns: number,
  rows: number,
  most: number,
  { ellipsis }: Glyphs,
): readonly (readonly Word[])[] {
  const room = columns - 2;
  const limit = Math.min(most, shown === 'whole' ? most : rows < BRIEF.rows ? BRIEF.low : BRIEF.tall);
  const sentences = sentencesOf(description);
  const opening = words === undefined ? [] : wordsOf([words]);
  const whole = wrapped([...opening, ...wordsOf(sentences), { text: hints.whole, kind: 'hint' }], room);
  if (whole.length <= limit) return whole;
  const hint: Word = { text: shown === 'brief' ? hints.brief : hints.whole, kind: 'hint' };
  const watch = shown === 'brief' ? sentences.filter(isWatchSentence) : [];
  const short = wrapped([...opening, ...wordsOf(watch.length > 0 ? watch : sentences), hint], room);
  const allowed = shown === 'brief' ? Math.min(most, BRIEF.most) : limit;
  return short.length <= allowed ? short : cut(short, allowed, hint, room, ellipsis);
}

function wordsOf(sentences: readonly string[]): readonly Word[] {
  return sentences.flatMap((sentence) => {
    const kind = isWatchSentence(sentence) ? 'watch' : 'other';
    return sentence.split(' ').map((text): Word => ({ text, kind }));
  });
}

/** Words on lines of at most `room` columns, with a space between two of them; a longer word is cut by the frame. */
function wrapped(words: readonly Word[], room: number): readonly (readonly Word[])[] {
  const lines: Word[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const word of words) {
    // The hint stands apart from the text.
    const gap = word.kind === 'hint' ? '  ' : ' ';
    const width = gap.length + widthOf(word.text);
    if (used + width > room) {
      lines.push([word]);
      used = widthOf(word.text);
    } else {
      lines.at(-1)?.push({ ...word, text: gap + word.text });
      used += width;
    }
  }
  return lines;
}

/** The first lines, the last of which ends with an ellipsis and the hint. */
function cut(
  lines: readonly (readonly Word[])[],
  limit: number,
  hint: Word,
  room: number,
  ellipsis: string,
): readonly (readonly Word[])[] {
  const text = lines
    .slice(limit - 1)
    .flat()
    .filter(({ kind }) => kind !== 'hint');
  const left = text.map(({ text: own }, place) => (place === 0 ? own.trimStart() : ` ${own.trimStart()}`)).join('');
  const shortened = truncate(left, room - widthOf(hint.text) - 2, ellipsis);
  return [
    ...lines.slice(0, limit - 1),
    [
      { text: shortened, kind: text[0]?.kind ?? 'other' },
      { ...hint, text: `  ${hint.text}` },
    ],
  ];
}
