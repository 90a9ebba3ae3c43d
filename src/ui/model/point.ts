import { type CellName, printCell } from '../../language/change.ts';
import type { ExampleName } from '../../worker/protocol.ts';
import type { UnitName } from '../panes/network-pane.ts';
import type { Choice } from '../views/definition.ts';
import { inspectCell, inspectRow } from '../views/inspect-view.ts';
import type { PaneName } from '../views/layout.ts';
import { chooseExample, chooseExampleAt } from './arrange.ts';
import { toggleBreakpoint } from './breakpoints.ts';
import { goToCrosshair, withCrosshairNear, withHeldChart, zoomChartAt } from './chart.ts';
import { chosenUnit } from './chosen-unit.ts';
import type { Model } from './model.ts';
import { type Update, withNotice, withoutEffects } from './requests.ts';
import { scriptOf } from './script.ts';
import { firstVisible, scrollLimit, sourceLines } from './script-rows.ts';
import { chooseWeight } from './scroll.ts';

/** The target of the mouse, as `keys/pointer.ts` finds it. Rows are those of the content of a pane; iterations are not rounded. */
export type Pointed =
  | {
      readonly kind: 'pane';
      readonly pane: PaneName;
      readonly row?: number | undefined;
      /** True for the number of a line of a script. */
      readonly isNumber?: boolean;
      readonly iteration?: number | undefined;
      readonly weight?: CellName | undefined;
      readonly example?: ExampleName | undefined;
      readonly unit?: UnitName | undefined;
    }
  /** A choice in a view that covers the panes. */
  | { readonly kind: 'view'; readonly choice: Choice }
  /** The pointer moves along the chart, whose button is held. */
  | { readonly kind: 'drag'; readonly iteration: number }
  | { readonly kind: 'release' }
  | {
      readonly kind: 'wheel';
      readonly pane: PaneName;
      readonly direction: 1 | -1;
      readonly iteration: number | undefined;
    };

/** Rows of one notch of the wheel. */
const NOTCH = 3;

/** The model after a report of the mouse. */
export function point(model: Model, at: Pointed): Update {
  switch (at.kind) {
    case 'pane':
      if (at.isNumber === true)
        return toggleBreakpoint({ ...model, focus: at.pane, notice: undefined }, (at.row ?? 0) + 1);
      return withoutEffects(chosenAt(withNotice({ ...model, focus: at.pane }, undefined), at));
    case 'view':
      return withChoice(withNotice(model, undefined), at.choice);
    case 'release':
      return withoutEffects(withHeldChart(model, false));
    case 'drag': {
      const moved = withCrosshairNear(model, at.iteration);
      // The training thread replaces a journey by a newer one: a fast drag is not late.
      return moved.chart.crosshair === model.chart.crosshair ? withoutEffects(moved) : goToCrosshair(moved);
    }
    case 'wheel':
      if (at.iteration !== undefined)
        return withoutEffects(zoomChartAt(model, at.direction === 1 ? 'out' : 'in', at.iteration));
      return withoutEffects(scrolledBy(model, at.pane, at.direction));
  }
}

function chosenAt(model: Model, { pane, row, iteration, weight, example, unit }: Pointed & { kind: 'pane' }): Model {
  switch (pane) {
    case 'error':
      return iteration === undefined ? model : withHeldChart(withCrosshairNear(model, iteration), true);
    case 'weights':
      return weight === undefined ? model : chooseWeight(model, weight);
    case 'predictions':
      return row === undefined ? model : chooseExampleAt(model, row);
    case 'program': {
      const source = scriptOf(model);
      if (source !== undefined)
        return row === undefined || row >= sourceLines(source) ? model : { ...model, cursor: row };
      const { setup, iteration: lines } = model.network.program;
      // The pane begins with the setup and two headings.
      const line = (row ?? 0) - setup.length - 2;
      return line >= 0 && line < lines.length ? { ...model, cursor: line } : model;
    }
    case 'output':
    case 'variables':
      return model;
    case 'notes':
      return row !== undefined && row < model.watches.length ? { ...model, chosenWatch: row } : model;
    case 'boundary':
      return example === undefined ? model : chooseExample(model, example);
    case 'network':
      return unit === undefined ? model : chooseUnit(model, unit);
  }
}

/** Chooses a unit; the chosen one no longer. */
function chooseUnit(model: Model, unit: UnitName): Model {
  const own = chosenUnit(model);
  if (own?.layer === unit.layer && own.unit === unit.unit) return { ...model, unit: undefined };
  return { ...model, unit };
}

/** Chooses a weight, as in the weights, and says which: they may be out of sight. */
function chooseWeightAt(model: Model, cell: CellName): Model {
  const chosen = chooseWeight(model, cell);
  return withNotice(chosen, `${printCell(chosen.weight ?? cell)} is chosen`, 'news');
}

function withChoice(model: Model, choice: Choice): Update {
  const { view } = model;
  if ('row' in choice) return view.kind === 'inspect' ? inspectRow(model, view, choice.row) : withoutEffects(model);
  if ('line' in choice) return inspectCell(model, choice.line, choice.cell);
  if ('weight' in choice) return withoutEffects(chooseWeightAt(model, choice.weight));
  if ('unit' in choice) return withoutEffects(chooseUnit(model, choice.unit));
  if ('example' in choice) return withoutEffects(chooseExample(model, choice.example));
  return withoutEffects('chosen' in view ? { ...model, view: { ...view, chosen: choice.chosen } } : model);
}

function scrolledBy(model: Model, pane: PaneName, direction: 1 | -1): Model {
  const first = firstVisible(model, pane);
  const next = Math.max(0, Math.min(scrollLimit(model, pane), first + direction * (pane === 'weights' ? 1 : NOTCH)));
  if (next === first) return model;
  // At its end the output follows the run again.
  const place = pane === 'output' && next === scrollLimit(model, pane) ? undefined : next;
  return { ...model, scroll: { ...model.scroll, [pane]: place } };
}
