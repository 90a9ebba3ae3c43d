import { describe, expect, test } from 'vitest';
import { axisText, parseAxis, parseSeeds } from '../../../src/cli/sweep/axes.ts';

describe('an axis', () => {
  test.each([
    ['learningRate=0.1,1,10', ['training', 'learningRate'], [0.1, 1, 10]],
    ['hidden=0,4,[8,8]', ['network', 'hidden'], [[], [4], [8, 8]]],
    ['hidden=2..4', ['network', 'hidden'], [[2], [3], [4]]],
    ['dropout.share=0,0.2', ['network', 'dropout', 'share'], [0, 0.2]],
    [
      'optimizer=adam, {"name":"momentum","momentum":0.5}',
      ['training', 'optimizer'],
      ['adam', { name: 'momentum', momentum: 0.5 }],
    ],
    ['bias=true,default', ['network', 'bias'], [true, undefined]],
    ['iterations=100', ['training', 'iterations'], [100]],
    ['hidden=2,1..3,2,[4],[4],default,default', ['network', 'hidden'], [[2], [1], [3], [4], undefined]],
    ['data.noise=0,0.1', ['data', 'noise'], [0, 0.1]],
    ['l2=.5,+1,01,1.,1e-3', ['training', 'l2'], [0.5, 1, 0.001]],
    ['data.test.fraction=0.2,default', ['data', 'test', 'fraction'], [0.2, undefined]],
  ])('%s', (text, path, values) => {
    expect(parseAxis(text)).toEqual({ name: text.split('=')[0], path, values });
  });

  test.each([
    ['hidden', /expected a setting and its values/],
    ['hiden=2', /expected a setting, found "hiden"; did you mean hidden\?/],
    ['clipNorm=2', /did you mean clip=\{"what":"gradients","by":"norm","limit":1\}\?/],
    ['batchNormalization=true', /did you mean batchNorm\?/],
    ['training.seed=1', /--seeds/],
    ['foo=2', /expected a setting: one of hidden, bias, .*; found "foo"/],
    [
      'dropout=0.1..0.3',
      /dropout: expected whole numbers in a range, as in 1\.\.8, found 0\.1\.\.0\.3; list the others/,
    ],
    ['toString=2', /expected a setting/],
    ['noise=0.1', /found "noise"; did you mean data\.noise\?/],
    ['data=1', /expected a setting/],
    ['seed=1,2', /--seeds/],
    ['hidden=2,,4', /hidden: expected a value between the commas/],
    ['hidden=8..2', /hidden: expected a range that rises/],
    ['hidden=1..20000', /^hidden: expected at most 10,000 values, found 1\.\.20000$/],
    ['alpha=', /^learningRate: expected values, as in learningRate=1,2, found nothing$/],
    ['alpha=1,1e400', /^learningRate: expected numbers that fit into 64 bits, found 1e400$/],
    ['hidden=[4,1e999]', /^hidden: expected numbers that fit into 64 bits, found \[4,1e999\]$/],
    ['alpha', /expected a setting/],
    ['loss={"a"', /loss: expected a number, a word or JSON/],
  ])('%s has a fault', (text, fault) => {
    expect(parseAxis(text)).toMatch(fault);
  });

  test('may have a name by which a setting is known elsewhere', () => {
    expect(parseAxis('alpha=1')).toMatchObject({ name: 'learningRate', path: ['training', 'learningRate'] });
    expect(parseAxis('momentum=0.5')).toMatchObject({ path: ['training', 'optimizer', 'momentum'] });
    expect(parseAxis('network.hidden=3')).toMatchObject({ name: 'hidden', path: ['network', 'hidden'] });
  });

  test('prints its values as they are written', () => {
    expect([0.1, 'adam', [8, 8], undefined].map(axisText)).toEqual(['0.1', 'adam', '[8,8]', 'default']);
  });
});

test('seeds are numbers and ranges, each once', () => {
  expect(parseSeeds('1..3,7, 2')).toEqual([1, 2, 3, 7]);
  for (const text of ['', '3..1', '-1', '1.5', '4294967296', '0..99999']) expect(parseSeeds(text)).toMatch(/^expected/);
});
