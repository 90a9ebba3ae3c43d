import { describe, expect, test } from 'vitest';
import { dtypeOf, inFloat64, inferDtypes } from '../../src/language/dtypes.ts';
import { parseExpression, parseStatement } from '../../src/language/parse.ts';
import { printStatement } from '../../src/language/print.ts';
import { buildProgram } from '../network/build-program.ts';

const dtypes = new Map([
  ['w', 'single'],
  ['v', 'double'],
  ['alpha', 'number'],
  ['rows', 'whole'],
] as const);

function typeOf(text: string): string {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(parsed.fault.message);
  return dtypeOf(parsed.expression, dtypes);
}

describe('the type of an expression', () => {
  test.each([
    ['w + w', 'single'],
    ['alpha * w', 'single'],
    ['1 - w', 'single'],
    ['w ** 2', 'single'],
    ['w * v', 'double'],
    ['w * rows', 'double'],
    ['w * (w > 0)', 'single'],
    ['w @ w.T', 'single'],
    ['w > alpha', 'truth'],
    ['sum(w > alpha)', 'whole'],
    ['mean(w, axis=0)', 'single'],
    ['w[0, 0]', 'single'],
    ['clip(w, -1, 1)', 'single'],
    ['alpha * 0.5 ** 3', 'number'],
    ['floor(alpha)', 'double'],
    ['2 * random((3, 4)) - 1', 'double'],
    ['(2 * random((3, 4)) - 1).astype(float32)', 'single'],
    ['(random((3, 4)) <= 0.5) / 0.5', 'double'],
    ['v.astype(float32)', 'single'],
    ['(2 * rows + arange(3)) % 7', 'whole'],
  ])('%s is %s, as in NumPy 2', (text, type) => {
    expect(typeOf(text)).toBe(type);
  });
});

describe('a program with 32-bit floats', () => {
  const program = buildProgram(
    {
      layerSizes: [3, 4, 1],
      bias: true,
      precision: 'float32',
      dropout: 0.5,
      batchSize: 2,
      batchOrder: 'shuffled',
      optimizer: 'adam',
      schedule: 'step',
      batchNorm: true,
    },
    4,
  );

  test('rounds each line that makes 64-bit floats, and no other', () => {
    const cast = [...program.setup, ...program.iteration].filter(({ value }) => value.kind === 'cast');
    expect(cast.map(printStatement)).toMatchInlineSnapshot(`
      [
        "syn0 = (2 * random((3, 4)) - 1).astype(float32)",
        "l1_gamma = (zeros((1, 4)) + 1).astype(float32)",
        "l1_beta = zeros((1, 4)).astype(float32)",
        "l1_running_mean = zeros((1, 4)).astype(float32)",
        "l1_running_var = (zeros((1, 4)) + 1).astype(float32)",
        "m_syn0 = zeros((3, 4)).astype(float32)",
        "v_syn0 = zeros((3, 4)).astype(float32)",
        "m_l1_gamma = zeros((1, 4)).astype(float32)",
        "v_l1_gamma = zeros((1, 4)).astype(float32)",
        "m_l1_beta = zeros((1, 4)).astype(float32)",
        "v_l1_beta = zeros((1, 4)).astype(float32)",
        "syn1 = (2 * random((4, 1)) - 1).astype(float32)",
        "b1 = zeros((1, 1)).astype(float32)",
        "m_syn1 = zeros((4, 1)).astype(float32)",
        "v_syn1 = zeros((4, 1)).astype(float32)",
        "m_b1 = zeros((1, 1)).astype(float32)",
        "v_b1 = zeros((1, 1)).astype(float32)",
        "alpha = (0.5 ** floor((t_alpha - 1) / 1000)).astype(float32)",
        "l1_mask = ((random((2, 4)) <= 0.5) / 0.5).astype(float32)",
      ]
    `);
  });

  test('has 32-bit floats but for Python numbers, row numbers and counts', () => {
    const others = [...inferDtypes(program)].filter(([, type]) => type !== 'single');
    expect(Object.fromEntries(others)).toMatchInlineSnapshot(`
      {
        "beta1": "number",
        "beta2": "number",
        "eps": "number",
        "order": "whole",
        "rows": "whole",
        "t": "number",
        "t_adam": "number",
        "t_alpha": "number",
      }
    `);
  });

  test('is the one with 64-bit floats without its casts', () => {
    const { precision: _, ...wide } = inFloat64(program);
    const lines = (own: Pick<typeof program, 'setup' | 'iteration'>) =>
      [...own.setup, ...own.iteration].map(printStatement);
    expect(lines(wide).join('\n')).not.toContain('float32');
    expect([...inferDtypes(inFloat64(program)).values()]).not.toContain('single');
  });

  test('is read back from its lines', () => {
    for (const statement of [...program.setup, ...program.iteration]) {
      const { techniques: _, ...own } = statement;
      expect(parseStatement(printStatement(statement))).toEqual({ ok: true, statement: own });
    }
  });
});

test.each([
  ['w.astype(int)', 'write astype(float32): all other numbers are 64-bit floats'],
  ['w.astype', 'write astype(float32): all other numbers are 64-bit floats'],
  ['2.astype(float32)', 'write (2).astype(float32)'],
])('%s is refused with what to write', (text, message) => {
  const parsed = parseExpression(text);
  expect(parsed.ok ? undefined : parsed.fault.message).toContain(message);
});
