/** Reasons why a requested file of a run is not written. */
export const unwritten = {
  save: 'no checkpoint is written before the first iteration',
  saveWeights: 'no weights are written before the first iteration',
} as const;
