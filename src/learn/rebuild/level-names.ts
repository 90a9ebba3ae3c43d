/* The names by which a command line chooses what is rebuilt. They stand alone: the code of a check is large. */

export const networkNames = [
  'two-layers',
  'three-layers',
  'dropout',
  'four-layers',
  'tanh',
  'bias',
  'momentum',
] as const;
export type NetworkName = (typeof networkNames)[number];

export const levelNames = ['gap', 'order', 'faded', 'labels', 'nothing'] as const;
export type LevelName = (typeof levelNames)[number];
