import { activationName } from '../../network/base.ts';
import { type LossName, losses } from '../../network/losses.ts';
import type { NetworkSettings } from '../../network/settings.ts';
import { usual } from '../../network/usual.ts';

interface TorchLoss {
  /** Of predictions. */
  readonly ofPrediction: (target: string) => string;
  /** Of sums, where the activation is the one that goes with the loss: exact however sure the predictions are. */
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

/** Whether the loss is computed of the last sums and not of the predictions. */
export function isOfSums(settings: NetworkSettings): boolean {
  const activation = activationName(settings, settings.layerSizes.length - 1);
  return losses[settings.loss ?? usual.loss].partner?.activation === activation;
}

/** The loss of an iteration, with what L1 and L2 add to it. */
export function lossLines(settings: NetworkSettings, target: string): readonly string[] {
  const name = settings.loss ?? usual.loss;
  const { ofPrediction, ofSums } = torchLosses[name];
  const own = isOfSums(settings) && ofSums !== undefined ? ofSums(target) : ofPrediction(target);
  const { l1 = usual.l1, l2 = usual.l2 } = settings;
  return [
    `loss = ${own}  # ${name}`,
    ...(l1 === 0 ? [] : [`loss = loss + ${l1} * sum(weight.abs().sum() for weight in weights)  # l1`]),
    ...(l2 === 0 ? [] : [`loss = loss + ${l2 / 2} * sum((weight ** 2).sum() for weight in weights)  # l2`]),
  ];
}
