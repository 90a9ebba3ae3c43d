import { expect, test } from 'vitest';
import { buildProgram, type NetworkSettings } from '../../../src/network/build.ts';
import { evaluationWords } from '../../../src/ui/words/evaluation-words.ts';

test.each([
  [{}, []],
  [{ batchSize: 2 }, ['p2 is l2 of every example', 'p2 is l2 as it predicts']],
  [{ dropout: 0.2 }, ['p2 is l2 with no unit left out', 'p2 is l2 as it predicts']],
  [{ batchNorm: true }, ['p2 is l2 by the running averages', 'p2 is l2 as it predicts']],
  [
    { batchSize: 2, dropout: 0.2, dropoutForm: 'follow-up' },
    ['p2 is l2 of every example, with no unit left out', 'p2 is l2 as it predicts'],
  ],
] satisfies [Partial<NetworkSettings>, string[]][])(
  'what is predicted apart is the last layer without what training does to it: %j',
  (settings, words) => {
    const program = buildProgram({ layerSizes: [3, 4, 1], bias: false, learningRate: 1, ...settings }, 4);
    expect(evaluationWords(program)).toEqual(words);
  },
);
