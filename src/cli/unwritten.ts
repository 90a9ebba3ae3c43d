/** Why a file of a run is not written, although it was asked for. */
export const unwritten = {
  save: 'no checkpoint is written of a run before its first iteration',
  saveWeights: 'no weights are written of a run before its first iteration',
} as const;
