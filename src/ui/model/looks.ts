import type { Looks } from '../../worker/protocol.ts';
import { exampleMeant } from './examples.ts';
import type { Model } from './model.ts';
import { fieldOf } from './plane.ts';

/** More units than any screen shows pictures of. */
const MOST_PICTURES = 512;

/** What has to be seen of the run for what is on the screen: it need not compute what nobody looks at. */
export function looksOf(model: Model): Looks {
  const { view, subject } = model;
  switch (view.kind) {
    case 'boundary':
      return { field: fieldOf(model, view) };
    case 'fit':
      return { confusions: true };
    case 'example':
      return {
        example: exampleMeant(model),
        ...(subject.image === undefined ? {} : { incoming: { first: 0, count: MOST_PICTURES } }),
      };
    default:
      return {};
  }
}

export function isSameLooks(one: Looks, other: Looks): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
