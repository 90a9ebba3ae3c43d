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
const GAP = 2;

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
}

function widthsOf(variables: readonly VariableView[], theme: Theme, room: number): Widths {
  const widest = (part: keyof Widths): number =>
    Math.min(WIDEST[part], Math.max(0, ...variables.map((own) => widthOf(shownText(own[part], theme)))));
  const [name, type, shape] = [widest('name'), widest('type'), widest('shape')];
  // A value needs some columns; the type is the first to go.
  const hasType = room - name - type - shape - 3 * GAP >= WIDEST.type;
  return { name, type: hasType ? type : 0, shape };
}

function drawVariable(variable: VariableView, { name, type, shape }: Widths, room: number, theme: Theme): Line {
  const { styles, glyphs } = theme;
  const cell = (text: string, width: number): string =>
    width === 0 ? '' : padEnd(truncate(shownText(text, theme), width, glyphs.ellipsis), width + GAP);
  const head: Line = [
    span(cell(variable.name, name)),
    span(cell(variable.type, type), styles.quiet),
    span(cell(ownText(variable.shape, theme), shape), styles.quiet),
  ];
  const left = room - (name + GAP) - (type === 0 ? 0 : type + GAP) - (shape === 0 ? 0 : shape + GAP);
  const value = truncate(ownText(variable.value, theme), Math.max(0, left), glyphs.ellipsis);
  return fitLine([...head, span(value)], room);
}
