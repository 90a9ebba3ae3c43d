/**
 * What settings are without a word on them: the tutorial's, and of what is added to that the values of PyTorch. What is
 * usual of one optimizer or of one schedule alone stands in its table.
 */
export const usual = {
  learningRate: 1,
  bias: false,
  biasStart: 'zero',
  activation: 'sigmoid',
  loss: 'half square',
  initial: 'uniform',
  batchSize: 0,
  batchOrder: 'sequence',
  dropout: 0,
  dropoutForm: 'corrected',
  batchNorm: false,
  l1: 0,
  l2: 0,
  clip: 'none',
  clipLimit: 1,
  optimizer: 'descent',
  momentum: 0.9,
  schedule: 'constant',
  scheduleEvery: 1000,
} as const;
