import type { Model } from '../model/model.ts';
import { layoutOf } from '../model/pane-space.ts';
import { openPrompt } from '../model/prompt.ts';
import { type Update, withNotice, withoutEffects } from '../model/requests.ts';
import {
  cancelSweep,
  FIRST_SHOWN,
  holdSweep,
  openCell,
  proposedAxes,
  type ShownMap,
  type SweepState,
  startSweep,
  whyNoCancel,
  whyNoPause,
} from '../model/sweep.ts';
import { BORDER, box, inside } from '../panes/box.ts';
import { type DistributionProps, drawDistribution } from '../panes/map-distribution.ts';
import { cellUnder, gridOf, gridWidth, HEADING_ROWS, type MapGrid, neighbour } from '../panes/map-grid.ts';
import { drawMap } from '../panes/map-pane.ts';
import { span } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';
import { errorUnitText } from '../words/unit-words.ts';
import type { ViewDefinition } from './definition.ts';
import type { Rectangle } from './layout.ts';

/** The runs of a sweep, each as a glyph by its verdict, and their distributions. */
export interface MapView extends ShownMap {
  readonly kind: 'map';
}

const chooseWords = 'map: choose a run';
const lookKeyWords = 'map: the verdicts at an earlier or later iteration';

export const mapView: ViewDefinition<MapView> = {
  kind: 'map',
  opener: {
    key: 'Z',
    short: 'map',
    description: 'map: the runs of many seeds and settings',
    group: 'Compare',
    open: openMap,
  },
  keys: [
    ...(['up', 'down', 'left', 'right'] as const).map((key) => ({
      key,
      short: 'choose',
      description: chooseWords,
      act: (model: Model, view: MapView) => withoutEffects(moved(model, view, key)),
    })),
    {
      key: 'enter',
      short: 'open',
      description: 'map: open the chosen run where it was solved or went wrong',
      act: (model, view) => openCell(remembered(model, view), view),
    },
    {
      key: '<',
      short: 'earlier',
      description: lookKeyWords,
      act: (model, view) => withoutEffects(atOtherLook(model, view, -1)),
    },
    {
      key: '>',
      short: 'later',
      description: lookKeyWords,
      act: (model, view) => withoutEffects(atOtherLook(model, view, 1)),
    },
    {
      key: 'h',
      short: 'heights',
      shortNow: ({ view }) => (view.kind === 'map' && view.showsTimes ? 'verdicts' : undefined),
      description: 'map: iterations to solved as heights, or verdicts',
      act: (model, view) => withoutEffects(shownAs(model, { ...view, showsTimes: !view.showsTimes })),
    },
    {
      key: 'e',
      short: 'axes',
      description: 'map: type its seeds, settings and their values',
      act: (model) => withoutEffects(openPrompt(model, { kind: 'sweep' })),
    },
    {
      key: 'p',
      short: 'pause',
      shortNow: ({ sweep }) => (sweep?.state === 'running' ? undefined : 'continue'),
      description: 'map: pause its runs, or continue',
      disabled: whyNoPause,
      act: (model) => holdSweep(model),
    },
    {
      key: 'x',
      short: 'end',
      description: 'map: end its runs; p trains the missing ones',
      disabled: whyNoCancel,
      act: (model) => cancelSweep(model),
    },
    {
      key: 'S',
      short: 'write',
      description: 'map: write its runs to a file',
      disabled: ({ sweep }) =>
        sweep === undefined || sweep.found === 0 ? 'no run of the map has ended yet' : undefined,
      act: (model) => withoutEffects(openPrompt(model, { kind: 'mapFile' })),
    },
  ],
  footer: ['up', 'enter', 'escape', '<', '>', 'e', 'p', '?', 'h', 'x', 'S', 'space'],
  draw(model, view, place, theme) {
    const { sweep } = model;
    if (sweep === undefined) {
      const words = model.askedSweep === undefined ? 'no runs yet: e chooses seeds and settings' : 'reading the axes';
      return [
        {
          name: 'map',
          place,
          frame: box({ title: 'map', details: [], focused: true }, place, [[span(words, theme.styles.quiet)]], theme),
        },
      ];
    }
    const [map, distribution] = partsOf(sweep, place);
    const props = mapProps(sweep, view, theme, place.columns < BESIDE.screen);
    const own = { name: 'map', place: map, frame: drawMap(props, map, theme) };
    if (distribution === undefined) return [own];
    return [own, { name: 'distribution', place: distribution, frame: drawDistribution(props, distribution, theme) }];
  },
  targetAt(model, view, cell, place) {
    const { sweep } = model;
    if (sweep === undefined) return undefined;
    const content = { column: cell.column - 2, row: cell.row - 1 };
    const chosen = cellUnder(gridIn(sweep, place), view.chosen, content);
    return chosen === undefined ? undefined : chosen === view.chosen ? { key: 'enter' } : { chosen };
  },
};

function mapProps(
  sweep: SweepState,
  { chosen, look, showsTimes }: ShownMap,
  theme: Pick<Theme, 'glyphs'>,
  hasLegend: boolean,
): DistributionProps {
  const { facts, cells, found, state, subject } = sweep;
  return {
    facts,
    cells,
    found,
    state,
    chosen,
    look,
    showsTimes,
    hasLegend,
    unit: errorUnitText(subject, theme.glyphs),
  };
}

/** Opens the map as it was; the first time it begins at once. */
function openMap(model: Model): Update {
  const { sweep, askedSweep } = model;
  const open: Model = { ...model, view: { kind: 'map', ...(sweep?.shown ?? FIRST_SHOWN) } };
  return sweep === undefined && askedSweep === undefined ? startSweep(open, proposedAxes(model)) : withoutEffects(open);
}

/** The least columns of the distribution beside the map, and its rows below it. */
const BESIDE = { screen: 100, columns: 54 };
const LEAST_ROWS = { map: 7, distribution: 7 };

/** The places of the map and of the distribution: beside it on a wide screen, below it on others. */
function partsOf(sweep: SweepState, place: Rectangle): readonly [Rectangle, Rectangle | undefined] {
  const { columns, rows } = place;
  if (columns >= BESIDE.screen) {
    const most = { columns: columns - BESIDE.columns, rows };
    const grid = gridOf(sweep.facts, inside(most));
    const own = Math.min(most.columns, Math.max(Math.floor(columns * 0.4), gridWidth(grid) + BORDER.columns));
    return [
      { ...place, columns: own },
      { ...place, x: place.x + own, columns: columns - own },
    ];
  }
  // The chosen run and its combination on four lines, then a table of all values of the first axis.
  const wanted = (sweep.facts.axes[0]?.values.length ?? 1) + 8;
  const most = Math.max(LEAST_ROWS.map, rows - Math.min(wanted, Math.floor(rows / 2)));
  const grid = gridOf(sweep.facts, inside({ columns, rows: most }));
  const own = Math.max(LEAST_ROWS.map, Math.min(most, grid.rows.length + HEADING_ROWS + BORDER.rows));
  if (rows - own < LEAST_ROWS.distribution) return [place, undefined];
  return [
    { ...place, rows: own },
    { ...place, y: place.y + own, rows: rows - own },
  ];
}

function gridIn(sweep: SweepState, place: Rectangle): MapGrid {
  return gridOf(sweep.facts, inside(partsOf(sweep, place)[0]));
}

/** The place of the view on the screen. */
function placeIn(model: Model): Rectangle | undefined {
  const layout = layoutOf(model);
  if (layout === undefined) return undefined;
  const top = layout.header.y + layout.header.rows;
  return { x: 0, y: top, columns: model.size.columns, rows: layout.footer.y - top };
}

function moved(model: Model, view: MapView, direction: 'up' | 'down' | 'left' | 'right'): Model {
  const place = placeIn(model);
  if (model.sweep === undefined || place === undefined) return model;
  const chosen = neighbour(gridIn(model.sweep, place), view.chosen, direction);
  return chosen === view.chosen ? model : shownAs(model, { ...view, chosen });
}

/** Shows the verdicts at the look before or after. */
function atOtherLook(model: Model, view: MapView, direction: 1 | -1): Model {
  const looks = model.sweep?.facts.looks ?? [];
  const next = (view.look ?? looks.length) + direction;
  if (looks.length === 0)
    return withNotice(model, 'the map shows only the end of its runs: e adds iterations, as in at 1000,20000');
  if (next < 0 || next > looks.length)
    return withNotice(
      model,
      next < 0 ? 'this is the first iteration that the map shows' : 'this is the end of the runs',
    );
  return shownAs(model, { ...view, look: next === looks.length ? undefined : next });
}

/** The model with other choices of the map, which stay when the view is closed. */
function shownAs(model: Model, view: MapView): Model {
  return remembered({ ...model, view }, view);
}

function remembered(model: Model, { kind: _, ...shown }: MapView): Model {
  return model.sweep === undefined ? model : { ...model, sweep: { ...model.sweep, shown } };
}
