import type { CellName } from '../../language/change.ts';
import { printExpression } from '../../language/print.ts';
import { descendedLoss } from '../../language/program.ts';
import { settingsIn } from '../../worker/subject.ts';
import type { Key } from '../keys/bindings.ts';
import { whyGone } from '../keys/why-not.ts';
import type { Model } from '../model/model.ts';
import { isRunning, type Update, withoutEffects } from '../model/requests.ts';
import { chosenWeight, nextWeight, WHOLE_PATH } from '../model/surface-weights.ts';
import { drawSurface, type SurfaceProps } from '../panes/surface-pane.ts';
import { lossWords, withoutWords } from '../words/loss-words.ts';
import type { ViewDefinition, ViewKey } from './definition.ts';

/** The loss over a plane in the space of the weights, with the path of the run. */
export interface SurfaceState {
  readonly kind: 'surface';
  readonly plane: 'weights' | 'descent';
  /** The weights on the axes; absent: the training thread chooses. */
  readonly across?: CellName | undefined;
  readonly upwards?: CellName | undefined;
  readonly zoom: number;
  readonly moves: readonly [number, number];
  readonly centred: number;
  readonly scale: 'log' | 'linear';
}

const [CLOSEST, FARTHEST] = [20, -6];

const onlyWeights = (model: Model): string | undefined =>
  stateOf(model)?.plane === 'descent' ? 'this plane has no two weights: d shows two' : undefined;

export const surfaceView: ViewDefinition<SurfaceState> = {
  kind: 'surface',
  opener: {
    key: 'P',
    short: 'loss surface',
    description: 'the loss surface, with the path so far',
    group: 'Look inside',
    needs: ['examples', 'target', 'error', 'layers'],
    disabled: whyGone,
    open: (model) =>
      withoutEffects({
        ...model,
        view: {
          kind: 'surface',
          plane: 'weights',
          across: chosenWeight(model),
          ...WHOLE_PATH,
          scale: 'log',
        },
      }),
  },
  keys: [
    {
      key: 'd',
      short: 'plane',
      shortNow: (model) => (stateOf(model)?.plane === 'descent' ? 'two weights' : 'descent plane'),
      description: 'surface: two weights, or the descent plane',
      act: (model, view) =>
        change(model, view, { plane: view.plane === 'weights' ? 'descent' : 'weights', ...WHOLE_PATH }),
    },
    axisKey('X', 'x axis', 0),
    axisKey('Y', 'y axis', 1),
    {
      key: '#',
      short: 'weights',
      description: 'surface: type the two weights',
      disabled: onlyWeights,
      act: (model, covered) =>
        withoutEffects({
          ...model,
          view: { kind: 'prompt', question: { kind: 'surface' }, typed: '', fault: undefined, covered },
        }),
    },
    moveKey('left', [-1, 0]),
    moveKey('right', [1, 0]),
    moveKey('up', [0, 1]),
    moveKey('down', [0, -1]),
    zoomKey('pageup', 'zoom in', 1),
    zoomKey('pagedown', 'zoom out', -1),
    {
      key: 'enter',
      short: 'recentre',
      shortNow: (model) => (isRecentred(stateOf(model)) ? 'whole path' : undefined),
      description: 'surface: centre the current weights, or the path',
      act: (model, view) =>
        change(model, view, isRecentred(view) ? WHOLE_PATH : { centred: view.centred + 1, moves: [0, 0] }),
    },
    {
      key: 'l',
      short: 'log/linear',
      description: 'surface: logarithmic or linear bands',
      act: (model, view) => change(model, view, { scale: view.scale === 'log' ? 'linear' : 'log' }),
    },
  ],
  footer: ['d', 'right', 'escape', 'pageup', 'enter', '?', 'l', 'X', 'Y', '#', 'space', 's', '[', 'b'],
  request: (_, { plane, across, upwards, zoom, moves, centred }) => ({
    surface: { plane, across, upwards, zoom, moves, centred },
  }),
  draw: (model, view, place, theme) => [
    { name: 'surface', place, frame: drawSurface(surfaceProps(model, view), place, theme) },
  ],
};

export function surfaceProps(model: Model, { scale }: SurfaceState): SurfaceProps {
  const { snapshot, network } = model;
  const settings = settingsIn(network.subject);
  const { prediction = 'prediction', target = 'y' } = network.program.roles;
  const loss =
    settings === undefined
      ? [printExpression(descendedLoss(network.program))]
      : lossWords(settings, target, prediction, network.subject.targetScaling !== undefined);
  return {
    surface: snapshot?.run === model.run ? snapshot.surface : undefined,
    loss,
    without: settings === undefined ? '' : withoutWords(settings),
    isMoving: isRunning(model),
    scale,
  };
}

function stateOf({ view }: Model): SurfaceState | undefined {
  const shown = view.kind === 'help' || view.kind === 'prompt' ? view.covered : view;
  return shown.kind === 'surface' ? shown : undefined;
}

function isRecentred(state: SurfaceState | undefined): boolean {
  return state !== undefined && state.centred > 0 && state.moves.every((moved) => moved === 0);
}

function change(model: Model, view: SurfaceState, changed: Partial<SurfaceState>): Update {
  return withoutEffects({ ...model, view: { ...view, ...changed } });
}

/** The key that shows the next weight on an axis. */
function axisKey(key: Key, short: string, axis: 0 | 1): ViewKey<SurfaceState> {
  return {
    key,
    short,
    description: 'surface: the next weight on the x or y axis',
    disabled: onlyWeights,
    act(model, view) {
      const weights = model.snapshot?.surface?.map?.weights;
      if (weights === undefined) return withoutEffects(model);
      const shown = { across: view.across ?? weights.across, upwards: view.upwards ?? weights.upwards };
      const next =
        axis === 0
          ? { ...shown, across: nextWeight(model, shown.across, shown.upwards) }
          : { ...shown, upwards: nextWeight(model, shown.upwards, shown.across) };
      return change(model, view, { ...next, ...WHOLE_PATH });
    },
  };
}

function moveKey(key: Key, [right, up]: readonly [number, number]): ViewKey<SurfaceState> {
  return {
    key,
    short: 'move',
    description: 'surface: move the map',
    act: (model, view) => change(model, view, { moves: [view.moves[0] + right, view.moves[1] + up] }),
  };
}

/** Moves count in parts of the map, which has another scale afterwards. */
function zoomKey(key: Key, short: string, by: 1 | -1): ViewKey<SurfaceState> {
  return {
    key,
    short,
    description: by === 1 ? 'surface: zoom in' : 'surface: zoom out',
    disabled: (model) => {
      const { zoom = 0 } = stateOf(model) ?? {};
      return zoom + by > CLOSEST || zoom + by < FARTHEST ? 'the zoom is at its limit' : undefined;
    },
    act: (model, view) => change(model, view, { zoom: view.zoom + by }),
  };
}
