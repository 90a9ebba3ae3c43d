import { once } from 'node:events';
import { buffer, text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import packageFile from '../../package.json' with { type: 'json' };
import { full } from '../full.ts';
import { xor as exclusiveOr } from '../xor.ts';
import { run, start } from './run.ts';
import { scenario, writeFile } from './scenario-files.ts';
import { open } from './terminal.ts';

/** The output of the tutorial's scripts. */
const correlation = `\
Output After Training:
[[0.00966449]
 [0.00786506]
 [0.99358898]
 [0.99211957]]
`;
const xor = `\
Error:0.496410031903
Error:0.00858452565325
Error:0.00578945986251
Error:0.00462917677677
Error:0.00395876528027
Error:0.00351012256786
Output After Training:
[[0.00260572]
 [0.99672209]
 [0.99701711]
 [0.00386759]]
`;

function succeeded(stdout: string): object {
  return { stdout, stderr: '', exitCode: 0 };
}

describe('without a terminal', () => {
  test.each([
    ['scenarios/xor.json', xor],
    ['scenarios/correlation.json', correlation],
    ['xor', xor],
    ['correlation', correlation],
  ])('%s prints the output of the tutorial', async (name, output) => {
    // `npm test` gives the option only for names of files, and none for the others.
    const isFile = name.endsWith('.json');
    if (full || !isFile) expect(await run([name])).toEqual(succeeded(output));
    if (full || isFile) expect(await run([name, '--headless'])).toEqual(succeeded(output));
  });

  test('--json prints the same numbers in full, an object a line', async () => {
    const { stdout, stderr, exitCode } = await run(['xor', '--json']);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const printed = xor.split('\n').filter((line) => line.startsWith('Error:'));
    expect(lines.slice(0, -1)).toEqual(
      printed.map((line, index) => ({
        type: 'report',
        iteration: 10_000 * index,
        error: expect.closeTo(Number(line.slice('Error:'.length)), 12),
      })),
    );
    const number = expect.any(Number);
    expect(lines.at(-1)).toEqual({
      type: 'result',
      iterations: 60_000,
      error: expect.closeTo(0.00318353, 8),
      parameters: {
        syn0: Array.from({ length: 3 }, () => [number, number, number, number]),
        syn1: Array.from({ length: 4 }, () => [number]),
      },
      prediction: [0.00260572, 0.99672209, 0.99701711, 0.00386759].map((value) => [expect.closeTo(value, 8)]),
    });
  });

  // The iterations are those at which the exported scripts stop in NumPy 2.4.
  test.each([
    [0.01, 527],
    [0.001, 1914],
  ])('stops in the first iteration whose gradient norm is below %d', async (gradientNormBelow, iterations) => {
    const training = { iterations: 60_000, stop: { gradientNormBelow } };
    const file = writeFile(scenario({ data: exclusiveOr, network: { hidden: [4] }, training }), 'norm.json');
    const { stdout } = await run([file, '--json']);
    expect(JSON.parse(stdout.trimEnd().split('\n').at(-1) as string)).toMatchObject({ iterations });
  });

  test('another seed gives other numbers, the same seed gives the same', async () => {
    const [same, other] = await Promise.all([
      run(['correlation', '--seed', '1', '--json']),
      run(['correlation', '--seed', '2', '--json']),
    ]);
    expect(same.stdout).toBe((await run(['correlation', '--json'])).stdout);
    expect(other.stdout).not.toBe(same.stdout);
  });

  test('a reader that closes the pipe ends the command without a message', async () => {
    // An endless run, with more lines than a pipe holds.
    const endless = writeFile(scenario({ training: { iterations: 1e9, reportEvery: 1 } }));
    const child = start([endless]);
    const complaints = text(child.stderr);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    const [exitCode] = await once(child, 'exit');
    expect({ exitCode, stderr: await complaints }).toEqual({ exitCode: 0, stderr: '' });
  });

  test('a slow reader misses nothing', async () => {
    // The last line is longer than a pipe holds, and shorter than the buffer of a stream.
    const targets = Array.from({ length: 3800 }, () => [0]);
    const data = { inputs: targets, targets };
    const file = writeFile(scenario({ data, network: { hidden: [] }, training: { iterations: 1 } }));
    const child = start([file, '--json']);
    // Reading begins only after the command has had time to write.
    await once(child.stdout, 'readable');
    const lines = (await buffer(child.stdout)).toString().trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    const result: { prediction: number[][] } = JSON.parse(lines[1] as string);
    expect(result.prediction).toEqual(targets.map(() => [0.5]));
  });

  test('a run that gets a signal ends at once', async () => {
    const child = start([writeFile(scenario({ training: { iterations: 1e9, reportEvery: 1e6 } }))]);
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([null, 'SIGTERM']);
  });
});

describe('on a terminal', () => {
  test.each(['--headless', '--json'])('%s prints the same as without one', async (option) => {
    const terminal = open(['correlation', option]);
    const { exitCode, lines } = await terminal.exit();
    expect(exitCode).toBe(0);
    expect(`${lines.join('\n')}\n`).toBe((await run(['correlation', option])).stdout);
  });

  test('no scenario: lists the built-in ones in lines that fit', async () => {
    const { exitCode, lines } = await open([], { columns: 60 }).exit();
    expect(exitCode).toBe(0);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
    expect(lines.join('\n')).toMatch(/^Built-in scenarios:\n(.*\n)* {2}correlation +\w+ /);
  });
});

describe('the command line', () => {
  test('without a scenario lists the built-in ones', async () => {
    const { stdout, stderr, exitCode } = await run([]);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    const names = [...stdout.matchAll(/^ {2}(\S+) {2,}\S/gm)].map(([, name]) => name);
    expect(names).toEqual(expect.arrayContaining(['correlation', 'xor', 'xor-without-hidden-layer']));
    expect(names).toContain('alpha/...');
    expect(stdout).toMatch(/^ {2}future-work\/\.\.\.\n {4}activations +\w+ .*\.\.\.\n {4}adagrad +\w+ /m);
    const scripts = names.filter((name) => name?.endsWith('.py'));
    expect(scripts).toEqual(
      ['learning-rates', 'list-of-layers', 'three-layers', 'two-layers'].map((name) => `scripts/${name}.py`),
    );
    expect(stdout).toMatch(
      /^ {2}scripts\/two-layers\.py +A network of two layers, after the first one of the tutorial/m,
    );
    const scenarios = names.filter((name) => !/\.\.\.$|\.py$/.test(name ?? ''));
    const files = scenarios.map((name) => `scenarios/${name}.json`);
    expect((await run(['check', ...files])).exitCode).toBe(0);
  });

  test('names the option that another one needs', async () => {
    const { stderr } = await run(['xor', '--headless', '--save-every', '5']);
    expect(stderr).toMatch(/^backprop-tui: --save-every needs --save\n/);
  });

  test('refuses an option of a run without a scenario', async () => {
    for (const option of ['--headless', '--json', '--resume']) {
      const { stdout, stderr, exitCode } = await run(option === '--resume' ? [option, 'run.state'] : [option]);
      expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
      expect(stderr).toBe(`${option}: expected a scenario to train, as in: backprop-tui xor ${option}\n`);
    }
  });

  test('check describes valid files', async () => {
    expect(await run(['check', 'scenarios/xor.json', 'scenarios/correlation.json'])).toEqual(
      succeeded(
        'scenarios/xor.json: ok, 4 examples, layers 3-4-1, 60,000 iterations\n' +
          'scenarios/correlation.json: ok, 4 examples, layers 3-1, 10,000 iterations\n',
      ),
    );
  });

  test('check warns on stderr of what is known before any training, and succeeds', async () => {
    const network = { hidden: [4], activation: ['linear', 'sigmoid'] };
    // A network without a hidden layer learns AND, and not XOR.
    const file = writeFile(scenario({ data: exclusiveOr, network }), 'linear.json');
    const { stdout, stderr, exitCode } = await run(['check', file]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/linear\.json: ok, /);
    expect(stderr).toMatch(/linear\.json: warning: .*linear.*\n$/);
  });

  test('check --run prints a check-up, and succeeds whatever it finds', async () => {
    const { stdout, exitCode } = await run(['check', '--run', 'scenarios/xor-without-hidden-layer.json']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^check-up of the initial weights, on all 4 examples\n[✓*] first loss /m);
    expect(stdout).toMatch(/^[✗x] memorization [23] of 4 examples right/m);
    const json = await run(['check', '--run', '--json', 'scenarios/xor.json']);
    const { type, ok, warnings, checkUp } = JSON.parse(json.stdout) as {
      readonly [name: string]: unknown;
      readonly checkUp: { readonly rows: number; readonly findings: readonly { readonly kind: string }[] };
    };
    expect({ type, ok, warnings, rows: checkUp.rows }).toEqual({ type: 'check', ok: true, warnings: [], rows: 4 });
    expect(checkUp.findings.map(({ kind }) => kind)).toEqual([
      'firstLoss',
      'fewRows',
      'zeroedInputs',
      'gradients',
      'testRows',
      'scales',
      'alphas',
    ]);
  });

  test('check prints the faults of invalid files on stderr, and describes the valid ones', async () => {
    const bad = writeFile(scenario({ network: { hidden: [0] } }), 'bad.json');
    const { stdout, stderr, exitCode } = await run(['check', bad, 'scenarios/xor.json']);
    expect(exitCode).toBe(2);
    expect(stdout).toBe('scenarios/xor.json: ok, 4 examples, layers 3-4-1, 60,000 iterations\n');
    expect(stderr).toMatch(
      /bad\.json:1:\d+ {2}network\.hidden\[0\]: expected a whole number from 1 to 4,?096, found 0\n$/,
    );
  });

  test.each([
    [
      'a file that is not there',
      ['nowhere.json'],
      /^nowhere\.json {2}expected a scenario file, or the name of a built-in scenario, found no file of this name/,
    ],
    [
      'a directory',
      ['scenarios'],
      /^scenarios {2}expected a scenario file, found a directory; name a \.json file in it\n$/,
    ],
    ['an unknown option', ['xor', '--fast'], /^backprop-tui: Unknown argument: fast\nbackprop-tui --help /],
    ['a second scenario', ['xor', 'correlation'], /^backprop-tui: Unknown argument: correlation\nbackprop-tui --help /],
    [
      'a seed that is none',
      ['xor', '--seed', '1.5'],
      /^backprop-tui: --seed: expected a whole number from 0 to 4,294,967,295, found 1\.5\n/,
    ],
    ['a seed that is missing', ['xor', '--seed'], /^backprop-tui: --seed: expected a value after it, found nothing\n/],
    [
      'a seed that is given twice',
      ['xor', '--seed', '1', '--seed', '2'],
      /^backprop-tui: --seed: expected once, found "1" and "2"\n$/,
    ],
    [
      'a file that is given twice',
      ['xor', '--json', '--save-weights', 'a.npz', '--saveWeights=b.npz'],
      /^backprop-tui: --save-weights: expected once, found "a.npz" and "b.npz"\n$/,
    ],
    [
      'seeds that are given twice',
      ['sweep', 'xor', '--seeds', '1', '--seeds', '\u001b[31m2', '--set', 'hidden=2', '--set', 'iterations=1'],
      /^backprop-tui: --seeds: expected once, found "1" and "\[31m2"\n$/,
    ],
    [
      'a script in a command for scenarios',
      ['sweep', 'scenarios/scripts/two-layers.py'],
      /^scenarios\/scripts\/two-layers\.py {2}expected a scenario or a data file, found a Python file; backprop-tui scenarios\/scripts\/two-layers\.py runs it\n$/,
    ],
    [
      'check without files',
      ['check'],
      /^backprop-tui: check: expected an argument after it; backprop-tui check --help lists the arguments\n/,
    ],
    ['control characters', ['xor', '--\u001b[31m\u0007x'], /^backprop-tui: Unknown argument: \[31mx\n/],
  ])('refuses %s with exit code 2 and a message on stderr', async (_what, args, message) => {
    const { stdout, stderr, exitCode } = await run(args);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toMatch(message);
  });

  test('--version prints the version of the package', async () => {
    expect(await run(['--version'])).toEqual(succeeded(`${packageFile.version}\n`));
    expect(await run(['-v'])).toEqual(succeeded(`${packageFile.version}\n`));
  });

  test('--help lists commands and options, in ASCII', async () => {
    const { stdout, stderr, exitCode } = await run(['--help']);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    for (const word of ['check <files..>', '--headless', '--json', '--paused', '--seed', '--version']) {
      expect(stdout).toContain(word);
    }
    expect(stdout).toMatch(/^[\n -~]+$/);
    expect((await run(['-h'])).stdout).toBe(stdout);
  });
});
