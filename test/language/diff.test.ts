import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { difference, isSameLine } from '../../src/language/diff.ts';
import { printStatement } from '../../src/language/print.ts';
import type { Statement } from '../../src/language/program.ts';
import { options } from '../../src/network/options.ts';
import { type GivenSettings, withDefaults } from '../../src/network/settings.ts';
import { buildProgram } from '../network/build-program.ts';
import { parseStatements } from './python.ts';

const xor: GivenSettings = { layerSizes: [3, 4, 1], bias: false, learningRate: 1 };

function differenceOf(set: Partial<GivenSettings>): string {
  const [before, after] = [buildProgram(xor, 4), buildProgram({ ...xor, ...set }, 4)];
  return difference(before, after)
    .map(({ sign, text }) => `${sign} ${text}`)
    .join('\n');
}

describe('the difference between two programs', () => {
  test('is empty when both have the same lines', () => {
    expect(differenceOf({})).toBe('');
    expect(differenceOf({ dropoutForm: 'follow-up', momentum: 0.5 })).toBe('');
  });

  test('shows added lines with their neighbours', () => {
    expect(differenceOf({ clip: 'deltas by norm' })).toMatchInlineSnapshot(`
      "  each iteration:
        l2_delta = l2_error * slope(l2)
      + l2_delta_scale = clip(1 / sqrt(sum(l2_delta ** 2)), 0, 1)
      + l2_delta = l2_delta * l2_delta_scale
        l1_error = l2_delta @ syn1.T
        l1_delta = l1_error * slope(l1)
      + l1_delta_scale = clip(1 / sqrt(sum(l1_delta ** 2)), 0, 1)
      + l1_delta = l1_delta * l1_delta_scale
      + clipped = sum(l1_delta_scale < 1) + sum(l2_delta_scale < 1)
        syn1 += l1.T @ l2_delta"
    `);
  });

  test('shows a removed line before the line that replaces it', () => {
    expect(differenceOf({ activations: ['tanh', 'sigmoid'] })).toMatchInlineSnapshot(`
      "  each iteration:
        l0 = X
      - l1 = sigmoid(l0 @ syn0)
      + l1 = tanh(l0 @ syn0)
        l2 = sigmoid(l1 @ syn1)
        ...
        l1_error = l2_delta @ syn1.T
      - l1_delta = l1_error * slope(l1)
      + l1_delta = l1_error * tanh_slope(l1)
        syn1 += l1.T @ l2_delta"
    `);
  });

  test('shows the setup first, and where the iteration begins', () => {
    expect(differenceOf({ optimizer: 'momentum' })).toMatchInlineSnapshot(`
      "+ mu = 0.9
        syn0 = 2 * random((3, 4)) - 1
      + v_syn0 = zeros((3, 4))
        syn1 = 2 * random((4, 1)) - 1
      + v_syn1 = zeros((4, 1))
        each iteration:
        l1_delta = l1_error * slope(l1)
      - syn1 += l1.T @ l2_delta
      - syn0 += l0.T @ l1_delta
      + v_syn1 = mu * v_syn1 + l1.T @ l2_delta
      + syn1 += v_syn1
      + v_syn0 = mu * v_syn0 + l0.T @ l1_delta
      + syn0 += v_syn0"
    `);
  });

  test('has no heading of the iteration when only the setup changes', () => {
    expect(differenceOf({ initial: 'xavier normal' })).toMatchInlineSnapshot(`
      "- syn0 = 2 * random((3, 4)) - 1
      - syn1 = 2 * random((4, 1)) - 1
      + syn0 = sqrt(2 / (3 + 4)) * randn((3, 4))
      + syn1 = sqrt(2 / (4 + 1)) * randn((4, 1))"
    `);
  });

  test('accounts for every line of both programs', () => {
    const steps = fc.array(fc.nat(options.length - 1), { maxLength: 12 });
    fc.assert(
      fc.property(steps, (indices) => {
        const settings = indices.reduce((own, index) => options[index]!.change(own, 1, { examples: 4, left: 100 }), {
          ...withDefaults(xor),
          stop: {},
        });
        const [before, after] = [buildProgram(xor, 4), buildProgram(settings, 4)].map(({ setup, iteration }) =>
          [...setup, ...iteration].map(printStatement),
        ) as [string[], string[]];
        const lines = difference(buildProgram(xor, 4), buildProgram(settings, 4));
        const signed = (own: string) => lines.filter(({ sign }) => sign === own).map(({ text }) => text);
        const without = (texts: readonly string[], taken: readonly string[]) => {
          const left = [...taken];
          return texts.filter((text) => {
            const at = left.indexOf(text);
            if (at >= 0) left.splice(at, 1);
            return at < 0;
          });
        };
        expect(without(before, signed('-')).toSorted()).toEqual(without(after, signed('+')).toSorted());
      }),
    );
  });
});

test('lines are the same when target, operator, value and guard are', () => {
  const line = parseStatement('a += b * 2');
  const others = ['a = b * 2', 'c += b * 2', 'a += b * 3', 'if t > 1: a += b * 2'].map(parseStatement);
  expect(isSameLine(line, { ...parseStatement('a += b * 2'), techniques: ['momentum'] })).toBe(true);
  expect(others.map((other) => isSameLine(line, other))).toEqual([false, false, false, false]);
});

function parseStatement(source: string): Statement {
  return parseStatements(source)[0] as Statement;
}
