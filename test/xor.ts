/** The XOR of the tutorial: the third input is always 1. */
export const xor = {
  inputs: [
    [0, 0, 1],
    [0, 1, 1],
    [1, 0, 1],
    [1, 1, 1],
  ],
  targets: [[0], [1], [1], [0]],
};
