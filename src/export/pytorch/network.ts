import type { Expression } from '../../language/expression.ts';
import { printExpression } from '../../language/print.ts';
import type { Program } from '../../language/program.ts';
import { activationOf } from '../../network/base.ts';
import type { NetworkSettings } from '../../network/settings.ts';
import { dropoutShares, keptShare } from '../../network/techniques/dropout.ts';
import { indented, pythonNumber } from '../python/syntax.ts';
import { placeOf } from './parameters.ts';
import { lossTakesSums, torchActivations, trimmed } from './techniques.ts';

/** The network as a module: layers, initial values, forward pass. */
export function networkClass(settings: NetworkSettings, program: Program): readonly string[] {
  const depth = settings.layerSizes.length - 1;
  const numbers = Array.from({ length: depth }, (_, index) => index + 1);
  const last = torchActivations[activationOf(settings, depth)];
  const methods = lossTakesSums(settings)
    ? [
        'def sums(self, x):',
        ...indented([...numbers.flatMap((k) => layerLines(k, settings)), `return z${depth}`]),
        '',
        'def forward(self, x):',
        `    return ${last('self.sums(x)')}`,
      ]
    : ['def forward(self, x):', ...indented([...numbers.flatMap((k) => layerLines(k, settings)), `return l${depth}`])];
  return [
    'class Network(nn.Module):',
    ...indented([
      'def __init__(self):',
      ...indented([
        'super().__init__()',
        ...numbers.flatMap((k) => moduleLines(k, settings)),
        'with torch.no_grad():  # nn.Linear keeps weights transposed',
        ...indented(initialValues(program)),
      ]),
      '',
      ...methods,
    ]),
  ];
}

function isNormalized(k: number, { batchNorm, layerSizes }: NetworkSettings): boolean {
  return batchNorm && k < layerSizes.length - 1;
}

function moduleLines(k: number, settings: NetworkSettings): readonly string[] {
  const [before, units] = [settings.layerSizes[k - 1], settings.layerSizes[k]];
  const isNormal = isNormalized(k, settings);
  const bias = settings.bias && !isNormal ? '' : ', bias=False';
  return [
    `self.syn${k - 1} = nn.Linear(${before}, ${units}${bias})`,
    ...(isNormal ? [`self.norm${k} = nn.BatchNorm1d(${units})`] : []),
  ];
}

/** Draws weights and biases in the order of the setup. `nn.BatchNorm1d` begins with the same values as the program. */
function initialValues({ setup, roles }: Program): readonly string[] {
  const weights = new Set(roles.layers.map((layer) => layer.weights));
  const biases = new Set(roles.layers.map(({ bias }) => bias));
  return setup.flatMap(({ target, value: own }) => {
    // `copy_` rounds to the type of the parameter.
    const value = own.kind === 'cast' ? own.of : own;
    const isLearned = weights.has(target) || biases.has(target);
    const same = isLearned ? constantOf(value) : undefined;
    if (same !== undefined) return [initLine(`self.${placeOf(target)}`, same)];
    const first = `torch.tensor(${inNumpy(printExpression(value))})`;
    if (weights.has(target)) return [`self.${placeOf(target)}.copy_(${first}.T)`];
    return biases.has(target) ? [`self.${placeOf(target)}.copy_(${first}[0])`] : [];
  });
}

/** The number that fills a matrix: `zeros((3, 4)) + 0.5`; undefined for another matrix. */
function constantOf(value: Expression): number | undefined {
  if (value.kind === 'fill') return value.function === 'zeros' ? 0 : undefined;
  if (value.kind !== 'binary' || value.operator !== '+' || value.right.kind !== 'number') return undefined;
  const before = constantOf(value.left);
  return before === undefined ? undefined : before + value.right.value;
}

function initLine(place: string, value: number): string {
  return value === 0 ? `nn.init.zeros_(${place})` : `nn.init.constant_(${place}, ${pythonNumber(value)})`;
}

/** The names in `np` for the functions of the notation that draw initial values. */
const numpyNames: Readonly<Record<string, string>> = {
  random: 'random.random',
  randn: 'random.standard_normal',
  zeros: 'zeros',
  array: 'array',
};

function inNumpy(text: string): string {
  return text.replace(/[a-z]+(?=\()/g, (word) => `np.${numpyNames[word] ?? word}`);
}

function layerLines(k: number, settings: NetworkSettings): readonly string[] {
  const depth = settings.layerSizes.length - 1;
  const [before, own] = [k === 1 ? 'x' : `l${k - 1}`, `l${k}`];
  const linear = `self.syn${k - 1}(${before})`;
  const sums = trimmed(isNormalized(k, settings) ? `self.norm${k}(${linear})` : linear, settings);
  if (k === depth && lossTakesSums(settings)) return [`z${k} = ${sums}`];
  const activate = torchActivations[activationOf(settings, k)];
  const share = dropoutShares(settings)[k - 1] ?? 0;
  if (share === 0) return [`${own} = ${activate(sums)}`];
  const keep = keptShare(share);
  if (settings.dropoutForm === 'follow-up') {
    return [
      `z${k} = ${sums}`,
      `${own} = FollowUp.apply(z${k}, mask(z${k}, ${keep})) if self.training else ${activate(`z${k}`)}`,
    ];
  }
  return [`${own} = ${activate(sums)}`, 'if self.training:', `    ${own} = ${own} * mask(${own}, ${keep})  # dropout`];
}
