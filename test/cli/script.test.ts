import { describe, expect, it } from 'vitest';
import { isScriptCommand } from '../../src/cli/arguments.ts';
import { runScript, type ScriptStreams } from '../../src/cli/run-script.ts';
import { type ScriptOptions, scriptOptions } from '../../src/cli/script-options.ts';
import { trainings } from '../script/python.ts';
import { severalLoops } from '../script/several-loops.ts';

describe('the command line of a script', () => {
  it('is one that names a Python file before --', () => {
    expect(isScriptCommand(['net.py', '--headless'])).toBe(true);
    expect(isScriptCommand(['--seed', '3', 'net.py'])).toBe(true);
    expect(isScriptCommand(['xor', '--', 'net.py'])).toBe(false);
    expect(isScriptCommand(['export', 'xor', '--out', 'net.py'])).toBe(false);
  });

  it('has a file, a seed, and arguments of the script after --', () => {
    expect(scriptOptions(['net.py', '--headless', '--seed=7', '--', '-x', '--seed'])).toEqual({
      file: 'net.py',
      headless: true,
      seed: 7,
      arguments: ['-x', '--seed'],
      screen: {},
    });
    expect(scriptOptions(['net.py', '--speed', '30', '--paused', '--theme=light', '--no-mouse'])).toMatchObject({
      speed: 30,
      paused: true,
      screen: { theme: 'light', mouse: false },
    });
  });

  it('is refused with a word that a script does not take', () => {
    expect(scriptOptions(['net.py', '--log', 'run.csv'])).toContain('--log: a script takes --headless');
    expect(scriptOptions(['net.py', '--seed', '1', '--seed=2'])).toBe('--seed: expected once, found "1" and "2"');
    expect(scriptOptions(['net.py', '--theme', 'pink'])).toContain('--theme: expected light, dark or high-contrast');
    expect(scriptOptions(['net.py', '--seed', '-1'])).toContain('--seed: expected a whole number');
    expect(scriptOptions(['net.py', 'other.py'])).toContain('expected one file');
    expect(scriptOptions(['net.py', '--speed', 'fast'])).toContain('--speed: expected iterations a second');
    expect(scriptOptions(['net.py', '--roles', 'wings=a'])).toMatch(/^--roles: \S/);
    expect(scriptOptions(['net.py', '--headless=false'])).toBe('--headless: expected no value, found "false"');
    expect(scriptOptions(['--headless', '--headless'])).toBe('expected a Python file');
  });
});

async function run(
  source: string,
  lines: readonly string[] = [],
  more: Partial<ScriptOptions> = {},
): Promise<{ out: string; error: string; code: number }> {
  let out = '';
  let error = '';
  let at = 0;
  const streams: ScriptStreams = {
    out(text) {
      out += text;
    },
    error(text) {
      error += text;
    },
    ready: async () => {},
    line: async () => lines[at++],
  };
  const options = { file: 'test/cli/none.py', headless: true, seed: undefined, arguments: [], ...more };
  const code = await runScript(new TextEncoder().encode(source), options, streams);
  return { out, error, code };
}

describe('a script without a screen', () => {
  it('prints what it prints, and ends with 0', async () => {
    expect(await run('print(1 + 1)\nprint("ü")\n')).toEqual({ out: '2\nü\n', error: '', code: 0 });
  });

  it('prints a traceback and one sentence of advice, and ends with 1', async () => {
    const { out, error, code } = await run('print("a")\nx = "n" + 1\n');
    expect([out, code]).toEqual(['a\n', 1]);
    expect(error).toBe(
      'Traceback (most recent call last):\n  File "test/cli/none.py", line 2, in <module>\n    x = "n" + 1\n' +
        'TypeError: can only concatenate str (not "int") to str\nbackprop-tui: A number becomes text with str(…).\n',
    );
  });

  it('ends with the code that it gives to sys.exit', async () => {
    expect(await run('import sys\nsys.exit(3)\n')).toEqual({ out: '', error: '', code: 3 });
    expect(await run('raise SystemExit("no data")\n')).toEqual({ out: '', error: 'no data\n', code: 1 });
  });

  it('shows where the text is not Python', async () => {
    const { error, code } = await run('x = 1\nif x\n    pass\n');
    expect(code).toBe(1);
    expect(error).toContain('  File "test/cli/none.py", line 2\n    if x\n        ^\nSyntaxError: expected \':\'\n');
  });

  it('takes the seed of the command line in place of its own, and says so', async () => {
    const draws =
      'import numpy as np, random\nfor s in (3, 4):\n    np.random.seed(s)\n    print(np.random.rand())\nprint(random.random())\n';
    const own = await run(draws);
    const moved = await run(draws, [], { seed: 4 });
    const error = 'backprop-tui: line 3: seed 5 in place of 4\n';
    expect(moved.error).toBe(error);
    expect(moved.out.split('\n')[0]).toBe(own.out.split('\n')[1]);
    expect(own).toEqual({ ...(await run(draws.replace('random.random()', 'random.Random(1).random()'))) });
    expect(await run(draws.replaceAll('s)', 's + 1)').replace('random.random()', 'random.Random(4).random()'))).toEqual(
      {
        ...moved,
        error: '',
      },
    );
  });

  it('prints its roles, prints, errors and weights as JSON', async () => {
    const { out, code } = await run(trainings.inAFunction.replace('return params', 'print("done", end="")'), [], {
      json: true,
    });
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(lines[0]).toMatchObject({ type: 'roles', weights: ['main()::params["W"]'], target: 'y' });
    expect(lines[1]).toEqual({ type: 'output', text: 'done' });
    expect(lines.filter(({ type }) => type === 'report').map(({ iteration }) => iteration)).toEqual(
      Array.from({ length: 10 }, (_, part) => 6 * part),
    );
    const result = lines.at(-1);
    expect(result).toMatchObject({ type: 'result', iterations: 60, error: expect.any(Number) });
    expect(result.parameters['main()::params["W"]']).toHaveLength(3);
    expect(result.prediction).toHaveLength(4);
  });

  it('prints each training with its roles as JSON, where there are several', async () => {
    const { out } = await run(severalLoops.functions, [], { json: true });
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.filter(({ type }) => type === 'training')).toMatchObject([
      { training: 1, name: 'train_a()', from: 0, iterations: 12, weights: ['train_a()::w'], prediction: 'p' },
      { training: 2, name: 'train_b()', from: 12, iterations: 14, weights: ['train_b()::a', 'train_b()::b'] },
    ]);
    expect(Object.keys(lines.at(-1).parameters)).toEqual(['train_b()::a', 'train_b()::b']);
  });

  it('prints the learning rate of each training as JSON', async () => {
    const { out } = await run(trainings.severalAlphas.replace('0.1, 1, 10', '1 / 3, 1, 10'), [], { json: true });
    const lines = out.trimEnd().split('\n');
    const found = lines.map((line) => JSON.parse(line)).filter(({ type }) => type === 'training');
    expect(found.map(({ learningRate }) => learningRate.value)).toEqual([1 / 3, 1, 10]);
  });

  it('asks for lines of the input', async () => {
    expect(await run('a = input("a? ")\nb = input()\nprint(b + a)\n', ['x', 'y'])).toMatchObject({
      out: 'a? yx\n',
      code: 0,
    });
    expect((await run('input()\n')).error).toContain('EOFError: EOF when reading a line');
  });
});
