import { caretLines } from '../../program/parse-fault.ts';
import { type Binding, bindingOf, bindings, footerKeys } from '../keys/bindings.ts';
import type { Fault, Notice } from '../model/model.ts';
import { type Question, questionWords } from '../model/question.ts';
import { type Frame, type Line, span, truncate, widthOf, wrap } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';

export interface FooterProps {
  readonly notice: Notice | undefined;
  /** Why the training thread is gone. */
  readonly failure: string | undefined;
  /** An open question. */
  readonly prompt?: PromptProps | undefined;
}

export interface PromptProps {
  readonly question: Question;
  readonly typed: string;
  readonly fault: Fault | undefined;
}

const FAILED = 'the training thread failed: ';
const WAY_OUT = ' (R starts a new one)';

/**
 * What has failed, an open question, or what there is to say; or else as many keys as fit, the most needed first. One
 * line, but for a question that was answered wrongly: then carets and words follow it.
 */
export function drawFooter({ notice, failure, prompt }: FooterProps, columns: number, theme: Theme): Frame {
  const { styles, glyphs } = theme;
  const cut = (text: string, width: number): string => truncate(text, width, glyphs.ellipsis);
  if (failure !== undefined) {
    const reason = cut(failure, columns - 2 - widthOf(FAILED) - widthOf(WAY_OUT));
    return [[span(` ${FAILED}${reason}${WAY_OUT}`, styles.bad)]];
  }
  if (prompt !== undefined) return drawPrompt(prompt, columns, theme);
  if (notice !== undefined) {
    return [[span(` ${cut(notice.text, columns - 2)}`, notice.kind === 'news' ? styles.accent : styles.bad)]];
  }
  const chosen = keysThatFit(columns);
  return [
    bindings
      .filter((binding) => chosen.has(binding))
      .flatMap((binding) => [span(labelOf(binding), styles.strong), span(`${binding.short} `, styles.quiet)]),
  ];
}

/** The question and what was typed; of a long answer the end. */
function drawPrompt({ question, typed, fault }: PromptProps, columns: number, theme: Theme): Frame {
  const { styles } = theme;
  const { asks, enter } = questionWords(question);
  const start = ` ${asks} `;
  const hint = `   enter ${enter}, esc leaves`;
  const room = Math.max(1, columns - widthOf(start) - 2);
  const hidden = Math.max(0, [...typed].length - room);
  const shown = [...typed].slice(hidden).join('');
  const left = columns - widthOf(start) - widthOf(shown) - 1 - widthOf(hint);
  const line: Line = [
    span(start, styles.strong),
    span(shown),
    span('_', styles.accent),
    ...(left >= 0 ? [span(hint, styles.quiet)] : []),
  ];
  if (fault === undefined) return [line];
  const [, carets] = caretLines(shown, { ...fault, offset: Math.max(0, fault.offset - hidden) });
  return [
    line,
    [span(' '.repeat(widthOf(start))), span(carets, styles.bad)],
    ...faultWords(fault.message, columns, theme),
  ];
}

/** What is wrong, on one line or two. */
function faultWords(message: string, columns: number, { styles, glyphs }: Theme): Frame {
  const [first = '', ...rest] = wrap(message, columns - 2);
  const second = rest.length === 0 ? [] : [truncate(rest.join(' '), columns - 2, glyphs.ellipsis)];
  return [first, ...second].map((text) => [span(` ${text}`, styles.bad)]);
}

/** Rows that the footer needs for a question. */
export function promptRows({ fault }: PromptProps, columns: number): number {
  return fault === undefined ? 1 : 2 + Math.min(2, wrap(fault.message, columns - 2).length);
}

/** The most needed keys for which there is room; shown in the order of the table. */
function keysThatFit(columns: number): ReadonlySet<Binding> {
  const chosen = new Set<Binding>();
  let used = 0;
  for (const key of footerKeys) {
    const binding = bindingOf(key);
    if (binding === undefined) continue;
    const width = widthOf(labelOf(binding)) + widthOf(binding.short) + 1;
    if (used + width > columns) continue;
    chosen.add(binding);
    used += width;
  }
  return chosen;
}

function labelOf({ keys }: Binding): string {
  return ` ${keys[0]} `;
}
