/* Values and prints of a script as short texts for the screen. They hold no control characters. */
import { plainText } from '../scenario/plain-text.ts';
import { type Assigned, type Gist, gistOf } from '../script/debug/line-values.ts';
import type { CallView, ScriptRun } from '../script/machine/script-run.ts';
import type { Value } from '../script/machine/values.ts';
import { MOST_OUTPUT_LINES, type OutputView, type ScriptView, type VariableView } from './protocol-script.ts';

/** The most variables in a snapshot. */
const MOST_VARIABLES = 300;
/** The longest text of a value, and of a line of output. */
const MOST_TEXT = 60;
const MOST_LINE = 1000;

/** Significant digits of a number, and of the same number where its pane is narrow. */
const DIGITS = 4;
const FEWER = { beside: [2], variable: [2, 1] };

/** A number with at most `digits` digits after rounding; whole numbers are written in full. */
export function shortNumber(value: number, isWhole = false, digits = DIGITS): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '−inf' : 'inf';
  const text = isWhole && Number.isSafeInteger(value) ? String(value) : String(Number(value.toPrecision(digits)));
  return text.replaceAll('-', '−');
}

/** The shape of an array, the length of a list; empty for a single value. */
export function shapeText({ shape, length }: Gist): string {
  if (shape !== undefined) return shape.length === 0 ? '' : shape.join('×');
  return length === undefined ? '' : String(length);
}

/** A single value, or the range of an array; empty where there is neither. */
export function valueText(
  { single, range, isWhole = false, hasNan = false, shape }: Gist,
  digits: number = DIGITS,
): string {
  if (single !== undefined) {
    if (single === null) return 'None';
    if (typeof single === 'boolean') return single ? 'True' : 'False';
    return typeof single === 'number' ? shortNumber(single, isWhole, digits) : quoted(single);
  }
  if (range === undefined) return shape !== undefined && hasNan ? 'nan' : '';
  const [least, most] = range.map((end) => shortNumber(end, isWhole, digits));
  return `${least === most ? least : `${least} … ${most}`}${hasNan ? ' and nan' : ''}`;
}

function quoted(text: string): string {
  const plain = plainText(text);
  return plain.length > MOST_TEXT - 2 ? `'${plain.slice(0, MOST_TEXT - 3)}…'` : `'${plain}'`;
}

/** A text, and shorter ones with fewer digits, where there are any. */
function formsOf(
  fewerDigits: readonly number[],
  format: (digits: number) => string,
): { readonly text: string; readonly shorter?: readonly string[] } {
  const [text = '', ...fewer] = [DIGITS, ...fewerDigits].map(format);
  const shorter = fewer.filter((form, index) => form.length < (fewer[index - 1] ?? text).length);
  return shorter.length === 0 ? { text } : { text, shorter };
}

/** The values beside a line, as the screen shows them. */
export function valueView(line: number, assigned: readonly Assigned[]): ScriptView['values'][number] {
  return { line, ...formsOf(FEWER.beside, (digits) => assignedText(assigned, digits)) };
}

/** The values that a line has assigned: `l1 4×3: 0.02 … 0.97`. */
function assignedText(assigned: readonly Assigned[], digits: number): string {
  return assigned
    .map(({ name, value }) => {
      const [shape, text] = [shapeText(value), valueText(value, digits)];
      const isPart = value.single === undefined;
      if (!isPart) return `${plainText(name)} = ${text}`;
      const what = shape === '' ? value.type : shape;
      return text === ''
        ? `${plainText(name)}: ${value.type} ${shape}`.trimEnd()
        : `${plainText(name)} ${what}: ${text}`;
    })
    .join(', ');
}

/** The types whose values are parts of the program, not data. */
const PROGRAM = new Set(['module', 'function', 'type', 'builtin_function_or_method', 'method', 'property']);

/** The variables of the innermost call, then the global ones. */
export function variableViews(run: ScriptRun): readonly VariableView[] {
  const [inner] = run.calls;
  const views: VariableView[] = [];
  const add = (call: string | undefined, variables: CallView['variables'] | ReadonlyMap<string, Value>): void => {
    for (const [name, value] of variables) {
      if (views.length >= MOST_VARIABLES) return;
      if (/^__\w+__$/.test(name)) continue;
      const gist = gistOf(value);
      if (PROGRAM.has(gist.type)) continue;
      const { type } = gist;
      const { text, ...rest } = formsOf(FEWER.variable, (digits) => valueText(gist, digits));
      views.push({
        name: plainText(name),
        call,
        type: plainText(type),
        shape: shapeText(gist),
        value: text,
        ...rest,
      });
    }
  };
  if (inner !== undefined && inner.name !== '<module>') add(plainText(inner.name), inner.variables);
  add(undefined, run.globals);
  return views;
}

/** Text that is looked at for the last lines. */
const MOST_TAIL = 200_000;
/** Text between two counts of lines that are kept. */
const COUNT_EVERY = 65_536;

/** The last lines that a script has printed, and their numbers. It counts only what was printed since the last call. */
export class OutputTail {
  readonly #counts: { readonly at: number; readonly lines: number }[] = [{ at: 0, lines: 0 }];

  view({ state: { output } }: ScriptRun): OutputView {
    const { length } = output;
    while (this.#counts.length > 1 && (this.#counts.at(-1) as { at: number }).at > length) this.#counts.pop();
    const last = this.#counts.at(-1) as { at: number; lines: number };
    const ends = last.lines + lineEndsIn(output.since(last.at));
    if (length - last.at > COUNT_EVERY) this.#counts.push({ at: length, lines: ends });
    const from = Math.max(output.from, length - MOST_TAIL);
    const all = output.since(from).split('\n');
    const isWhole = all.at(-1) === '';
    if (isWhole) all.pop();
    const lines = all.slice(-MOST_OUTPUT_LINES).map(outputLine);
    const count = ends + (isWhole || all.length === 0 ? 0 : 1);
    return { lines, first: count - lines.length + 1, count };
  }

  /** The last line while it has no end: the prompt of `input`. */
  openLine({ state: { output } }: ScriptRun): string {
    const tail = output.since(Math.max(output.from, output.length - MOST_TAIL));
    return outputLine(tail.slice(tail.lastIndexOf('\n') + 1));
  }
}

function lineEndsIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** A line as a terminal would leave it: what follows a carriage return replaces what was before it. */
function outputLine(line: string): string {
  const shown = line.replace(/\r+$/, '').split('\r').at(-1) as string;
  return plainText(shown.slice(0, MOST_LINE)) + (shown.length > MOST_LINE ? '…' : '');
}

/** A text of several lines without control characters. */
export function plainLines(text: string): string {
  return text.split('\n').map(plainText).join('\n');
}
