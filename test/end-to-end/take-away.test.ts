import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from './run.ts';
import { writeFile } from './scenario-files.ts';
import { open } from './terminal.ts';

/** A folder that is there as long as the test runs. */
function folder(): string {
  return dirname(writeFile(''));
}

describe('weights', () => {
  test.each(['json', 'npz', 'safetensors'])('that are saved as .%s predict what the run predicts', async (ending) => {
    const weights = join(folder(), `weights.${ending}`);
    const trained = await run(['xor', '--save-weights', weights]);
    expect(trained.exitCode).toBe(0);
    const input = writeFile('x2,x1,x3\n0,1,1\n1,1,1\n', 'rows.csv');
    const { stdout, exitCode } = await run(['predict', 'xor', '--weights', weights, '--input', input]);
    const [heading, ...predictions] = stdout.trimEnd().split('\n');
    expect({ exitCode, heading }).toEqual({ exitCode: 0, heading: 'y' });
    expect(predictions.map(Number)).toEqual([expect.closeTo(0.997017, 5), expect.closeTo(0.003868, 5)]);
    const out = join(folder(), 'out.csv');
    await run(['predict', 'xor', '--weights', weights, '--input', input, '--out', out]);
    expect(readFileSync(out, 'utf8')).toBe(stdout);
    const again = await run(['xor', '--headless', '--weights', weights]);
    expect(again.stdout).toMatch(/^Error:0\.00318350238/);
  });

  test('start a run in the dashboard too', async () => {
    const weights = join(folder(), 'weights.npz');
    await run(['xor', '--save-weights', weights]);
    const terminal = open(['xor', '--paused', '--weights', weights]);
    await terminal.waitFor('paused');
    terminal.press('s');
    await terminal.waitFor('0.00318');
    terminal.press('q');
    expect((await terminal.exit()).exitCode).toBe(0);
  });

  test('of another network are told of, and nothing is trained', async () => {
    const weights = writeFile({ syn0: [[1, 2]], w: [[1]] }, 'weights.json');
    const { stdout, stderr, exitCode } = await run(['xor', '--weights', weights]);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr.replaceAll(weights, 'weights.json')).toBe(
      'weights.json  syn0: expected 3×4, found 1×2\n' +
        'weights.json  syn1: expected 4×1, found nothing of this name\n' +
        'weights.json  expected syn0, syn1 and nothing else, found "w"\n',
    );
  });

  test('that could not be written in the end are not trained', async () => {
    const { stdout, stderr, exitCode } = await run(['xor', '--save-weights', 'no/such/folder.json']);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toContain('expected a file that can be written, found no file or folder of this name');
  });
});
