import type { VariableView } from '../../worker/protocol.ts';
import { type Frame, fitLine, type Line, padEnd, span, truncate, widthOf } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { BORDER, box, scrollBox } from './box.ts';
import { ownText, shownText } from './output-pane.ts';

export interface VariablesProps {
  /** Those of the innermost call, then the global ones. */
  readonly variables: readonly VariableView[];
  /** True while the script runs: no variables are sent. */
  readonly isRunning: boolean;
  readonly first: number;
  readonly focused: boolean;
}

/** A row of the pane: a variable, or the name of the call that the next ones belong to. */
type VariableRow = { readonly heading: string } | { readonly variable: VariableView };

export function variableRows(variables: readonly VariableView[]): readonly VariableRow[] {
  const hasCall = variables.some(({ call }) => call !== undefined);
  return variables.flatMap((variable, index): readonly VariableRow[] => {
    const isFirst = index === 0 || variables[index - 1]?.call !== variable.call;
    const heading = variable.call === undefined ? 'global' : `in ${variable.call}`;
    return hasCall && isFirst ? [{ heading }, { variable }] : [{ variable }];
  });
}

/** Columns of the names and of types and shapes, at most. */
const WIDEST = { name: 18, type: 16, shape: 11 };
/** Columns between two parts, and where a value would not fit. */
const GAP = 2;
const NARROW_GAP = 1;

/** The variables of a script: name, type, shape, and value or range. */
export function drawVariables(props: VariablesProps, size: Size, theme: Theme): Frame {
  const { variables, isRunning, first, focused } = props;
  const details = ['name, type, shape, value or range'];
  const room = size.columns - BORDER.columns;
  const nothing = isRunning ? 'pause shows the variables' : 'no variable yet';
  const widths = widthsOf(variables, theme, room);
  const text = { title: 'variables', details, focused };
  if (variables.length === 0) return box(text, size, [[span(nothing, theme.styles.quiet)]], theme);
  const rows = variableRows(variables);
  const content = rows.map((row) =>
    'heading' in row
      ? [span(shownText(row.heading, theme), theme.styles.quiet)]
      : drawVariable(row.variable, widths, room, theme),
  );
  const owners = rows.map((row) => ('heading' in row ? undefined : variables.indexOf(row.variable)));
  return scrollBox(text, size, content, first, theme, {}, owners);
}

interface Widths {
  readonly name: number;
  /** 0 where there is no room. */
  readonly type: number;
  readonly shape: number;
  readonly gap: number;
}

function widthsOf(variables: readonly VariableView[], theme: Theme, room: number): Widths {
  const widest = (part: keyof typeof WIDEST): number =>
    Math.min(WIDEST[part], Math.max(0, ...variables.map((own) => widthOf(shownText(own[part], theme)))));
  const [name, type, shape] = [widest('name'), widest('type'), widest('shape')];
  // A value needs some columns; the type is the first to go.
  const hasType = room - name - type - shape - 3 * GAP >= WIDEST.type;
  const widths = { name, type: hasType ? type : 0, shape, gap: GAP };
  const left = valueRoom(widths, room);
  const isTight = variables.some((own) => formsOf(own, theme).every((form) => widthOf(form) > left));
  return isTight ? { ...widths, gap: NARROW_GAP } : widths;
}

/** Columns that remain for a value. */
function valueRoom({ name, type, shape, gap }: Widths, room: number): number {
  return Math.max(0, room - [name, type, shape].reduce((sum, width) => sum + (width === 0 ? 0 : width + gap), 0));
}

/** A value, and the same with fewer digits. */
function formsOf({ value, shorter = [] }: VariableView, theme: Theme): readonly string[] {
  return [value, ...shorter].map((form) => ownText(form, theme));
}

function drawVariable(variable: VariableView, widths: Widths, room: number, theme: Theme): Line {
  const { styles, glyphs } = theme;
  const cell = (text: string, width: number): string =>
    width === 0 ? '' : padEnd(truncate(shownText(text, theme), width, glyphs.ellipsis), width + widths.gap);
  const head: Line = [
    span(cell(variable.name, widths.name)),
    span(cell(variable.type, widths.type), styles.quiet),
    span(cell(ownText(variable.shape, theme), widths.shape), styles.quiet),
  ];
  const left = valueRoom(widths, room);
  const forms = formsOf(variable, theme);
  const value = forms.find((form) => widthOf(form) <= left) ?? truncate(forms[0] ?? '', left, glyphs.ellipsis);
  return fitLine([...head, span(value)], room);
}
