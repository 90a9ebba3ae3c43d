import type { ActivationName } from '../../language/activations.ts';
import type { Batches } from '../../language/program.ts';
import { activationOf } from '../../network/base.ts';
import { type LossName, losses } from '../../network/losses.ts';
import type { NetworkSettings } from '../../network/settings.ts';
import type { OptimizerName } from '../../network/techniques/optimizers.ts';
import { factorOf, type ScheduleName } from '../../network/techniques/schedule.ts';
import { decayOf } from '../../network/techniques/weight-decay.ts';

/*
 * One section for each technique of a network, in the order in which an iteration needs them. `network.ts` has dropout and
 * batch normalization, which are layers.
 */

// Mini-batches

/**
 * The rows of an iteration.
 * @param k iterations since the batches began, as an expression that binds tighter than a product.
 */
export function batchLines(
  batches: Batches | undefined,
  { batchOrder }: NetworkSettings,
  examples: number,
  k: string,
): readonly string[] {
  if (batches === undefined) return [];
  const { size, epoch } = batches;
  const positions = `(${size === 1 ? k : `${size} * ${k}`} + np.arange(${size})) % ${epoch}`;
  if (batchOrder === 'sequence') return [`rows = ${positions}  # mini-batches`];
  return [
    `if ${k} % ${epoch / size} == 0:  # a new order for each epoch`,
    `    order = np.random.permutation(${examples})`,
    `rows = order[${positions}]`,
  ];
}

// Activations

/** The activation of sums z. F.softplus is linear above a threshold; above 40 that is exact in 64 bits. */
export const torchActivations: Readonly<Record<ActivationName, (z: string) => string>> = {
  sigmoid: (z) => `torch.sigmoid(${z})`,
  tanh: (z) => `torch.tanh(${z})`,
  relu: (z) => `F.relu(${z})`,
  'leaky relu': (z) => `F.leaky_relu(${z}, 0.01)`,
  elu: (z) => `F.elu(${z})`,
  gelu: (z) => `F.gelu(${z})`,
  softplus: (z) => `F.softplus(${z}, threshold=40)`,
  swish: (z) => `F.silu(${z})`,
  linear: (z) => z,
  softmax: (z) => `torch.softmax(${z}, dim=1)`,
};

// Losses, L1 and L2

interface TorchLoss {
  /** The loss of predictions. */
  readonly ofPrediction: (target: string) => string;
  /** The loss of the sums before the activation that belongs to it; exact for predictions close to 0 and 1. */
  readonly ofSums?: (target: string) => string;
}

const torchLosses: Readonly<Record<LossName, TorchLoss>> = {
  'half square': { ofPrediction: (y) => `((${y} - prediction) ** 2).sum() / 2` },
  'mean squared': { ofPrediction: (y) => `F.mse_loss(prediction, ${y})` },
  'mean absolute': { ofPrediction: (y) => `F.l1_loss(prediction, ${y})` },
  huber: { ofPrediction: (y) => `F.huber_loss(prediction, ${y})` },
  'binary cross-entropy': {
    ofPrediction: (y) => `F.binary_cross_entropy(prediction, ${y})`,
    ofSums: (y) => `F.binary_cross_entropy_with_logits(sums, ${y})`,
  },
  'cross-entropy': {
    ofPrediction: (y) => `-(${y} * torch.log(prediction)).sum() / len(prediction)`,
    ofSums: (y) => `F.cross_entropy(sums, ${y})`,
  },
};

/** True when the loss takes the sums of the last layer instead of the predictions. */
export function lossTakesSums(settings: NetworkSettings): boolean {
  const activation = activationOf(settings, settings.layerSizes.length - 1);
  return losses[settings.loss].partner?.activation === activation;
}

/** The loss of an iteration, with the penalties of L1 and L2. */
export function lossLines(settings: NetworkSettings, target: string): readonly string[] {
  const { loss: name, l1, l2 } = settings;
  const { ofPrediction, ofSums } = torchLosses[name];
  const own = lossTakesSums(settings) && ofSums !== undefined ? ofSums(target) : ofPrediction(target);
  return [
    `loss = ${own}  # ${name}`,
    ...(l1 === 0 ? [] : [`loss = loss + ${l1} * sum(weight.abs().sum() for weight in weights)  # l1`]),
    ...(l2 === 0 ? [] : [`loss = loss + ${l2} / 2 * sum((weight ** 2).sum() for weight in weights)  # l2`]),
  ];
}

// Clipping

/** Sums whose gradient, the delta, is clipped in the backward pass. */
export function trimmed(sums: string, { clip, clipLimit }: NetworkSettings): string {
  switch (clip) {
    case 'deltas':
      return `trim_delta(${sums}, ${clipLimit})`;
    case 'deltas by norm':
      return `scale_delta(${sums}, ${clipLimit})`;
    case 'none':
    case 'gradients':
    case 'gradients by norm':
      return sums;
  }
}

/** Clips gradients between the backward pass and the step. */
export function clippingLines({ clip, clipLimit }: NetworkSettings): readonly string[] {
  switch (clip) {
    case 'gradients':
      return [`nn.utils.clip_grad_value_(model.parameters(), ${clipLimit})`];
    case 'gradients by norm':
      return [
        '# Like nn.utils.clip_grad_norm_, which adds 1e-6 to the norm.',
        `scale = torch.clamp(${clipLimit} / gradient_norm(model), max=1)`,
        'for own in model.parameters():',
        '    own.grad *= scale',
      ];
    case 'none':
    case 'deltas':
    case 'deltas by norm':
      return [];
  }
}

// Optimizers and weight decay

interface TorchOptimizer {
  readonly name: string;
  /** The arguments after the parameters and alpha. */
  readonly options?: (momentum: number) => string;
}

/** PyTorch's optimizers with the arguments that make their steps equal to those of the program. */
const torchOptimizers: Readonly<Record<OptimizerName, TorchOptimizer>> = {
  descent: { name: 'SGD' },
  momentum: { name: 'SGD', options: (mu) => `momentum=${mu}` },
  nesterov: { name: 'SGD', options: (mu) => `momentum=${mu}, nesterov=True` },
  rmsprop: { name: 'RMSprop', options: () => 'alpha=0.99, eps=1e-8' },
  adagrad: { name: 'Adagrad', options: () => 'eps=1e-10' },
  adam: { name: 'Adam', options: () => 'betas=(0.9, 0.999), eps=1e-8' },
  adamw: { name: 'AdamW', options: () => 'betas=(0.9, 0.999), eps=1e-8' },
};

/** True for optimizers with weight decay outside of the gradient. */
const decays = (settings: NetworkSettings): boolean => settings.optimizer === 'adamw';

/** True when some line needs the list of all weights. */
export function needsWeights(settings: NetworkSettings): boolean {
  return decays(settings) || decayOf(settings) > 0 || settings.l1 > 0 || settings.l2 > 0;
}

/** @param hasOthers true when there are parameters besides weights; they do not decay. */
export function optimizerLines(settings: NetworkSettings, hasOthers: boolean): readonly string[] {
  const { optimizer, momentum, learningRate } = settings;
  const { name, options } = torchOptimizers[optimizer];
  const rest = [`lr=${learningRate}`, ...(options === undefined ? [] : [options(momentum)])].join(', ');
  if (!decays(settings)) return [`optimizer = torch.optim.${name}(model.parameters(), ${rest})`];
  const decaying = `{"params": weights, "weight_decay": ${decayOf(settings)}}`;
  if (!hasOthers) return [`optimizer = torch.optim.${name}([${decaying}], ${rest})`];
  return [
    '# Only weights decay.',
    'others = [own for name, own in model.named_parameters() if "norm" in name or "bias" in name]',
    `groups = [${decaying}, {"params": others, "weight_decay": 0}]`,
    `optimizer = torch.optim.${name}(groups, ${rest})`,
  ];
}

/** Weight decay before the step, for optimizers without one outside of the gradient. */
export function decayLines(settings: NetworkSettings): readonly string[] {
  const decay = decayOf(settings);
  if (decay === 0 || decays(settings)) return [];
  const isScheduled = settings.schedule !== 'constant';
  const alpha = isScheduled ? 'optimizer.param_groups[0]["lr"]' : `${settings.learningRate}`;
  return [
    'with torch.no_grad():  # weight decay, outside of the gradient',
    '    for weight in weights:',
    `        weight -= ${alpha} * ${decay} * weight`,
  ];
}

// Schedules

/** The factor of alpha in iteration k of a schedule, from 0. */
const factors: Readonly<Record<ScheduleName, (k: string, every: number, factor: number) => string>> = {
  step: (k, every, factor) => `${factor} ** (${k} // ${every})`,
  exponential: (k, _, factor) => `${factor} ** ${k}`,
  cosine: (k, every) => `(1 + math.cos(math.pi * min(${k} / ${every}, 1))) / 2`,
};

/** @param past completed iterations of the schedule. */
export function scheduleLines(settings: NetworkSettings, past: number): readonly string[] {
  const { schedule, scheduleEvery } = settings;
  if (schedule === 'constant') return [];
  const k = past === 0 ? 'k' : `(k + ${past})`;
  return [
    `scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: ${factors[schedule](k, scheduleEvery, factorOf(settings))})`,
  ];
}
