import type { Layer, Program } from '../../language/program.ts';
import type { FoundRoles, MatrixView } from '../../worker/protocol.ts';
import type { Network } from './model.ts';

/**
 * The network of a script with the shapes of its parameters, which are known once they exist. A bias is drawn below the weights where it
 * is one row as wide as they are, and by itself elsewhere.
 */
export function withShapesOf(network: Network, parameters: readonly MatrixView[]): Network {
  const { subject, shapes } = network;
  if (subject.kind !== 'script') return network;
  const isKnown = parameters.every(({ name, rows, columns }) => {
    const own = shapes.get(name);
    return own?.rows === rows && own.columns === columns;
  });
  if (isKnown && parameters.length === shapes.size) return network;
  const program: Program = {
    ...network.program,
    roles: { ...network.program.roles, layers: layersOf(subject.found ?? undefined, parameters) },
  };
  return { subject, program, shapes: new Map(parameters.map(({ name, rows, columns }) => [name, { rows, columns }])) };
}

function layersOf(found: FoundRoles | undefined, parameters: readonly MatrixView[]): readonly Layer[] {
  const viewOf = (name: string): MatrixView[] => parameters.filter((view) => view.name === name);
  const biases = (found?.biases ?? []).flatMap(viewOf);
  const layers = (found?.weights ?? []).flatMap(viewOf).map((weights): Layer => {
    const at = biases.findIndex(({ rows, columns }) => rows === 1 && columns === weights.columns);
    const [bias] = at === -1 ? [] : biases.splice(at, 1);
    return { weights: weights.name, ...(bias && { bias: bias.name }), output: '' };
  });
  return [...layers, ...biases.map(({ name }): Layer => ({ weights: name, output: '' }))];
}

/**
 * The roles of a script in words, longest form first: `weights syn0, syn1 · prediction l2 · target y · error line 38`, then with counts
 * of weights and biases, then without the last items. The inputs, `inputs X`, come first once they are found, where there is room.
 */
export function foundForms(found: FoundRoles, inputs: string | undefined): readonly string[] {
  const items = shortWords(found);
  const fewer = items.map((_, leftOut) => items.slice(0, items.length - leftOut));
  const whole = inputs === undefined ? [] : [foundWords(found, inputs)];
  return [...whole, foundWords(found), ...fewer].map((parts) => parts.join(' · '));
}

/** `inputs X`, `weights syn0, syn1`, `prediction l2`, `target y`, `error line 38`. */
export function foundWords(
  { weights, biases, prediction, target, errorLine }: FoundRoles,
  inputs?: string | undefined,
): readonly string[] {
  return [
    ...(inputs === undefined ? [] : [`inputs ${inputs}`]),
    ...(weights.length === 0 ? [] : [`weights ${weights.join(', ')}`]),
    ...(biases.length === 0 ? [] : [`biases ${biases.join(', ')}`]),
    ...(prediction === undefined ? [] : [`prediction ${prediction}`]),
    ...(target === undefined ? [] : [`target ${target}`]),
    ...(errorLine === undefined ? [] : [`error line ${errorLine}`]),
  ];
}

/** The words of `foundWords`, with counts in place of several names of weights or biases. */
function shortWords(found: FoundRoles): readonly string[] {
  const counts = (name: string, list: readonly string[]): readonly string[] =>
    list.length === 0 ? [] : [list.length === 1 ? `${name} ${list[0]}` : `${list.length} ${name}`];
  return [
    ...counts('weights', found.weights),
    ...counts('biases', found.biases),
    ...foundWords({ ...found, weights: [], biases: [] }),
  ];
}
