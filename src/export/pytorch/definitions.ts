import type { Preamble } from '../python/script.ts';

export const torchNames: Preamble = {
  imports: [
    [
      ['import numpy as np', ['np']],
      ['import torch', ['torch']],
      ['from torch import nn', ['nn']],
      ['from torch.nn import functional as F', ['F']],
    ],
  ],
  definitions: {
    mask: `def mask(values, keep):
    """1 / keep for each unit that is kept, 0 for each dropped unit."""
    return torch.tensor((np.random.random(tuple(values.shape)) <= keep) / keep)`,
    FollowUp: `class FollowUp(torch.autograd.Function):
    """Dropout as first written in the follow-up of the tutorial: the slope is taken of the scaled values."""

    @staticmethod
    def forward(ctx, sums, kept):
        values = torch.sigmoid(sums) * kept
        ctx.save_for_backward(values)
        return values

    @staticmethod
    def backward(ctx, error):
        (values,) = ctx.saved_tensors
        return error * values * (1 - values), None`,
    trim_delta: `def trim_delta(sums, limit):
    """Clips each cell of the gradient of these sums."""
    if sums.requires_grad:
        sums.register_hook(lambda delta: delta.clamp(-limit, limit))
    return sums`,
    scale_delta: `def scale_delta(sums, limit):
    """Scales the gradient of these sums down to a norm of at most the limit."""
    if sums.requires_grad:
        sums.register_hook(lambda delta: delta * (limit / delta.norm()).clamp(max=1))
    return sums`,
    gradient_norm: `def gradient_norm(model):
    return torch.sqrt(sum((own.grad ** 2).sum() for own in model.parameters()))`,
    classes: `def classes(outputs):
    return outputs[:, 0] > 0.5 if outputs.shape[1] == 1 else outputs.argmax(dim=1)`,
    accuracy: `def accuracy(predicted, targets):
    """The share of rows whose class is predicted correctly."""
    return (classes(predicted) == classes(targets)).double().mean().item()`,
    r2: `def r2(predicted, targets):
    """1 minus the share of the variance that is not explained; the mean of the columns that vary."""
    total = ((targets - targets.mean(0)) ** 2).sum(0)
    left = ((targets - predicted) ** 2).sum(0)
    varies = total > 1e-24 * (targets**2).sum(0)
    return (1 - left[varies] / total[varies]).mean().item()`,
    forward: `def forward(x):
    """The prediction of the network as it is now, for any examples."""
    model.eval()
    with torch.no_grad():
        prediction = model(x)
    model.train()
    return prediction`,
  },
};

/** For scripts with 32-bit floats: NumPy's random numbers and the data of a table have 64 bits. */
export const singleNames: Preamble = {
  ...torchNames,
  definitions: {
    ...torchNames.definitions,
    mask: `def mask(values, keep):
    """1 / keep for each unit that is kept, 0 for each dropped unit."""
    return torch.tensor((np.random.random(tuple(values.shape)) <= keep) / keep, dtype=values.dtype)`,
    retype: `def retype(optimizer):
    """Gives the memory of an optimizer the type of new parameters."""
    for state in optimizer.state.values():
        for name, value in state.items():
            if name != "step" and value is not None:
                state[name] = value.to(torch.get_default_dtype())`,
    forward: `def forward(x):
    """The prediction of the network as it is now, for any examples."""
    model.eval()
    with torch.no_grad():
        prediction = model(x.to(torch.get_default_dtype()))
    model.train()
    return prediction`,
  },
};
