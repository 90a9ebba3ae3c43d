import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from './run.ts';
import { open } from './terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'rebuild-'));
afterAll(() => rmSync(folder, { recursive: true }));

const right = `import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
goal = np.array([[0,0,1,1]]).T
np.random.seed(4)
w = 2 * np.random.random((3, 1)) - 1
for i in range(10000):
    p = 1 / (1 + np.exp(-np.dot(X, w)))
    w -= 2 * X.T.dot((p - goal) * p * (1 - p))
`;

describe('the network rebuilt in a file', () => {
  test('a right program ends with 0, a wrong one with 1 and its line', async () => {
    writeFileSync(join(folder, 'right.py'), right);
    writeFileSync(join(folder, 'wrong.py'), right.replace('* p * (1 - p)', ''));
    const [good, bad] = await Promise.all([
      run(['learn', 'rebuild', 'two-layers', '--file', 'right.py', '--once'], {}, folder),
      run(['learn', 'rebuild', 'two-layers', '--file', 'wrong.py', '--json'], {}, folder),
    ]);
    expect(good.exitCode).toBe(0);
    expect(good.stdout).toContain('Right: these numbers are those of the network.');
    expect(good.stdout).toContain('✓ 8');
    expect(bad.exitCode).toBe(1);
    expect(JSON.parse(bad.stdout)).toMatchObject({ solved: false, fault: { line: 8, mistake: 'no-output-slope' } });
  });

  test('an absent file is refused where it is to be checked once', async () => {
    const { exitCode, stderr } = await run(['learn', 'rebuild', '--file', 'absent.py', '--once'], {}, folder);
    expect([exitCode, stderr]).toEqual([2, 'backprop-tui: absent.py: there is no such file\n']);
  });

  test('an absent file is written, and each save is checked until the program is right', async () => {
    const terminal = open(['learn', 'rebuild', 'two-layers', '--file', 'my.py'], { folder });
    await terminal.waitFor('4 blanks are still open');
    const file = join(folder, 'my.py');
    const filled = readFileSync(file, 'utf8')
      .replace('sigmoid(____)', 'sigmoid(X @ syn0)')
      .replace('y - ____', 'y - l1')
      .replace('slope(____)', 'slope(l1)');
    writeFileSync(file, filled.replace('l0.T @ ____', 'l0.T @ l1_error'));
    await terminal.waitFor('without the slope');
    writeFileSync(file, filled.replace('l0.T @ ____', 'l0.T @ l1_delta'));
    const { exitCode } = await terminal.exit();
    expect(exitCode).toBe(0);
  });
});
