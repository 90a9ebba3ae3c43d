import { describe, expect, test } from 'vitest';
import { type Race, raceOf } from '../../src/cli/race.ts';
import { settingsOf } from '../../src/scenario/network.ts';
import { parseScenario } from '../../src/scenario/parse.ts';

const text = JSON.stringify({
  name: 'race',
  data: { inputs: [[0], [1]], targets: [[0], [1]] },
  network: { hidden: [2] },
  training: { iterations: 100 },
});

function raceWith(...texts: readonly string[]): Race {
  const parsed = parseScenario(text);
  if (!parsed.ok) throw new Error('not valid');
  const settings = settingsOf(parsed.scenario);
  return raceOf(texts, { file: 'race.json', text, made: parsed.scenario.data.made, settings });
}

function shortOf(race: Race): readonly unknown[] {
  if (!race.ok) return race.problems;
  return race.settings.map(({ optimizer, learningRate, layerSizes }) => [optimizer, learningRate, layerSizes[1]]);
}

describe('the other runs of a race', () => {
  test('have each value of a setting, and not those of the scenario itself', () => {
    expect(shortOf(raceWith('optimizer=descent,momentum,adam'))).toEqual([
      ['momentum', 1, 2],
      ['adam', 1, 2],
    ]);
  });

  test('have settings of one text together, and those of several texts after one another', () => {
    expect(shortOf(raceWith('optimizer=adam alpha=0.01,0.1', 'hidden=8'))).toEqual([
      ['adam', 0.01, 2],
      ['adam', 0.1, 2],
      ['descent', 1, 8],
    ]);
  });

  test.each([
    ['optimizer=sgd', /^with optimizer=sgd: race\.json.*found "sgd"/],
    ['optimiser=adam', /did you mean optimizer\?/],
    ['iterations=5', /^iterations: the runs of a race differ in settings/],
    ['seed=1', /^seed: the runs of a race have the seed of the run in front/],
    ['seeds=1..3', /^seed: the runs of a race have the seed of the run in front/],
    ['data.noise=0.1', /^data\.noise: the runs of a race have the data of the run in front$/],
    ['alpha=1', /^expected settings that differ from those of the scenario$/],
    ['hidden=3..9', /^expected at most 5 other runs, found 7$/],
    ['alpha=1 lr=2', /^learningRate has two lists of values$/],
  ])('are refused: %s', (typed, problem) => {
    const [line] = shortOf(raceWith(typed));
    expect(line).toMatch(problem);
  });
});
