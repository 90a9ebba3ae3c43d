import { expect, test } from 'vitest';
import { writeNpy } from '../../../src/formats/npy.ts';
import { writeNpz } from '../../../src/formats/npz.ts';
import { run, TestHost } from './evaluator.ts';

const matrix = { rows: 2, columns: 2, data: Float64Array.of(1.5, 2, 3, 4) };

function printed(source: string, files: Readonly<Record<string, string | Uint8Array>>, version: 2 | 3 = 3): string {
  const host = new TestHost(version);
  for (const [name, content] of Object.entries(files)) {
    host.files.set(name, typeof content === 'string' ? new TextEncoder().encode(content) : content);
  }
  const { output, error } = run(source, host);
  return error ?? output;
}

test.each([
  ["np.loadtxt('a.csv', delimiter=',')", '1,2\n3,4.5\n', '[[1.  2. ]\n [3.  4.5]]\n'],
  ["np.loadtxt('a.csv')", '# comment\n1 2 3\n', '[1. 2. 3.]\n'],
  ["np.loadtxt('a.csv', delimiter=',', skiprows=1, usecols=(1,))", 'x,y\n1,2\n3,4\n', '[2. 4.]\n'],
  ["np.loadtxt('a.csv', dtype=int, unpack=True)", '1 2\n3 4\n', '[[1 3]\n [2 4]]\n'],
  ["np.loadtxt('a.csv', delimiter=',', dtype=str)", 'a,1\nb,2\n', "[['a' '1']\n ['b' '2']]\n"],
  ["np.genfromtxt('a.csv', delimiter=',', skip_header=1)", 'x,y\n1,\n?,4\n', '[[ 1. nan]\n [nan  4.]]\n'],
  [
    "np.loadtxt('a.csv', delimiter=',')",
    'x,y\n1,2\n',
    "ValueError: could not convert string 'x' to float64 at row 0, column 1.",
  ],
  [
    "np.loadtxt('a.csv')",
    '1 2\n3\n',
    'ValueError: the number of columns changed from 2 to 1 at row 2; use `usecols` to select a subset and avoid this error',
  ],
])('%s reads a text file', (call, content, expected) => {
  expect(printed(`print(${call})`, { 'a.csv': content })).toBe(expected);
});

test('a .npy and a .npz file are loaded', () => {
  expect(printed("print(np.load('a.npy'))", { 'a.npy': writeNpy(matrix) })).toBe('[[1.5 2. ]\n [3.  4. ]]\n');
  const archive = writeNpz([{ name: 'w', matrix }]);
  expect(printed("print(np.load('a.npz')['w'].sum())", { 'a.npz': archive })).toBe('10.5\n');
});

test('a missing file and a written file are refused in words', () => {
  expect(printed("np.loadtxt('b.txt')", {})).toBe('FileNotFoundError: b.txt not found.');
  expect(printed("np.load('b.npy')", {})).toBe("FileNotFoundError: [Errno 2] No such file or directory: 'b.npy'");
  expect(printed("np.save('b.npy', np.zeros(2))", {})).toContain('PermissionError: writing files is not possible here');
});

test('Python 2 has the rules and the names of NumPy 1.16', () => {
  const source = `a = np.array([[1, 2], [3, 4]])
print(a / 2, a / 2.0, np.float64(1) / 3, np.mean(a), repr(np.float64(0.5)))
print(np.zeros(2, np.float), np.product([2, 3]), (np.array([1], dtype=np.float32) * np.float64(2)).dtype)`;
  expect(printed(source, {}, 2)).toBe(
    '[[0 1]\n [1 2]] [[0.5 1. ]\n [1.5 2. ]] 0.333333333333 2.5 0.5\n[0. 0.] 6 float32\n',
  );
});
