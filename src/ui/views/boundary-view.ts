import type { Key } from '../keys/bindings.ts';
import { isOfClasses } from '../model/data-facts.ts';
import type { Model } from '../model/model.ts';
import { withNextInput } from '../model/plane-inputs.ts';
import { withoutEffects } from '../model/requests.ts';
import { axisAt, drawBoundaryPane, exampleNear } from '../panes/boundary-pane.ts';
import { drawCurvePane } from '../panes/curve-pane.ts';
import { boundaryProps, curveProps, isCurve, planeRequest, turnedPlane } from './boundary-props.ts';
import type { ViewDefinition, ViewKey } from './definition.ts';

/** The plane of two inputs: the value of a unit, or the prediction, in every cell. */
export interface BoundaryView {
  readonly kind: 'boundary';
}

const unitWords = 'boundary: the output, or a hidden unit';
const typeWords = 'boundary: type the two inputs';
const axisWords = 'boundary: another input on the x or y axis';

/** The description of a key where there are no classes, and so no boundary. */
function ofQuantity(words: string): (model: Model) => string | undefined {
  return ({ subject }) => (isOfClasses(subject) ? undefined : words.replace('boundary:', 'prediction:'));
}

export const boundaryView: ViewDefinition<BoundaryView> = {
  kind: 'boundary',
  opener: {
    key: 'p',
    short: 'boundary',
    description: 'the decision boundary over two inputs',
    descriptionNow: ({ subject }) => (isOfClasses(subject) ? undefined : 'the prediction over two inputs'),
    shortNow: ({ subject }) => (isOfClasses(subject) ? undefined : 'prediction'),
    group: 'Look inside',
    needs: ['examples', 'prediction'],
    open: (model) => withoutEffects({ ...model, view: { kind: 'boundary' } }),
  },
  keys: [
    {
      key: 'd',
      short: 'classes',
      shortNow: ({ plane, subject }) => {
        if (isOfClasses(subject)) return plane.discretised ? 'confidence' : undefined;
        return plane.discretised ? 'values' : 'sides';
      },
      description: 'boundary: classes only, or confidence',
      descriptionNow: ({ subject }) =>
        isOfClasses(subject) ? undefined : 'prediction: value, or only below or above the middle',
      disabled: (model) => (isCurve(model) ? 'a curve has no confidence to leave out' : undefined),
      act: (model) => withoutEffects(withoutConfidence(model)),
    },
    {
      key: 'left',
      short: 'unit',
      description: unitWords,
      descriptionNow: ofQuantity(unitWords),
      act: (model) => withoutEffects(turnedPlane(model, -1)),
    },
    {
      key: 'right',
      short: 'unit',
      description: unitWords,
      descriptionNow: ofQuantity(unitWords),
      act: (model) => withoutEffects(turnedPlane(model, 1)),
    },
    axisKey('X', 'x axis', 0),
    axisKey('Y', 'y axis', 1),
    {
      key: '#',
      short: 'inputs',
      description: typeWords,
      descriptionNow: ofQuantity(typeWords),
      disabled: (model) => whyNoOther(model, 0),
      act: (model, covered) =>
        withoutEffects({
          ...model,
          view: { kind: 'prompt', question: { kind: 'plane' }, typed: '', fault: undefined, covered },
        }),
    },
  ],
  footer: ['right', 'd', 'escape', '?', 'X', 'Y', '#', 'space', 's', 'n', 'b', 'r', 'o'],
  request: (model) => ({ plane: planeRequest(model) }),
  draw: (model, _view, place, theme) => [
    {
      name: 'boundary',
      place,
      frame: isCurve(model)
        ? drawCurvePane(curveProps(model), place, theme)
        : drawBoundaryPane(boundaryProps(model, true), place, theme),
    },
  ],
  targetAt(model, _view, cell, place) {
    if (isCurve(model)) {
      const { x, y, points } = curveProps(model);
      const none = new Uint8Array(0);
      const near = exampleNear(
        { x, y, points: points.map((own) => ({ ...own, classes: none, wrong: none })) },
        place,
        cell,
      );
      return near && { example: near };
    }
    const props = boundaryProps(model, true);
    const axis = axisAt(props, place, cell);
    if (axis === 'x' && withNextInput(model, 0) !== undefined) return { key: 'X' };
    if (axis === 'y' && withNextInput(model, 1) !== undefined) return { key: 'Y' };
    const example = exampleNear(props, place, cell);
    return example && { example };
  },
};

/** The key that shows the next input on an axis. */
function axisKey(key: Key, short: string, axis: 0 | 1): ViewKey<BoundaryView> {
  return {
    key,
    short,
    description: axisWords,
    descriptionNow: ofQuantity(axisWords),
    disabled: (model) => whyNoOther(model, axis),
    act(model) {
      const inputs = withNextInput(model, axis);
      return withoutEffects(inputs === undefined ? model : { ...model, plane: { ...model.plane, inputs } });
    },
  };
}

function whyNoOther(model: Model, axis: 0 | 1): string | undefined {
  if (withNextInput(model, axis) !== undefined) return undefined;
  return isCurve(model) ? 'there is one input' : 'no third input differs between examples';
}

/** Shows the predicted class alone, or its confidence again. */
function withoutConfidence({ plane, ...model }: Model): Model {
  return { ...model, plane: { ...plane, discretised: !plane.discretised } };
}
