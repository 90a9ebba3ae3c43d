import type { View } from '../model/model.ts';
import type { Key } from './bindings.ts';

/** The keys that the footer names where there is room, in each view, the most needed first. */
export const footerKeys: Readonly<Record<View['kind'], readonly Key[]>> = {
  panes: ['space', 's', 'n', 'b', '?', 'q', 'enter', 'v', 'tab', 'r', 'i', 'o', 'M', 'w', '+', 'R', 'l', 't'],
  help: ['escape', 'up', 'q'],
  inspect: ['up', 'enter', 'n', 'b', 's', '?', 'q', 'space', 'escape'],
  gradients: ['escape', '?', 'q', 'space', 's', 'n', 'b', 'c'],
  compare: ['M', 'up', 'escape', '?', 'q', 'space', 's', 'b', 'm'],
  boundary: ['right', 'd', 'escape', '?', 'q', 'space', 's', 'n', 'b', 'r', 'o'],
  fit: ['T', 'up', 'escape', '?', 'q', 'space', 's', 'n', 'b', 'r'],
  example: ['up', '>', '!', 'T', 'escape', '?', 'q', 'space', 's', 'n', 'b', '/'],
  verdict: ['escape', 'up', '?', 'q', 'space', 's', 'r', 'R'],
  options: ['up', 'enter', 'pagedown', 'R', 'escape', '?', 'q'],
  keptRuns: ['up', 'x', 'escape', 'k', '?', 'q', 'space', 'r', 'o'],
  /** While a question is open its own words stand there. */
  prompt: [],
};
