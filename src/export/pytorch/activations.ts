import type { ActivationName } from '../../language/activations.ts';

/** Values of sums. F.softplus gives up its curve where a threshold is passed; past 40 there is none in 64 bits. */
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
