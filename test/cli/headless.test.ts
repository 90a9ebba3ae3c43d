import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runHeadless } from '../../src/cli/headless.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/schema.ts';

/** A built-in scenario with other training settings. */
function xor(training: Partial<Scenario['training']>): Scenario {
  const parsed = parseScenario(readFileSync(new URL('../../scenarios/xor.json', import.meta.url), 'utf8'));
  if (!parsed.ok) throw new Error('the scenario is not valid');
  return { ...parsed.scenario, training: { ...parsed.scenario.training, ...training } };
}

async function linesOf(scenario: Scenario, json: boolean): Promise<readonly string[]> {
  const lines: string[] = [];
  await runHeadless(scenario, json, { line: (text) => lines.push(text), warn: () => {}, ready: async () => {} });
  return lines;
}

describe('a run without a dashboard', () => {
  test('prints the error of every so many iterations, the first among them, and then what it predicts', async () => {
    expect(await linesOf(xor({ iterations: 21, reportEvery: 10 }), false)).toEqual([
      'Error:0.496410031903',
      'Error:0.495174010925',
      'Error:0.493622721287',
      'Output After Training:',
      expect.stringMatching(/^\[\[0\.\d+\]\n \[0\.\d+\]\n \[0\.\d+\]\n \[0\.\d+\]\]$/),
    ]);
  });

  test('prints no error where none is wanted', async () => {
    const lines = await linesOf(xor({ iterations: 5, reportEvery: 0 }), false);
    expect(lines.map((line) => line.slice(0, 6))).toEqual(['Output', '[[0.46']);
  });

  test('writes the same as one JSON object a line', async () => {
    const [report, result, ...rest] = (await linesOf(xor({ iterations: 1 }), true)).map((line) => JSON.parse(line));
    expect(rest).toEqual([]);
    expect(report).toEqual({ type: 'report', iteration: 0, error: expect.closeTo(0.496410031903, 12) });
    expect(Object.keys(result)).toEqual(['type', 'iterations', 'error', 'parameters', 'prediction']);
    expect(result).toMatchObject({ type: 'result', iterations: 1, error: expect.closeTo(0.496410031903, 12) });
  });

  test('does not train on while there is no room for its lines', async () => {
    let printed = 0;
    let makeRoom = (): void => {};
    const full = new Promise<void>((resolve) => {
      makeRoom = resolve;
    });
    let isAsked = (): void => {};
    const asked = new Promise<void>((resolve) => {
      isAsked = resolve;
    });
    const finished = runHeadless(xor({ iterations: 5000, reportEvery: 1 }), false, {
      line: () => {
        printed++;
      },
      warn: () => {},
      ready: () => {
        isAsked();
        return full;
      },
    });
    await asked;
    expect(printed).toBeLessThanOrEqual(1000);
    makeRoom();
    await finished;
    expect(printed).toBe(5002);
  });
});
