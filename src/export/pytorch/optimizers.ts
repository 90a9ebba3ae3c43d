import type { NetworkSettings } from '../../network/settings.ts';
import type { OptimizerName } from '../../network/techniques/optimizers.ts';
import { decayOf } from '../../network/techniques/weight-decay.ts';
import { usual } from '../../network/usual.ts';

interface TorchOptimizer {
  readonly name: string;
  /** What it is given besides the parameters and alpha. */
  readonly options?: (momentum: number) => string;
}

/** With these options PyTorch takes the very steps of the program. */
const table: Readonly<Record<OptimizerName, TorchOptimizer>> = {
  descent: { name: 'SGD' },
  momentum: { name: 'SGD', options: (mu) => `momentum=${mu}` },
  nesterov: { name: 'SGD', options: (mu) => `momentum=${mu}, nesterov=True` },
  rmsprop: { name: 'RMSprop', options: () => 'alpha=0.99, eps=1e-8' },
  adagrad: { name: 'Adagrad', options: () => 'eps=1e-10' },
  adam: { name: 'Adam', options: () => 'betas=(0.9, 0.999), eps=1e-8' },
  adamw: { name: 'AdamW', options: () => 'betas=(0.9, 0.999), eps=1e-8' },
};

/** Those who know of weight decay outside of the gradient. */
const decays = (settings: NetworkSettings): boolean => settings.optimizer === 'adamw';

/** Whether some line needs the list of all weights. */
export function needsWeights(settings: NetworkSettings): boolean {
  return decays(settings) || decayOf(settings) > 0 || (settings.l1 ?? usual.l1) > 0 || (settings.l2 ?? usual.l2) > 0;
}

/** @param hasOthers whether the network learns anything besides weights, which do not decay. */
export function optimizerLines(settings: NetworkSettings, hasOthers: boolean): readonly string[] {
  const { optimizer = usual.optimizer, momentum = usual.momentum, learningRate } = settings;
  const { name, options } = table[optimizer];
  const rest = [`lr=${learningRate}`, ...(options === undefined ? [] : [options(momentum)])].join(', ');
  if (!decays(settings)) return [`optimizer = torch.optim.${name}(model.parameters(), ${rest})`];
  const decaying = `{"params": weights, "weight_decay": ${decayOf(settings)}}`;
  if (!hasOthers) return [`optimizer = torch.optim.${name}([${decaying}], ${rest})`];
  return [
    '# Weights alone decay.',
    'others = [own for name, own in model.named_parameters() if "norm" in name or "bias" in name]',
    `groups = [${decaying}, {"params": others, "weight_decay": 0}]`,
    `optimizer = torch.optim.${name}(groups, ${rest})`,
  ];
}

/** Weight decay before the step of an optimizer that has none of this kind. */
export function decayLines(settings: NetworkSettings): readonly string[] {
  const decay = decayOf(settings);
  if (decay === 0 || decays(settings)) return [];
  const isScheduled = (settings.schedule ?? usual.schedule) !== usual.schedule;
  const alpha = isScheduled ? 'optimizer.param_groups[0]["lr"]' : `${settings.learningRate}`;
  return [
    'with torch.no_grad():  # weight decay, outside of the gradient',
    '    for weight in weights:',
    `        weight -= ${alpha} * ${decay} * weight`,
  ];
}
