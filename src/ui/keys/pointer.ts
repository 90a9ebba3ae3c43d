import { parameters } from '../../language/program.ts';
import { axisOf } from '../charts/error-chart.ts';
import { iterationAt } from '../charts/iteration-axis.ts';
import type { MouseEvent } from '../keyboard/events.ts';
import type { Message } from '../model/message.ts';
import type { Model } from '../model/model.ts';
import { footerMessages, layoutOf } from '../model/pane-space.ts';
import { scriptOf } from '../model/script.ts';
import { firstVisible, sourceLines, visibleRows } from '../model/script-rows.ts';
import { exampleNear } from '../panes/boundary-pane.ts';
import { BORDER } from '../panes/box.ts';
import { chartOf, plotColumnsOf, plotStart } from '../panes/error-pane.ts';
import { footerKeyAt } from '../panes/footer-pane.ts';
import { numberColumns } from '../panes/source-pane.ts';
import { weightAt } from '../panes/weights-pane.ts';
import { widthOf } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';
import { boundaryProps } from '../views/boundary-props.ts';
import { unitInNetwork } from '../views/example-view.ts';
import type { Layout, PaneName, Rectangle } from '../views/layout.ts';
import { errorProps, weightsProps } from '../views/panes-props.ts';
import { targetInView, view } from '../views/view.ts';
import { footerOf } from './bindings.ts';
import { type FooterKey, mapSign, panesFooter } from './footer.ts';
import { interpretKey } from './interpret.ts';

/*
 * The meaning of the mouse: a pure function of the model, the layout and the cell under the pointer. A key does everything that it does.
 */

/** The message that a report of the mouse means; undefined where it means nothing. */
export function interpretMouse(model: Model, event: MouseEvent, theme: Theme): Message | undefined {
  const layout = layoutOf(model);
  if (layout === undefined || model.view.kind === 'prompt') return undefined;
  switch (event.action) {
    case 'release':
      return model.chart.isHeld ? { type: 'pointed', at: { kind: 'release' } } : undefined;
    case 'drag':
      return drag(model, event, layout);
    case 'press':
      return press(model, event, layout, theme);
    case 'wheelUp':
      return wheel(model, event, layout, -1);
    case 'wheelDown':
      return wheel(model, event, layout, 1);
  }
}

/** A press on a word of the footer is its key; one in a pane focuses it, and chooses what is under the pointer. */
function press(model: Model, { column, row }: MouseEvent, layout: Layout, theme: Theme): Message | undefined {
  if (isInside(layout.footer, column, row)) {
    // Messages take the place of the words.
    const { notice, failure, prompt } = footerMessages(model);
    const isLast = row === layout.footer.y + layout.footer.rows - 1;
    if (notice !== undefined || failure !== undefined || prompt !== undefined || !isLast) return undefined;
    const key = footerKeyAt(footerKeys(model, layout), layout.footer.columns - mapSign(model).length, column);
    return key === undefined ? undefined : interpretKey(model, key);
  }
  const named = isInside(layout.header, column, row) ? headerKeyAt(model, column, row, theme) : undefined;
  if (named !== undefined) return interpretKey(model, named);
  if (model.view.kind !== 'panes') {
    const target = targetInView(model, column, row, theme);
    if (target === undefined) return undefined;
    return 'key' in target
      ? interpretKey(model, target.key)
      : { type: 'pointed', at: { kind: 'view', choice: target } };
  }
  const found = paneAt(layout, column, row);
  if (found === undefined) return undefined;
  const { pane, place } = found;
  const line = row - place.y - 1;
  const isContent = line >= 0 && line < place.rows - BORDER.rows;
  const at = { kind: 'pane', pane } as const;
  if (!isContent) return { type: 'pointed', at };
  switch (pane) {
    case 'error':
      return { type: 'pointed', at: { ...at, iteration: chartIteration(model, place, column) } };
    case 'weights': {
      const props = weightsProps(model, firstVisible(model, pane), false);
      const cell = weightAt(props, place, theme, column - place.x, row - place.y);
      const isLearned = cell !== undefined && parameters(model.network.program).includes(cell.name);
      return { type: 'pointed', at: { ...at, weight: isLearned ? cell : undefined } };
    }
    case 'predictions': {
      // The names of the columns are above the first row, and below the last one is the row that a person asks about.
      if (line === 0) return { type: 'pointed', at };
      const isBelow = line > visibleRows(model, pane);
      return {
        type: 'pointed',
        at: { ...at, row: isBelow ? Number.POSITIVE_INFINITY : firstVisible(model, pane) + line - 1 },
      };
    }
    case 'program': {
      const script = scriptOf(model);
      const row = firstVisible(model, pane) + line;
      if (script === undefined || row >= sourceLines(script)) return { type: 'pointed', at: { ...at, row } };
      const isNumber = column - place.x - 1 < numberColumns(sourceLines(script));
      return { type: 'pointed', at: { ...at, row, isNumber } };
    }
    case 'output':
    case 'variables':
    case 'notes':
      return { type: 'pointed', at: { ...at, row: firstVisible(model, pane) + line } };
    case 'boundary': {
      if (model.snapshot === undefined) return { type: 'pointed', at };
      const example = exampleNear(boundaryProps(model, false), place, { column: column - place.x, row: row - place.y });
      return { type: 'pointed', at: { ...at, example } };
    }
    case 'network': {
      const cell = { column: column - place.x, row: row - place.y };
      return { type: 'pointed', at: { ...at, unit: unitInNetwork(model, cell, place, theme) } };
    }
  }
}

/** The key that the header names under the pointer, bold and with its word: `v why`. */
function headerKeyAt(model: Model, column: number, row: number, theme: Theme): string | undefined {
  const header = view(model, theme).find(({ name }) => name === 'header');
  const line = header?.frame[row];
  if (line === undefined) return undefined;
  let end = 0;
  const at = line.findIndex(({ text }) => {
    end += widthOf(text);
    return column < end;
  });
  // The pointer is on the key, or on the word after it.
  const key = [line[at], line[at - 1]].find((part) => part?.style === theme.styles.strong)?.text.trim();
  return key === 'v' || key === '?' ? key : undefined;
}

/** The keys that the footer on the screen names. */
export function footerKeys(model: Model, { panes }: Layout): readonly FooterKey[] {
  const { kind } = model.view;
  return kind === 'panes' ? panesFooter(model, Object.keys(panes).length === 1) : footerOf(kind, model);
}

/** A drag that began in the chart scrubs time, wherever the pointer is now. */
function drag(model: Model, { column }: MouseEvent, { panes }: Layout): Message | undefined {
  const place = panes.error;
  if (!model.chart.isHeld || place === undefined) return undefined;
  const first = place.x + plotStart;
  const within = Math.max(first, Math.min(first + plotColumnsOf(place.columns) - 1, column));
  const iteration = chartIteration(model, place, within);
  return iteration === undefined ? undefined : { type: 'pointed', at: { kind: 'drag', iteration } };
}

/** The wheel zooms the chart at the pointer, and scrolls other panes and views. */
function wheel(model: Model, { column, row }: MouseEvent, layout: Layout, direction: 1 | -1): Message | undefined {
  if (model.view.kind !== 'panes') return interpretKey(model, direction === 1 ? 'down' : 'up');
  const found = paneAt(layout, column, row);
  if (found === undefined) return undefined;
  const { pane, place } = found;
  const iteration = pane === 'error' ? chartIteration(model, place, column) : undefined;
  if (pane === 'error' && iteration === undefined) return undefined;
  return { type: 'pointed', at: { kind: 'wheel', pane, direction, iteration } };
}

/** The iteration, from 0 and not rounded, under a column of the chart; undefined outside its plot. */
function chartIteration(model: Model, place: Rectangle, column: number): number | undefined {
  const across = column - place.x - plotStart;
  const columns = plotColumnsOf(place.columns);
  if (across < 0 || across >= columns) return undefined;
  return iterationAt(axisOf(chartOf(errorProps(model, true))), across / (columns - 1));
}

function paneAt(
  { panes }: Layout,
  column: number,
  row: number,
): { readonly pane: PaneName; readonly place: Rectangle } | undefined {
  const found = (Object.entries(panes) as [PaneName, Rectangle][]).find(([, place]) => isInside(place, column, row));
  return found && { pane: found[0], place: found[1] };
}

function isInside({ x, y, columns, rows }: Rectangle, column: number, row: number): boolean {
  return column >= x && column < x + columns && row >= y && row < y + rows;
}
