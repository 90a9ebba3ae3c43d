import { expect, test } from 'vitest';
import { stillOf } from '../../../src/cli/commands/recording.ts';
import { readShownScript } from '../../../src/cli/shown-script.ts';
import { readKeyScript } from '../../../src/learn/course/key-script.ts';
import type { Model } from '../../../src/ui/model/model.ts';
import { withoutColour } from '../../ui/frames.ts';
import { textOfScreen } from '../../ui/screen-text.ts';

async function still(name: string, at: number, keys: string): Promise<Model> {
  const subject = readShownScript(`scenarios/${name}`);
  const script = readKeyScript(keys);
  if (typeof subject === 'string' || !script.ok) throw new Error('no such script');
  const size = { columns: 120, rows: 40 };
  return stillOf({ subject, seed: 1, speed: { speed: 3000 }, size, at, script: script.steps });
}

test('a picture of a script shows its lines, its roles and its error after some iterations', async () => {
  const model = await still('scripts/three-layers.py', 20, 'n*4');
  const screen = textOfScreen(model, withoutColour);
  expect(screen).toContain('weights syn0, syn1 · prediction l2 · target y · error line 27');
  expect(screen).toMatch(/20 \/ 60,000/);
  expect(screen).toMatch(/▶/);
  expect(screen).toContain('Error: 0.4964100319027');
  expect(textOfScreen(await still('scripts/three-layers.py', 20, 'n*4'), withoutColour)).toBe(screen);
});

test.each([
  ['scripts/two-layers.py', ['weights'], 'output', 'y'],
  ['scripts/three-layers.py', ['syn0', 'syn1'], 'l2', 'y'],
  ['scripts/learning-rates.py', ['weights0', 'weights1'], 'output', 'y'],
  ['scripts/list-of-layers.py', [0, 1, 2].map((layer) => `net.layers[${layer}].weights`), 'out', 'y'],
])('the weights, the prediction and the target of %s are found', async (name, weights, prediction, target) => {
  const { subject } = await still(name, 5, '');
  expect(subject.kind === 'script' && subject.found).toMatchObject({ weights, prediction, target });
});

test('a file that is no Python is refused with its line', () => {
  expect(readShownScript('README.md')).toMatch(/^README\.md:\d+: SyntaxError: /);
  expect(readShownScript('scenarios/scripts/none.py')).toMatch(/cannot be read/);
});
