import { expect, test } from 'vitest';
import { runText } from '../library/lines.ts';

const CONVERSION =
  'DeprecationWarning: Conversion of an array with ndim > 0 to a scalar is deprecated, and will error in future. Ensure you ' +
  'extract a single element from your array before performing this operation. (Deprecated NumPy 1.25.)';

function outcome(source: string, files: Readonly<Record<string, string>> = {}, version: 2 | 3 = 3): [string, string[]] {
  const warnings: string[] = [];
  return [runText(source, { version, files, warn: (text) => warnings.push(text) }), warnings];
}

test.each([
  ['float(x)', '2.5'],
  ['int(x)', '2'],
  ['int(np.array([[True]]))', '1'],
  ['math.floor(np.array([[2.5]]))', '2'],
  ["'%.2f' % x", '2.50'],
  ["'%d of %5.1f' % (x, x)", '2 of   2.5'],
])('%s converts an array with one element, and warns', (expression, text) => {
  const [out, warnings] = outcome(`import math\nimport numpy as np\nx = np.array([2.5])\nprint(${expression})`);
  expect(out).toBe(`${text}\n`);
  expect(warnings).toEqual([`script.py:4: ${CONVERSION}\n  print(${expression})\n`]);
});

test.each([
  ['np.zeros(3)', '1', '2.5'],
  ['np.zeros((2, 2), int)', '1, 0', '2'],
  ['np.zeros((2, 2, 2))', '1, 0, 1', '2.5'],
  ['np.zeros(3)', 'np.int64(2)', '2.5'],
])('a cell of %s at [%s] takes an array with one element, and warns', (array, index, text) => {
  const [out, warnings] = outcome(
    `import numpy as np\na = ${array}\na[${index}] = np.array([[2.5]])\nprint(a[${index}])`,
  );
  expect(out).toBe(`${text}\n`);
  expect(warnings).toEqual([`script.py:3: ${CONVERSION}\n  a[${index}] = np.array([[2.5]])\n`]);
});

test('the conversion warns once for a line, in the script itself only, and not by the rules of Python 2', () => {
  const loop = 'import numpy as np\nfor i in range(3):\n    print(float(np.array([i])))';
  expect(outcome(loop)[1]).toHaveLength(1);
  expect(outcome('import other', { 'other.py': loop })).toEqual(['0.0\n1.0\n2.0\n', []]);
  expect(outcome(loop, {}, 2)).toEqual(['0.0\n1.0\n2.0\n', []]);
});

test('no warning comes from an array without dimensions, or from a row of a matrix that takes an array', () => {
  const [out, warnings] = outcome(
    'import numpy as np\na = np.zeros((2, 1))\na[0] = np.array([3.0])\na[1, ...] = np.array([4.0])\nprint(a.T, float(np.array(2)))',
  );
  expect([out, warnings]).toEqual(['[[3. 4.]] 2.0\n', []]);
});

test('an array with several elements is no number', () => {
  expect(outcome('import numpy as np\nfloat(np.array([1, 2]))')[0]).toBe(
    'TypeError: only 0-dimensional arrays can be converted to Python scalars',
  );
  expect(outcome('import numpy as np\nnp.zeros(2)[0] = np.array([1, 2])')[0]).toBe(
    'ValueError: setting an array element with a sequence.',
  );
});
