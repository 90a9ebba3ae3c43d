import type { Floats } from '../../language/dtypes.ts';
import { original, type Scaling, type TargetWords } from '../../language/scaling.ts';
import type { Subject } from '../../worker/subject.ts';
import { abbreviate, padStart, type Span, span, widthOf } from '../text/line.ts';
import { formatCount } from '../text/numbers.ts';
import type { Glyphs } from '../theme/glyphs.ts';
import type { Theme } from '../theme/theme.ts';
import { datumForm, datumIn, WIDEST_DATUM } from './datum-text.ts';

type Matrix = Subject['inputs'];

/** Examples and their names, as tables of predictions show them: in own units. */
export interface Table extends Pick<TargetWords, 'targetScaling' | 'targetUnits' | 'classes'> {
  /** Examples × inputs, examples × outputs: the numbers of the program. */
  readonly inputs: Matrix;
  readonly inputScaling?: Scaling | undefined;
  readonly targets: Matrix;
  readonly inputNames: readonly string[];
  readonly targetNames: readonly string[];
  readonly predictionName: string;
  readonly targetName: string;
  /** The shown examples in order; undefined for all in the order of the data. */
  readonly order?: Uint32Array | undefined;
  /** The chosen example, from 0. */
  readonly chosen?: number | undefined;
  /** A row that is no example, below the last one. */
  readonly asked?: AskedProps | undefined;
  /** The first visible input, from 0. */
  readonly firstInput?: number | undefined;
}

/** A row that a person asks about, in the numbers of the program. */
export interface AskedProps {
  readonly inputs: readonly number[];
  /** Undefined before the answer. */
  readonly outputs: Floats | undefined;
  readonly isChosen: boolean;
}

/** The inputs that fit; `earlierInputs` and `moreInputs` for an ellipsis before and after them. */
export interface InputColumns {
  readonly inputs: readonly InputColumn[];
  readonly earlierInputs: boolean;
  readonly moreInputs: boolean;
}

export interface InputColumn {
  readonly index: number;
  readonly name: string;
  readonly width: number;
  /** The decimals of all values; undefined where they differ too much in size for one format. */
  readonly decimals: number | undefined;
}

/** The most columns of a name, where there is room. */
export const WIDEST_NAME = 20;
/** Columns of the pointer before the number of the chosen example. */
export const POINTER = 1;

export function numberWidth({ order, chosen, targets, asked }: Table): number {
  const number = formatCount(targets.rows).length;
  if (chosen !== undefined || asked !== undefined) return POINTER + number;
  return order === undefined ? 0 : number;
}

/** The inputs from the first visible one on that fit `room`, with whole names where there is room, and the columns left. */
export function fitInputs(
  { inputNames, firstInput = 0 }: Table,
  columns: readonly InputColumn[],
  room: number,
): InputColumns & { readonly left: number } {
  const earlierInputs = firstInput > 0;
  let left = room - (earlierInputs ? MORE : 0);
  const fitting: InputColumn[] = [];
  for (const column of columns) {
    if (left < column.width + 2) break;
    fitting.push(column);
    left -= column.width + 1;
  }
  left -= fitting.length > 0 ? 1 : 0;
  const moreInputs = firstInput + fitting.length < inputNames.length && left >= MORE;
  if (moreInputs) left -= MORE;
  const inputs = fitting.map((column): InputColumn => {
    const wish = Math.min(WIDEST_NAME, widthOf(column.name)) - column.width;
    // A part of a longer name is better than a bar, and otherwise no better than its beginning and end.
    if (wish <= 0 || (wish > left && left < ROOM_FOR_BAR)) return column;
    const given = Math.min(wish, left);
    left -= given;
    return { ...column, width: column.width + given };
  });
  return { inputs, earlierInputs, moreInputs, left };
}

/** Columns of the narrowest bar, and of the space before it. */
const ROOM_FOR_BAR = 6;
/** Columns of an ellipsis beside the inputs. */
const MORE = 2;

/** The inputs from the first visible one on until `room` is full, with short names; there may be hundreds of inputs. */
export function inputColumns(
  { inputs, inputNames, inputScaling, firstInput = 0 }: Table,
  room: number,
  theme: Theme,
): readonly InputColumn[] {
  const columns: InputColumn[] = [];
  let used = 0;
  for (let index = firstInput; index < inputNames.length && used <= room; index++) {
    const name = inputNames[index]!;
    const { decimals, datum } = datumForm(inputs, index, inputScaling, theme);
    const width = Math.min(WIDEST_DATUM, Math.max(widthOf(name), datum));
    columns.push({ index, name, width, decimals });
    used += width + 1;
  }
  return columns;
}

/** The input names as one heading; none without inputs. */
export function inputHeading({ inputs, earlierInputs, moreInputs }: InputColumns, glyphs: Glyphs): readonly string[] {
  const names = inputs.map(({ name, width }) => padStart(abbreviate(name, width, glyphs.ellipsis), width)).join(' ');
  if (inputs.length === 0) return [];
  return [`${earlierInputs ? `${glyphs.ellipsis} ` : ''}${names}${moreInputs ? ` ${glyphs.ellipsis}` : ''}`];
}

/** The inputs of an example as one text; blank for no example. */
export function inputCells(
  { inputs, inputScaling }: Table,
  columns: InputColumns,
  example: number | undefined,
  theme: Theme,
): readonly string[] {
  const cells = columns.inputs.map(({ index, width, decimals }) => {
    if (example === undefined) return padStart('', width);
    return datumIn(
      width,
      original(inputs.data[example * inputs.columns + index]!, index, inputScaling),
      theme,
      decimals,
    );
  });
  if (cells.length === 0) return [];
  return [`${columns.earlierInputs ? '  ' : ''}${cells.join(' ')}${columns.moreInputs ? '  ' : ''}`];
}

/** The number of an example from 1, with a pointer at the chosen one; blank for no example. */
export function numberCell({ chosen }: Table, width: number, example: number | undefined, theme: Theme): Span {
  if (example === undefined) return span(padStart('', width));
  const { glyphs, styles } = theme;
  const number = formatCount(example + 1);
  if (example !== chosen) return span(padStart(number, width), styles.quiet);
  return span(glyphs.pointer + padStart(number, width - 1), styles.accent);
}
