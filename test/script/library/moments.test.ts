import { describe, expect, it } from 'vitest';
import { ScriptRun } from '../../../src/script/machine/script-run.ts';
import { parseModule } from '../../../src/script/syntax/module.ts';

/** Every kind of object of the library that changes while a loop goes through it. */
const script = `
import random, time, collections, itertools, datetime
import numpy as np
random.seed(3)
d = {('a', object): 1, 'b': 2, 3: 4}
counts = collections.Counter('abca')
default = collections.defaultdict(list)
queue = collections.deque([1, 2, 3])
Point = collections.namedtuple('Point', 'x y')
own = random.Random(5)
product = itertools.product([1, 2], 'ab')
lines = open('data.txt')
matrix = np.matrix([[1, 2], [3, 4]])
row = matrix[0]
numbers = iter([1, 2, 3, 4, 5, 6])
for i, (a, b) in enumerate(zip(range(4), 'wxyz')):
    for key in d:
        default[i].append(str(key)[:3])
    for left, right in zip(reversed([1, 2]), d.items()):
        counts[b] += left
        queue.append(Point(left, right[1]))
        queue.rotate(1)
        print(i, a, b, left, right[1], next(numbers, None), random.gauss(0, 1), own.random(), queue.popleft())
    print(next(product), lines.readline().strip(), counts.most_common(2), default[i], time.time(), {1, i} - {2})
    row += i
    print(repr(matrix * matrix))
    for item in {3, 1, i}:
        print(item, f'{item:>{i + 2}}', range(i, 9)[1:])
print(list(product), random.sample(range(50), 3), sorted(default))
`;

function start(): { run: ScriptRun; printed: () => string } {
  const { module } = parseModule(script, { version: 3 });
  const run = new ScriptRun(module!, {
    version: 3,
    file: 'script.py',
    seed: 1,
    readFile: (path) => (path === 'data.txt' ? new TextEncoder().encode('one\ntwo\nthree\n') : undefined),
  });
  let text = '';
  run.state.heard = (part) => {
    text += part;
  };
  return {
    run,
    printed() {
      const all = text;
      text = '';
      return all;
    },
  };
}

describe('a run that goes back', () => {
  it('prints the same text from every moment', () => {
    const whole = start();
    whole.run.go({ kind: 'end' });
    expect(whole.run.state.uncaught?.args).toBeUndefined();
    const expected = whole.printed();
    const { lines } = whole.run;
    for (let at = 10; at < lines; at += 7) {
      const { run, printed } = start();
      run.go({ kind: 'lines', lines: at });
      const before = printed();
      const moment = run.save();
      run.go({ kind: 'end' });
      const first = printed();
      run.restore(moment);
      run.go({ kind: 'end' });
      expect(before + first).toBe(expected);
      expect(printed()).toBe(first);
    }
  });
});
