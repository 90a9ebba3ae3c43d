import type { Key } from '../keys/bindings.ts';
import { footerWords } from '../keys/footer.ts';
import { moveExample } from '../model/arrange.ts';
import { chosenUnit, turnUnit, unitWords } from '../model/chosen-unit.ts';
import { chosenExample, emptyWords } from '../model/examples.ts';
import type { Image, Model } from '../model/model.ts';
import { lastFirstLayer, layoutOf, shapesOf } from '../model/pane-space.ts';
import { withNotice, withoutEffects } from '../model/requests.ts';
import { box } from '../panes/box.ts';
import { drawImage, drawOutcome } from '../panes/image-pane.ts';
import { drawNetwork, hasRoomForNetwork, type NetworkProps, type UnitName, unitAt } from '../panes/network-pane.ts';
import { drawUnitPictures, pictureAt, type UnitPicturesProps, visibleUnits } from '../panes/unit-pictures-pane.ts';
import { drawWeights } from '../panes/weights-pane.ts';
import { type Frame, span } from '../text/line.ts';
import { formatSignedIn } from '../text/numbers.ts';
import { type Glyphs, unicode } from '../theme/glyphs.ts';
import { createTheme, type Theme } from '../theme/theme.ts';
import type { PlacedFrame, ScreenCell, ViewDefinition, ViewKey } from './definition.ts';
import { activationsOf, imageProps, networkProps, outcomeProps, passOf } from './example-props.ts';
import type { Rectangle } from './layout.ts';
import { weightsProps } from './panes-props.ts';

/** One example inside the network; an image beside pictures of the weights into the first units. */
export interface ExampleView {
  readonly kind: 'example';
  /** The first of these units; or the first layer, where there is room for heatmaps only. */
  readonly first: number;
  /** The pass that a person has chosen; without a choice, that of the line that ran last. */
  readonly pass?: NetworkProps['pass'];
}

/** The range of requested units: more than any screen shows, and some before the first, since the last page is full. */
const MOST_PICTURES = 512;
const BEFORE = 64;

const exampleWords = 'example: the next or previous example';

export const exampleView: ViewDefinition<ExampleView> = {
  kind: 'example',
  opener: {
    key: 'i',
    short: footerWords.i,
    description: 'the chosen example inside the network',
    group: 'Look inside',
    needs: ['examples', 'prediction', 'layers'],
    open(model) {
      // Without a choice, the first example of the table.
      const chosen = chosenExample(model)?.row;
      return withoutEffects({ ...model, examples: { ...model.examples, chosen }, view: { kind: 'example', first: 0 } });
    },
  },
  keys: [
    {
      key: 'd',
      short: 'backward',
      shortNow: (model) =>
        model.view.kind === 'example' && passOf(model, model.view.pass) === 'backward' ? 'forward' : undefined,
      description: 'example: the backward or the forward pass',
      disabled: ({ subject }) =>
        subject.image === undefined
          ? undefined
          : 'images are drawn without their network, so there is no pass to choose',
      act: (model, view) =>
        withoutEffects({
          ...model,
          view: { ...view, pass: passOf(model, view.pass) === 'forward' ? 'backward' : 'forward' },
        }),
    },
    unitKey('left', -1),
    unitKey('right', 1),
    { key: 'up', short: 'choose', description: exampleWords, act: (model) => withoutEffects(moveExample(model, -1)) },
    { key: 'down', short: 'choose', description: exampleWords, act: (model) => withoutEffects(moveExample(model, 1)) },
  ],
  footer: ['up', 'n', 'd', '>', '!', 'T', 'escape', '?', 'space', 's', 'b', '/'],
  request(model, { first }) {
    const example = chosenExample(model);
    if (model.subject.image === undefined) return { example };
    return { example, incoming: { first: Math.max(0, first - BEFORE), count: MOST_PICTURES } };
  },
  draw: exampleFrames,
  scrollLimit: exampleLimit,
  targetAt(model, view, cell, place, theme) {
    const { image } = model.subject;
    const unit =
      image === undefined
        ? unitInNetwork(model, cell, place, theme, view.pass)
        : unitInPictures(model, image, view, cell, place, theme);
    return unit && { unit };
  },
};

/** The key that chooses the next unit, or the one before. */
function unitKey(key: Key, direction: 1 | -1): ViewKey<ExampleView> {
  return {
    key,
    short: 'unit',
    description: 'example: choose a unit; only its weights are drawn',
    act(model, view) {
      if (model.subject.image !== undefined) return withoutEffects(turnPicture(model, view, direction));
      const turned = turnUnit(model, direction);
      const unit = chosenUnit(turned);
      if (unit === undefined || isDrawn(turned)) return withoutEffects(turned);
      return withoutEffects(
        withNotice(turned, `${unitWords(turned, unit)} is chosen, without room to draw it`, 'news'),
      );
    },
  };
}

/** False where the window is too small for a cell for each unit. */
function isDrawn(model: Model): boolean {
  const [props, place] = [networkProps(model), bodyOf(model)];
  return props !== undefined && place !== undefined && hasRoomForNetwork(props, place);
}

/** The place between header and footer; undefined in a terminal that is too small. */
function bodyOf(model: Model): Rectangle | undefined {
  const layout = layoutOf(model);
  if (layout === undefined) return undefined;
  const y = layout.header.y + layout.header.rows;
  return { x: 0, y, columns: layout.header.columns, rows: (layout.strip ?? layout.footer).y - y };
}

/** The layer whose units have pictures. */
const PICTURED = 1;

/** Chooses the next unit that has a picture, or the one before, and scrolls to it. After the last one, none is chosen. */
function turnPicture(model: Model, view: ExampleView, direction: 1 | -1): Model {
  const { layers } = model.network.program.roles;
  const units = model.network.shapes.get(layers[0]?.weights ?? '')?.columns ?? 0;
  const own = chosenUnit(model);
  const before = own?.layer === PICTURED ? own.unit : -1;
  const unit = ((before + 1 + direction + units + 1) % (units + 1)) - 1;
  if (unit === -1) return { ...model, unit: undefined };
  const { image } = model.subject;
  const [props, place] = [image && unitPicturesProps(model, image, view), bodyOf(model)];
  const visible = props === undefined || place === undefined ? units : fewestPictures(props, place);
  const first = Math.max(unit - visible + 1, Math.min(view.first, unit));
  return { ...model, unit: { layer: PICTURED, unit }, view: { ...view, first } };
}

/** The unit whose picture is at a cell of the view. */
function unitInPictures(
  model: Model,
  image: Image,
  view: ExampleView,
  cell: ScreenCell,
  place: Rectangle,
  theme: Theme,
): UnitName | undefined {
  const props = unitPicturesProps(model, image, view);
  const { units } = examplePlaces(place);
  const unit = props && pictureAt(props, units, theme, { ...cell, column: cell.column - (units.x - place.x) });
  return unit === undefined ? undefined : { layer: PICTURED, unit };
}

/** The unit at a cell of the network, in its view or its pane; undefined where no network is drawn. */
export function unitInNetwork(
  model: Model,
  cell: ScreenCell,
  place: Rectangle,
  theme: Theme,
  pass?: NetworkProps['pass'],
): UnitName | undefined {
  if (model.subject.image !== undefined || model.snapshot === undefined) return undefined;
  const props = networkProps(model, theme.glyphs, pass);
  return props && unitAt(props, place, cell);
}

/**
 * An image beside pictures of units; any other example as the network with the values of its units. Without room for the
 * network: the prediction beside the weights as heatmaps.
 */
function exampleFrames(model: Model, view: ExampleView, place: Rectangle, theme: Theme): readonly PlacedFrame[] {
  const { image } = model.subject;
  const places = examplePlaces(place);
  if (image !== undefined) {
    const [example, units] = [imageProps(model, image), unitPicturesProps(model, image, view, theme.glyphs)];
    const left = example && drawImage(example, places.example, theme);
    const right = units && drawUnitPictures(units, places.units, theme);
    return [
      { name: 'example', place: places.example, frame: left ?? nothing(model, places.example, theme) },
      { name: 'units', place: places.units, frame: right ?? nothing(model, places.units, theme) },
    ];
  }
  const [props, outcome] = [networkProps(model, theme.glyphs, view.pass), outcomeProps(model)];
  if (props === undefined || outcome === undefined) {
    return [{ name: 'network', place, frame: nothing(model, place, theme) }];
  }
  if (hasRoomForNetwork(props, place)) return [{ name: 'network', place, frame: drawNetwork(props, place, theme) }];
  const heatmaps = drawWeights(weightsProps(model, view.first, false), places.units, theme);
  return [
    { name: 'example', place: places.example, frame: drawOutcome(outcome, places.example, theme) },
    { name: 'weights', place: places.units, frame: heatmaps },
  ];
}

/** The chosen example as a pane: its image with the outputs, or the network with the values of its units. */
export function exampleFrame(model: Model, focused: boolean, place: Rectangle, theme: Theme): Frame {
  const { image } = model.subject;
  if (image !== undefined) {
    const props = imageProps(model, image);
    return props === undefined ? nothing(model, place, theme, focused) : drawImage({ ...props, focused }, place, theme);
  }
  const props = networkProps(model, theme.glyphs);
  return props === undefined ? nothing(model, place, theme, focused) : drawNetwork({ ...props, focused }, place, theme);
}

/** A frame without an example, or without an answer of the training thread. */
function nothing(model: Model, place: Rectangle, theme: Theme, focused = true): Frame {
  const words = emptyWords(model) ?? (chosenExample(model) === undefined ? 'no example matches' : 'no prediction yet');
  return box({ title: 'example', details: [], focused }, place, [[span(words, theme.styles.quiet)]], theme);
}

/** The share of the columns for the example, on the left. */
const SHARE = 0.45;

function examplePlaces({ x, y, columns, rows }: Rectangle): {
  readonly example: Rectangle;
  readonly units: Rectangle;
} {
  const left = Math.round(columns * SHARE);
  return {
    example: { x, y, columns: left, rows },
    units: { x: x + left, y, columns: columns - left, rows },
  };
}

/** The weights into the first units as pictures; undefined before the first answer. */
export function unitPicturesProps(
  model: Model,
  image: Image,
  { first }: ExampleView,
  glyphs: Glyphs = unicode,
): UnitPicturesProps | undefined {
  const { network, snapshot } = model;
  const [layer] = network.program.roles.layers;
  const incoming = snapshot?.incoming;
  if (layer === undefined || incoming === undefined) return undefined;
  const units = network.shapes.get(layer.weights)?.columns ?? 0;
  const { first: from, weights } = incoming;
  const activations = activationsOf(model)?.layers[1];
  const chosen = chosenUnit(model);
  return {
    ...{ name: layer.weights, units, weights, from, activations, image, first, focused: false },
    ...(chosen?.layer === PICTURED ? { chosen: chosen.unit, footnotes: strongestFrom(model, chosen, glyphs) } : {}),
  };
}

/** The most weights that are named in a line. */
const MOST_NAMED = 5;

/** `strongest weights from h3: 7 +0.81, 2 −0.44`, longest form first; empty where the weights are not sent one by one. */
function strongestFrom(model: Model, { layer, unit }: UnitName, glyphs: Glyphs): readonly string[] {
  const name = model.network.program.roles.layers[layer]?.weights;
  const view = model.snapshot?.parameters.find((own) => own.name === name);
  if (view === undefined || view.blockRows * view.blockColumns !== 1) return [];
  const { columns, sums } = view;
  const all = Array.from({ length: columns }, (_, to) => ({ to, weight: sums[unit * columns + to]! }));
  all.sort((one, other) => Math.abs(other.weight) - Math.abs(one.weight) || one.to - other.to);
  const named = all
    .slice(0, MOST_NAMED)
    .map(
      ({ to, weight }) => `${unitWords(model, { layer: layer + 1, unit: to })} ${formatSignedIn(7, weight, 2, glyphs)}`,
    );
  return named.map((_, left) => {
    return `strongest weights from h${unit + 1}: ${named.slice(0, named.length - left).join(', ')}`;
  });
}

/** A theme of each kind: how many pictures fit depends on the theme. */
const themes = [24, 1].flatMap((depth) => [true, false].map((utf8) => createTheme(depth as 24 | 1, utf8)));

/** The fewest pictures at a time. The model has no theme: with them every unit can be reached. */
function fewestPictures(props: UnitPicturesProps, place: Rectangle): number {
  return Math.min(...themes.map((theme) => visibleUnits(props, examplePlaces(place).units, theme)));
}

/** The first unit, or the first layer, at which the last one is visible. */
function exampleLimit(model: Model, view: ExampleView, place: Rectangle): number {
  const { image } = model.subject;
  if (image !== undefined) {
    const props = unitPicturesProps(model, image, view);
    if (props === undefined) return 0;
    return Math.max(0, props.units - fewestPictures(props, place));
  }
  const network = networkProps(model);
  if (network === undefined || hasRoomForNetwork(network, place)) return 0;
  return lastFirstLayer(shapesOf(model), examplePlaces(place).units);
}
