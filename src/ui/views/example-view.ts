import { exampleMeant } from '../model/examples.ts';
import type { Model, View } from '../model/model.ts';
import { box } from '../panes/box.ts';
import { drawImage, drawOutcome } from '../panes/image-pane.ts';
import { drawNetwork, hasRoomForNetwork } from '../panes/network-pane.ts';
import { drawUnitPictures } from '../panes/unit-pictures-pane.ts';
import { drawWeights } from '../panes/weights-pane.ts';
import { imageProps, networkProps, outcomeProps, unitPicturesProps } from '../props/example.ts';
import { type Frame, span } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';
import { examplePlaces } from './example-places.ts';
import type { Rectangle } from './layout.ts';
import type { PlacedFrame } from './panes-view.ts';

type ExampleView = View & { kind: 'example' };

/**
 * What one example brings about in the network: a picture beside what is said of it and what the first units look for, or
 * the units of all layers; where there is no room for these, what is said beside the weights as heatmaps.
 */
export function exampleFrames(model: Model, view: ExampleView, place: Rectangle, theme: Theme): readonly PlacedFrame[] {
  const { image } = model.subject;
  if (image !== undefined) {
    const places = examplePlaces(place);
    const [example, units] = [imageProps(model, image), unitPicturesProps(model, image, view)];
    return [
      {
        name: 'example',
        place: places.example,
        frame:
          example === undefined ? nothing(model, places.example, theme) : drawImage(example, places.example, theme),
      },
      {
        name: 'units',
        place: places.units,
        frame: units === undefined ? nothing(model, places.units, theme) : drawUnitPictures(units, places.units, theme),
      },
    ];
  }
  const props = networkProps(model);
  const outcome = outcomeProps(model);
  if (props === undefined || outcome === undefined)
    return [{ name: 'network', place, frame: nothing(model, place, theme) }];
  if (hasRoomForNetwork(props, place)) return [{ name: 'network', place, frame: drawNetwork(props, place, theme) }];
  const places = examplePlaces(place);
  return [
    { name: 'example', place: places.example, frame: drawOutcome(outcome, places.example, theme) },
    { name: 'weights', place: places.units, frame: heatmaps(model, view, places.units, theme) },
  ];
}

function heatmaps(model: Model, { first }: ExampleView, place: Rectangle, theme: Theme): Frame {
  const { network, subject, snapshot } = model;
  const { inputNames, targetNames } = subject;
  const data = { program: network.program, shapes: network.shapes, inputNames, targetNames };
  return drawWeights({ ...data, views: snapshot?.parameters, first, focused: false }, place, theme);
}

/** There is no example, or none has been told of yet. */
function nothing(model: Model, place: Rectangle, theme: Theme): Frame {
  const words = exampleMeant(model) === undefined ? 'no such example' : 'the network has not been asked yet';
  return box({ title: 'example', details: [], focused: true }, place, [[span(words, theme.styles.quiet)]], theme);
}
