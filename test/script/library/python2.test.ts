import { describe, expect, it } from 'vitest';
import { runText } from './lines.ts';

/** The output by Python 2's rules. */
const run = (source: string): string => runText(source, { version: 2 });

describe("Python 2's values", () => {
  it.each([
    ['print 1 / 2, -1 / 2, 1.0 / 2, 7 // 2, 7 % 3', '0 -1 0.5 3 1'],
    [
      'print 0.1 + 0.2, 1 / 3.0, 1e16, 10000000000.0, 123456789012.0, 0.1, 1e-5',
      '0.3 0.333333333333 1e+16 10000000000.0 1.23456789012e+11 0.1 1e-05',
    ],
    ['print [0.1 + 0.2, 1 / 3.0]', '[0.30000000000000004, 0.3333333333333333]'],
    ['print repr(0.1 + 0.2), str(1 / 3.0), `1.0`', '0.30000000000000004 0.333333333333 1.0'],
    ['print range(3), xrange(3), xrange(1, 4)', '[0, 1, 2] xrange(3) xrange(1, 4)'],
    ['print zip([1, 2], [3, 4]), map(str, [1]), filter(None, [0, 1])', "[(1, 3), (2, 4)] ['1'] [1]"],
    [
      "d = {'a': 1}\nprint d.keys(), d.values(), d.items(), d.has_key('a'), list(d.iteritems())",
      "['a'] [1] [('a', 1)] True [('a', 1)]",
    ],
    ['print round(2.5), round(-0.5), round(2.675, 2)', '3.0 -1.0 2.67'],
    [
      "print unicode('a'), long(3), isinstance('a', basestring), unichr(97), cmp(1, 2), cmp('b', 'a'), cmp(1, 1)",
      'a 3 True a -1 1 0',
    ],
    ['import math\nprint math.floor(2.5), math.ceil(2.5)', '2.0 3.0'],
    ["print 'a %s %.2f' % ('b', 1.5), 'x',\nprint 'y'", 'a b 1.50 x y'],
    ['print set([1, 2]), 5 <> 6, oct(8), 0777', 'set([1, 2]) True 010 511'],
    ["import random\nrandom.seed(1)\nprint random.randint(1, 10), random.choice('abc')", '2 c'],
    ['print sorted([3, 1, 2], cmp=lambda a, b: b - a), reduce(lambda a, b: a + b, [1, 2])', '[3, 2, 1] 3'],
    ['from __future__ import division\nprint 1 / 2', '0.5'],
  ])('are printed: %s', (source, expected) => {
    expect(run(source)).toBe(`${expected}\n`);
  });
  it('raise its errors', () => {
    expect(run('print 1 / 0')).toBe('ZeroDivisionError: integer division or modulo by zero');
    expect(runText('{}.has_key(1)')).toBe("AttributeError: 'dict' object has no attribute 'has_key'");
    expect(runText('{}.iteritems()')).toBe("AttributeError: 'dict' object has no attribute 'iteritems'");
  });
});
