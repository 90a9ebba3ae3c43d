import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { NetworkName } from '../../../src/learn/rebuild/level-names.ts';
import { checked } from './reports.ts';

/* Programs as learners write them, in a file each. Its name begins with the network; a wrong one has `# wrong` at its wrong lines. */

const folder = 'test/learn/rebuild/programs';
const MARKER = '  # wrong';

/** The programs of a folder; in the short form, one in fifteen. */
function programs(kind: string): readonly string[] {
  const all = readdirSync(`${folder}/${kind}`).toSorted();
  return process.env['FULL'] === '1' ? all : all.filter((_, i) => i % 15 === 3);
}

/** A program that prints at its end only takes all its iterations, seconds, for its printed error. */
const digits = process.env['FULL'] === '1' ? 'first' : 'none';

const networkIn = (file: string): NetworkName => file.split('--')[0] as NetworkName;

describe('a right program of a learner', () => {
  it.each(programs('right'))('is solved without a ✗: %s', (file) => {
    const report = checked(readFileSync(`${folder}/right/${file}`, 'utf8'), networkIn(file), digits);
    expect(report).toMatchObject({ solved: true, fault: undefined });
    expect(report.marks.filter(({ mark }) => mark === 'wrong')).toEqual([]);
  });
});

describe('a wrong program of a learner', () => {
  it.each(programs('wrong'))('has its first ✗ at the wrong line, and no ✓ there: %s', (file) => {
    const lines = readFileSync(`${folder}/wrong/${file}`, 'utf8').split('\n');
    const wrong = lines.flatMap((line, i) => (line.endsWith(MARKER) ? [i + 1] : []));
    const text = lines.map((line) => line.replace(MARKER, '')).join('\n');
    const { solved, fault, marks } = checked(text, networkIn(file), 'first');
    expect({ solved, line: fault?.line }).toEqual({ solved: false, line: wrong[0] });
    expect(marks.filter(({ line, mark }) => mark === 'right' && wrong.includes(line))).toEqual([]);
  });
});

describe('a program whose weights are in one vector', () => {
  it('has no ✗ where its updates are wrong, and a sentence that says why', () => {
    const text = readFileSync(`${folder}/right/three-layers--one-vector.py`, 'utf8').replace('theta + ', 'theta - ');
    const { solved, fault, missing } = checked(text, 'three-layers');
    expect({ solved, fault }).toEqual({ solved: false, fault: undefined });
    expect(missing?.sentence).toContain('theta has as many numbers as all weights together');
  });
});

describe('a right program in a form of its own', () => {
  it.each([
    'three-layers--dataclass-arguments.py',
    'dropout--zeroed-in-place.py',
    'bias--list-of-dicts.py',
    'three-layers--generator-steps.py',
    'three-layers--matrices.py',
    'dropout--examples-in-columns.py',
    'four-layers--recursion-five-units.py',
    'bias--ones-column-first.py',
    'two-layers--near-zero-weights.py',
  ])('is solved: %s', (file) => {
    expect(checked(readFileSync(`${folder}/right/${file}`, 'utf8'), networkIn(file)).solved).toBe(true);
  });
});
