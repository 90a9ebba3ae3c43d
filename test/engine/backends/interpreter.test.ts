import { describe, expect, test } from 'vitest';
import { Interpreter } from '../../../src/engine/backends/interpreter.ts';
import { numpyRandom } from '../../../src/engine/random.ts';
import { ShapeError } from '../../../src/language/shapes.ts';
import { programOf } from '../../language/programs.ts';
import { parseExpression } from '../../language/python.ts';
import { INPUTS, interpret, interpretNetwork, matricesFromTexts, matrixFromText, textOf, XOR } from './interpret.ts';

describe('a run', () => {
  test('line by line has the bits of whole iterations', () => {
    const settings = { layerSizes: [3, 4, 1], bias: true, learningRate: 0.5 };
    const [whole, byLine] = [interpretNetwork(settings, INPUTS, XOR, 1), interpretNetwork(settings, INPUTS, XOR, 1)];
    for (let iteration = 0; iteration < 50; iteration++) {
      whole.runIteration();
      for (let line = 0; line < 11; line++) byLine.runLine(line);
    }
    for (const name of whole.shapes.keys()) {
      expect(byLine.valueOf(name).data, name).toEqual(whole.valueOf(name).data);
    }
  });

  test('of one line changes that line’s variable and no other', () => {
    const interpreter = interpretNetwork({ layerSizes: [3, 4, 1], bias: false, learningRate: 1 }, INPUTS, XOR, 1);
    const names = [...interpreter.shapes.keys()];
    const texts = () => names.map((name) => textOf(interpreter.valueOf(name)));
    const targets = ['l0', 'l1', 'l2', 'l2_error', 'l2_delta', 'l1_error', 'l1_delta', 'syn1', 'syn0'];
    targets.forEach((target, line) => {
      const before = texts();
      interpreter.runLine(line);
      const after = texts();
      expect(names.filter((_, index) => before[index] !== after[index])).toEqual([target]);
    });
  });

  test('keeps each name in the same memory', () => {
    const interpreter = interpretNetwork({ layerSizes: [3, 4, 1], bias: true, learningRate: 2 }, INPUTS, XOR, 1);
    const names = [...interpreter.shapes.keys()];
    const before = names.map((name) => interpreter.valueOf(name).data);
    for (let i = 0; i < 10; i++) interpreter.runIteration();
    names.forEach((name, index) => {
      expect(interpreter.valueOf(name).data === before[index], name).toBe(true);
    });
  });

  test('does not change the given data', () => {
    const X = matrixFromText('1 2');
    const interpreter = new Interpreter(programOf({ X }, '', 'X += 1'), new Map([['X', X]]), numpyRandom(1));
    interpreter.runIteration();
    expect(textOf(interpreter.valueOf('X'))).toBe('2 3');
    expect(textOf(X)).toBe('1 2');
  });

  test('names data that are missing or have another shape', () => {
    const program = programOf({ X: { rows: 4, columns: 3 } }, '', 'l0 = X');
    const startWith = (data: Readonly<Record<string, string>>) => () =>
      new Interpreter(program, matricesFromTexts(data), numpyRandom(1));
    expect(startWith({ y: '1' })).toThrow(new RangeError('X must be 4×3, found nothing'));
    expect(startWith({ X: '1 2 | 3 4' })).toThrow(new RangeError('X must be 4×3, found 2×2'));
  });

  test('is refused when shapes do not fit', () => {
    const message =
      'line 1, c = a @ a: a is 2×3 and a is 2×3: @ needs as many columns on its left (3) as rows on its right (2)';
    expect(() => interpret({ a: '1 2 3 | 4 5 6' }, '', 'c = a @ a')).toThrow(new ShapeError(message));
  });

  test('refuses a name that the program lacks', () => {
    expect(() => interpret({ a: '1' }, '', '').valueOf('syn9')).toThrow(new RangeError('the program has no syn9'));
  });
});

describe('a watch', () => {
  test('holds the value of its last refresh', () => {
    const interpreter = interpret({ a: '1 2' }, '', 'a += 1');
    const watches = ['sum(a * a)', 'a', '3'].map((source) => interpreter.watch(parseExpression(source)));
    const texts = () => watches.map(({ value }) => textOf(value));
    for (const watch of watches) watch.refresh();
    expect(texts()).toEqual(['5', '1 2', '3']);
    interpreter.runIteration();
    expect(texts()).toEqual(['5', '1 2', '3']);
    for (const watch of watches) watch.refresh();
    expect(texts()).toEqual(['13', '2 3', '3']);
  });

  test('changes nothing in the run', () => {
    const settings = { layerSizes: [3, 4, 1], bias: false, learningRate: 1 };
    const [watched, alone] = [interpretNetwork(settings, INPUTS, XOR, 1), interpretNetwork(settings, INPUTS, XOR, 1)];
    const watch = watched.watch(parseExpression('(syn0 @ syn1).T - sum(l2_delta ** 2)'));
    for (let i = 0; i < 20; i++) {
      watched.runIteration();
      watch.refresh();
      alone.runIteration();
    }
    for (const name of alone.shapes.keys()) expect(watched.valueOf(name).data, name).toEqual(alone.valueOf(name).data);
  });

  test('must fit the program, and cannot draw from its random numbers', () => {
    const interpreter = interpret({ a: '1 2 3 | 4 5 6' }, '', '');
    const watch = (source: string) => () => interpreter.watch(parseExpression(source));
    expect(watch('b')).toThrow(new ShapeError('b has no value yet; there is a'));
    expect(watch('-b')).toThrow(new ShapeError('b has no value yet; there is a'));
    expect(watch('a - a.T')).toThrow(ShapeError);
    const message = 'a watch cannot draw random numbers: the run would get other ones';
    expect(watch('a + sum(random((2, 3)))')).toThrow(new RangeError(message));
  });
});
