import { describe, expect, test } from 'vitest';
import {
  binary,
  call,
  clip,
  fill,
  index,
  matrix,
  name,
  negate,
  number,
  rowsOf,
  transpose,
} from '../../src/language/expression.ts';
import { parseExpression, parseStatement } from '../../src/language/parse.ts';

const [a, b, c] = [name('a'), name('b'), name('c')];

describe('an expression', () => {
  test.each([
    ['a + b @ c', binary('+', a, binary('@', b, c))],
    ['a - b - c', binary('-', binary('-', a, b), c)],
    ['a * b @ c', binary('@', binary('*', a, b), c)],
    ['a ** b ** c', binary('**', a, binary('**', b, c))],
    ['-a ** -b.T', negate(binary('**', a, negate(transpose(b))))],
    ['-a * b', binary('*', negate(a), b)],
    ['-a[0, 1].T', negate(transpose(index(a, 0, 1)))],
    ['a + 1 < b * c', binary('<', binary('+', a, number(1)), binary('*', b, c))],
    ['(a < b) == c', binary('==', binary('<', a, b), c)],
    ['a % b * c', binary('*', binary('%', a, b), c)],
  ])('groups as in Python: %s', (source, expression) => {
    expect(parseExpression(source)).toMatchObject({ ok: true, expression });
  });

  test.each([
    ['sigmoid(a @ b)', call('sigmoid', binary('@', a, b))],
    ['sum(a, axis=0)', call('sum', a, 0)],
    ['min(a, axis=1)', call('min', a, 1)],
    ['min(a, axis=1, keepdims=True)', call('min', a, 1)],
    ['sum(a, keepdims=True, axis=0)', call('sum', a, 0)],
    ['sum(a, keepdims=True)', call('sum', a)],
    ['sqrt(exp(log(a)))', call('sqrt', call('exp', call('log', a)))],
    ['2 * random((3, 4))', binary('*', number(2), fill('random', 3, 4))],
    ['a[2,-1]', index(a, 2, -1)],
    ['sum(a)[0, -0]', index(call('sum', a), 0, 0)],
    ['α - _x9', binary('-', name('α'), name('_x9'))],
    ['X[rows]', rowsOf(name('X'), name('rows'))],
    ['a[arange(2)].T[0, 1]', index(transpose(rowsOf(a, fill('arange', 2, 1))), 0, 1)],
    ['clip(1 / a, -1.5, 1)', clip(binary('/', number(1), a), -1.5, 1)],
    ['(random((4, 4)) <= 0.8) / 0.8', binary('/', binary('<=', fill('random', 4, 4), number(0.8)), number(0.8))],
    ['sum(abs(a) > 1)', call('sum', binary('>', call('abs', a), number(1)))],
    ['permutation(4)', fill('permutation', 4, 1)],
    [
      'array([[0, -1], [pi, 1e3]])',
      matrix([
        [0, -1],
        [Math.PI, 1000],
      ]),
    ],
  ])('has names, functions, sizes and cells: %s', (source, expression) => {
    expect(parseExpression(source)).toMatchObject({ ok: true, expression });
  });

  test.each([
    ['0', 0],
    ['.5', 0.5],
    ['1e-7', 1e-7],
    ['1_000.5', 1000.5],
    ['0x1F', 31],
    ['1e-999', 0],
    ['9007199254740993', 2 ** 53],
    ['pi', Math.PI],
  ])('has Python’s numbers: %s', (source, value) => {
    expect(parseExpression(source)).toMatchObject({ ok: true, expression: number(value) });
  });

  test('may have spaces, extra parentheses, and a comma behind the last argument', () => {
    const plain = parseExpression('mean(a + b, axis=0)[0, 1]');
    const loose = parseExpression('  (( mean ( (a+b) ,axis = 0 , ) [ 0,1, ] ))  ');
    expect(plain).toMatchObject({ ok: true, expression: index(call('mean', binary('+', a, b), 0), 0, 1) });
    expect(loose).toMatchObject({ ok: true, expression: plain.ok && plain.expression });
  });

  test('has the place of each of its parts', () => {
    const source = ' mean(a @ (b + 1))';
    const parsed = parseExpression(source);
    const spans = parsed.ok ? [...parsed.spans] : [];
    expect(spans.map(([part, { from, to }]) => [part.kind, source.slice(from, to)])).toEqual([
      ['name', 'a'],
      ['name', 'b'],
      ['number', '1'],
      ['binary', '(b + 1)'],
      ['binary', 'a @ (b + 1)'],
      ['call', 'mean(a @ (b + 1))'],
    ]);
  });

  test('may be nested 240 deep, but not 300 deep', () => {
    const refusal = (source: string) => {
      const parsed = parseExpression(source);
      return parsed.ok ? undefined : parsed.fault;
    };
    const nested = (n: number) => `${'('.repeat(n)}a${')'.repeat(n)}`;
    const deep = 'this is nested too deeply; make it a smaller expression';
    for (const source of [nested(240), `a${' + a'.repeat(240)}`]) expect(refusal(source)).toBeUndefined();
    for (const source of [`${'-'.repeat(2499)}a`, nested(1249), `a${'.T'.repeat(1249)}`, `a${'+a'.repeat(300)}`]) {
      expect(refusal(source)).toEqual({ offset: 0, length: source.length, message: deep });
    }
  });
});

describe('a statement', () => {
  test.each([
    ['a = b', { target: 'a', operator: '=', value: b }],
    ['  a       += 1e-7 ', { target: 'a', operator: '+=', value: number(1e-7) }],
    ['a -= b @ c', { target: 'a', operator: '-=', value: binary('@', b, c) }],
    [
      'if (t - 1) % 2 == 0: order = permutation(4)',
      {
        target: 'order',
        operator: '=',
        value: fill('permutation', 4, 1),
        when: binary('==', binary('%', binary('-', name('t'), number(1)), number(2)), number(0)),
      },
    ],
  ])('is an assignment, guarded or not: %s', (source, statement) => {
    expect(parseStatement(source)).toEqual({ ok: true, statement });
  });

  test.each([
    ['', 0, 'a line begins with the name that it changes'],
    ['a', 1, 'the name is followed by =, += or -='],
    ['a *= b', 2, 'the name is followed by =, += or -='],
    ['a.T = b', 1, 'the name is followed by =, += or -='],
    ['2 = b', 0, 'a line begins with the name that it changes'],
    ['a = ', 3, 'an expression is missing'],
    ['a = b = c', 6, 'there is no = here; nothing is assigned, and to compare there are <, <=, > and >='],
    ['a = b c', 6, 'an operator is missing between b and c'],
    ['if a', 4, 'a condition ends with :, as in if t > 1: a = b'],
    ['if : a = b', 2, 'an expression is missing'],
    ['if a > 1: b', 11, 'the name is followed by =, += or -='],
  ])('is refused as %j', (source, offset, message) => {
    expect(parseStatement(source)).toMatchObject({ ok: false, fault: { offset, message } });
  });
});
