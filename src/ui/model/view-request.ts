import type { ViewRequest } from '../../worker/protocol.ts';
import { exampleMeant } from './examples.ts';
import { type Model, shownView } from './model.ts';
import { fieldOf } from './plane.ts';

/** More units than any screen shows pictures of, and some before the first of them, for the last page is a full one. */
const MOST_PICTURES = 512;
const BEFORE = 64;

/** What the open view needs in the next snapshots: the thread computes nothing that is not on the screen. */
export function viewRequestOf(model: Model): ViewRequest {
  const { subject } = model;
  const view = shownView(model);
  switch (view.kind) {
    case 'boundary':
      return { field: fieldOf(model, view) };
    case 'fit':
      return { confusions: true };
    case 'example':
      return {
        example: exampleMeant(model),
        ...(subject.image === undefined
          ? {}
          : { incoming: { first: Math.max(0, view.first - BEFORE), count: MOST_PICTURES } }),
      };
    default:
      return {};
  }
}

export function isSameRequest(one: ViewRequest, other: ViewRequest): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
