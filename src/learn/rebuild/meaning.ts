/* The meaning of a learner's names, where they are the names of the tutorial. */
import type { Fit } from './fit.ts';

/** `layer_2_delta` is `l2_delta`, `synapse_0` is `syn0`. */
function tutorialName(name: string): string {
  return name
    .toLowerCase()
    .replace(/^layer_?(\d)/, 'l$1')
    .replace(/^synapse_?(\d)/, 'syn$1')
    .replace(/^(l\d)_?(err|error)$/, '$1_error')
    .replace(/^(l\d)_?delta$/, '$1_delta');
}

/**
 * The line of the reference that a name says, where most of the learner's names say what their values are; undefined where the names say
 * nothing: `l1` may be the inputs, and `l2` the hidden layer.
 */
export function meaningOf(name: string, fit: Fit): string | undefined {
  const isLine = (own: string): boolean => fit.source.iteration.some(({ target }) => target === own);
  let [agree, differ] = [0, 0];
  for (const own of fit.matches.values()) {
    for (const [each, { quantity }] of own) {
      const meant = tutorialName(each);
      if (!isLine(meant) || meant === 'l0') continue;
      if (quantity.name === meant) agree++;
      // A part of what it says, such as the sum of a layer, is no sign that the names differ.
      else if (quantity.kind === 'line') differ++;
    }
  }
  const meant = tutorialName(name);
  return agree > differ && isLine(meant) ? meant : undefined;
}
