import { describe, expect, it } from 'vitest';
import { runProgram } from '../machine/run-program.ts';
import { runText } from './lines.ts';

describe('modules that draw', () => {
  const script = `
import matplotlib.pyplot as plt
from matplotlib import cm
import numpy as np
fig, ax = plt.subplots()
ax.plot([1, 2], label='a')
line, = plt.plot([1, 2])
line.set_data([1], [2])
fig2, axes = plt.subplots(2, 2, figsize=(5, 5))
axes[0, 1].imshow(np.zeros((2, 2)), cmap=cm.gray)
axes[1][0].set_title('x')
for a in axes.flat:
    a.axis('off')
n, bins, patches = plt.hist([1, 2])
with plt.style.context('dark'):
    plt.rcParams['font.size'] = 3
plt.show()
print('end')
`;
  it('accept every call', () => {
    expect(runText(script)).toBe('end\n');
  });
  it('say once that plots are not shown', () => {
    const warnings: string[] = [];
    runText(script, { warn: (text) => warnings.push(text) });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('plots are not shown here');
  });
  it('give the names of NumPy and of plots with a star', () => {
    expect(runText('from pylab import *\nplot([1], [2])\nprint(sin(0.0), array([1, 2]))\nshow()')).toBe('0.0 [1 2]\n');
  });
  it.each(['PIL.Image', 'seaborn', 'tkinter', 'IPython.display'])('are there as %s', (name) => {
    expect(runText(`import ${name} as m\nm.anything(1).other[2] = 3\nprint(1)`)).toBe('1\n');
  });
});

describe('modules that are not here', () => {
  it.each([
    ['import re'],
    ['import re, shutil as sh, pandas as pd'],
    ['import urllib.request'],
    ['from sklearn.datasets import load_iris, load_digits as digits'],
    ['import scipy.optimize'],
    ['from scipy import signal, optimize as o'],
    ['from scipy.special import softmax'],
    ['import numpy.polynomial.polynomial as poly'],
    ['from numpy.testing import assert_allclose'],
    ['from numpy import fft'],
    ['def f():\n    from requests import get\nf()'],
    ['try:\n    import torch\nfinally:\n    pass'],
    ['try:\n    1 / 0\nexcept ZeroDivisionError:\n    import torch'],
  ])('are no error where nothing uses them: %s', (statement) => {
    expect(runText(`${statement}\nprint(1)`)).toBe('1\n');
  });

  const RE = 'ModuleNotFoundError: the module re is not supported here';
  const PANDAS = "ModuleNotFoundError: No module named 'pandas'";
  it.each([
    ['import re', "re.sub('a', 'b', 'c')", RE],
    ['import re', 'x = re.VERBOSE', RE],
    ['import re', 're.x = 1', RE],
    ['import re', "hasattr(re, 'sub')", RE],
    ['import re', 'from re import *', RE],
    ['from re import sub as s', "s('a', 'b', 'c')", RE],
    ['from pandas import DataFrame', 'DataFrame.x', PANDAS],
    ['from pandas import DataFrame', 'DataFrame[0]', PANDAS],
    ['from pandas import DataFrame', '1 + DataFrame', PANDAS],
    ['from pandas import DataFrame', 'class A(DataFrame): pass', PANDAS],
    ['from pandas import DataFrame', 'for x in DataFrame: pass', PANDAS],
    ['from pandas import DataFrame', 'with DataFrame as f: pass', PANDAS],
    ['from pandas import DataFrame', 'isinstance(1, DataFrame)', PANDAS],
    ['from pandas import errors', 'try:\n    1 / 0\nexcept errors:\n    pass', PANDAS],
    ['import urllib.request as r', 'r.urlopen()', 'ModuleNotFoundError: the module urllib is not supported here'],
    ['import scipy.optimize', 'scipy.optimize.minimize', 'ModuleNotFoundError: scipy.optimize is not supported here'],
    ['from scipy import signal', 'signal.convolve', 'ModuleNotFoundError: scipy.signal is not supported here'],
    [
      'from numpy.polynomial import Polynomial',
      'Polynomial([1])',
      'ModuleNotFoundError: numpy.polynomial.Polynomial is not supported here',
    ],
  ])('fail where they are used: %s; %s', (statement, use, error) => {
    expect(runText(`${statement}\nprint(1)\n${use}\nprint(2)`)).toBe(`1\n${error}`);
  });

  it('fail at the line of the use, with the exit code of Python', () => {
    const { out, error, code } = runProgram('import pandas as pd\nprint(1)\npd.read_csv("a.csv")\n');
    expect(out).toContain('1\n');
    expect(error).toBe(
      'Traceback (most recent call last):\n  File "program.py", line 3, in <module>\n    pd.read_csv("a.csv")\n' +
        "ModuleNotFoundError: No module named 'pandas'\n",
    );
    expect(code).toBe(1);
  });

  it.each(['ImportError', 'ModuleNotFoundError as e', 'Exception', '(ValueError, ImportError)', ''])(
    'fail at the import where except %s catches the error',
    (caught) => {
      const script = `try:\n    import numpy\n    if True:\n        import torch.nn\n    print(1)\nexcept ${caught}:\n    print("no")`;
      expect(runText(script.replace(' :', ':'))).toBe('no\n');
      expect(runText(script.replace(' :', ':').replace('import torch.nn', 'from scipy import optimize'))).toBe('no\n');
    },
  );

  it('are no error in a try that catches other errors', () => {
    expect(runText('try:\n    import torch\n    print(1)\nexcept (KeyError, ValueError):\n    pass')).toBe('1\n');
    expect(runText('try:\n    import cPickle as pickle\nexcept ImportError:\n    import pickle\nprint(1)')).toBe('1\n');
  });

  it('fail at the import where Python would find no such module', () => {
    expect(runText('import nunpy')).toBe("ModuleNotFoundError: No module named 'nunpy'");
    expect(runText('import numpy.lniear')).toBe(
      "ModuleNotFoundError: No module named 'numpy.lniear'; 'numpy' is not a package",
    );
    expect(runText('from numpy import arrray')).toBe("ImportError: cannot import name 'arrray' from 'numpy'");
    expect(runText('from math import nothing')).toBe("ImportError: cannot import name 'nothing' from 'math'");
  });

  it('raise ImportError by the rules of Python 2', () => {
    const script = 'import pandas\ntry:\n    import torch\nexcept ImportError as e:\n    print e\npandas.x';
    expect(runText(script, { version: 2 })).toBe('No module named torch\nImportError: No module named pandas');
  });

  it('are shadowed by files of the same name', () => {
    expect(runText('import re\nprint(re.x)', { files: { 're.py': 'x = 3' } })).toBe('3\n');
  });
});

describe('relative imports', () => {
  const files = {
    'net/__init__.py': 'from .layers import f',
    'net/layers.py': 'from . import tools\nfrom .tools import one\nf = lambda: one + tools.one',
    'net/tools.py': 'one = 1',
  };
  it('begin at the package of the module', () => {
    expect(runText('import net\nprint(net.f())', { files })).toBe('2\n');
  });
  it('fail in the script itself', () => {
    expect(runText('from .tools import one')).toBe(
      'ImportError: attempted relative import with no known parent package',
    );
  });
});

describe('files', () => {
  const files = { 'data.csv': '1,2\n3,4\n', 'a.json': '{"a": [1, 2]}' };
  it('are read', () => {
    const script = `
with open('data.csv') as f:
    for line in f:
        print([float(x) for x in line.strip().split(',')])
print(open('data.csv').read().split())
print(open('data.csv').readlines(), open('data.csv').readline())
import json, os, pathlib
print(json.load(open('a.json')), os.path.exists('data.csv'), pathlib.Path('data.csv').read_text())
f = open('data.csv', 'rb'); print(f.read(3)); f.close()
f.read()`;
    expect(runText(script, { files })).toBe(
      "[1.0, 2.0]\n[3.0, 4.0]\n['1,2', '3,4']\n['1,2\\n', '3,4\\n'] 1,2\n\n" +
        "{'a': [1, 2]} True 1,2\n3,4\n\nb'1,2'\nValueError: I/O operation on closed file.",
    );
  });
  it('are never written', () => {
    const refusal = 'is not supported here';
    expect(runText("open('x', 'w')")).toBe(`PermissionError: opening a file for writing ${refusal}`);
    expect(runText('import pickle\npickle.dump([], None)')).toBe(`PermissionError: pickle.dump() ${refusal}`);
    expect(runText("import os\nos.remove('data.csv')", { files })).toBe(`PermissionError: os.remove() ${refusal}`);
    expect(runText("import os\nos.system('ls')")).toBe(`PermissionError: os.system() ${refusal}`);
    expect(runText("import pathlib\npathlib.Path('x').write_text('a')")).toBe(
      `PermissionError: Path.write_text() ${refusal}`,
    );
    expect(runText("import os\nos.makedirs('out', exist_ok=True)\nprint(1)")).toBe('1\n');
  });
});

describe('time', () => {
  it('is the same in every run, and goes on', () => {
    const script = 'import time\na = time.time()\ntime.sleep(2)\nprint(round(time.time() - a, 3), time.clock() > 0)';
    const warnings: string[] = [];
    expect(runText(script, { version: 2, warn: (text) => warnings.push(text) })).toBe('(2.001, True)\n');
    expect(warnings.filter((text) => text.includes('time is not measured'))).toHaveLength(1);
    expect(runText('import time\nt = time.perf_counter()\nwhile time.perf_counter() - t < 1: pass\nprint(1)')).toBe(
      '1\n',
    );
  });
});

describe('arguments', () => {
  const script = `
import argparse, sys
parser = argparse.ArgumentParser()
parser.add_argument('--epochs', type=int, default=10)
parser.add_argument('--rate', type=float, default=0.1)
parser.add_argument('--fast', action='store_true')
args = parser.parse_args()
print(args.epochs, args.rate, args.fast, sys.argv[1:])
`;
  it('come from the command line', () => {
    expect(runText(script)).toBe('10 0.1 False []\n');
    expect(runText(script, { arguments: ['--epochs', '3', '--fast'] })).toBe(
      "3 0.1 True ['--epochs', '3', '--fast']\n",
    );
  });
  it('are refused as by argparse', () => {
    const output = runText(script, { arguments: ['--epochs', 'x'] });
    expect(output).toContain("script.py: error: argument --epochs: invalid int value: 'x'\n");
    expect(output).toContain('SystemExit: 2');
  });
});

describe('expit', () => {
  it('takes numbers and arrays, without a warning', () => {
    const warnings: string[] = [];
    const script =
      'import numpy as np\nfrom scipy.special import expit\nprint(expit(0.0), expit(np.array([-1000.0, 0.0])))';
    expect(runText(script, { warn: (text) => warnings.push(text) })).toBe('0.5 [0.  0.5]\n');
    expect(warnings).toEqual([]);
  });
});

describe('random streams', () => {
  it('begin with the seed of the run', () => {
    expect(runText('import random\na = random.random()\nrandom.seed(1)\nprint(a == random.random())')).toBe('True\n');
  });
});

describe('objects of the script in values of the library', () => {
  const script = `
from collections import defaultdict
class A:
    def __init__(self, v): self.v = v
    def __repr__(self): return 'A(%r)' % self.v
    def __eq__(self, o): return self.v == o.v
    def __hash__(self): return 5
d = defaultdict(lambda: 5)
d['a'] += 1
print(d['a'], d['b'], len(d))
print([A(1)] == [A(1)], (A(1), 2) != (A(1), 2), [A(1)] == [A(2)], [A(1)] == [], dict(a=A(1)), {A(1)}, [{A(2)}])
`;
  it('are compared, printed and made by their own methods', () => {
    expect(runText(script)).toBe("6 5 2\nTrue False False False {'a': A(1)} {A(1)} [{A(2)}]\n");
  });
});

describe('a formatter of arrays', () => {
  const show = (script: string): string =>
    runText(`import numpy as np\na = np.array([[1.5, -2.25], [np.nan, 100.0]])\n${script}`);
  it('is the format method of a text', () => {
    expect(
      show("np.set_printoptions(formatter={'float': '{: 0.2f}'.format})\nprint(a)\nprint(repr(a[0]), np.arange(2))"),
    ).toBe('[[ 1.50 -2.25]\n [ nan  100.00]]\narray([ 1.50, -2.25]) [0 1]\n');
    expect(show("print(np.array2string(a, formatter={'all': '<{:.1f}>'.format}))")).toBe(
      '[[<1.5> <-2.2>]\n [<nan> <100.0>]]\n',
    );
  });
  it('holds until the next call', () => {
    const set =
      "np.set_printoptions(formatter={'float_kind': '{:.1f}'.format})\nnp.set_printoptions(precision=3)\nprint(a[0])";
    expect(show(set)).toBe('[ 1.5  -2.25]\n');
  });
});

it('gives the names of collections.abc for annotations', () => {
  const text =
    'from collections.abc import Callable, Sequence\ndef f(a: Callable) -> Sequence[int]:\n    return a\nprint(f(1))';
  expect(runText(text)).toBe('1\n');
});

it('multiplies a list by an array item by item', () => {
  const text =
    'import numpy as np\nx = [1.0, 2.0]\nprint(x * np.array([0.5]), [1, 2] * np.array(3), [1, 2] * np.int64(2))\n';
  expect(runText(text)).toBe('[0.5 1. ] [3 6] [1, 2, 1, 2]\n');
});

it('formats an array of no dimensions as its number', () => {
  const text = `import numpy as np
cost = np.squeeze(np.array([[0.856]]))
print(f'{cost:.2f}', '{:>7.1f}|'.format(cost), f'{np.ones(2)}')
print(f'{np.ones(2):.2f}')
`;
  const printed = runText(text);
  expect(printed).toMatch(/^0\.86 {5}0\.9\| \[1\. 1\.\]\n/);
  expect(printed).toContain('TypeError: unsupported format string passed to numpy.ndarray.__format__');
});

it('gives the names of numpy.typing for annotations', () => {
  const text =
    'import numpy as np\nimport numpy.typing as npt\ndef f(a: npt.NDArray[np.float64]):\n    return a\nprint(f(1))';
  expect(runText(text)).toBe('1\n');
});

it('refuses to write named arrays in words', () => {
  const text = "import numpy as np\nnp.savez('w.npz', W=np.ones(2))";
  expect(runText(text)).toContain('writing files is not possible here: np.savez');
});

describe('np.matrix', () => {
  it('trains as in older tutorials', () => {
    const text = [
      'from numpy import *',
      "X = mat('0 0 1; 0 1 1; 1 0 1; 1 1 1')",
      'y = matrix([[0], [1], [1], [0]])',
      'W = asmatrix(ones((3, 1)))',
      'for k in range(3):',
      '    p = 1 / (1 + exp(-X * W))',
      '    W += X.T * multiply(y - p, multiply(p, 1 - p))',
      'print(W, type(W), p.A1.round(6))',
      'W.shape = (1, 3)',
      'print(repr(W), isinstance(W, ndarray), isinstance(W.A, matrix))',
    ];
    expect(runText(text.join('\n'))).toBe(
      [
        '[[0.89515385]',
        ' [0.89515385]',
        " [0.50893381]] <class 'numpy.matrix'> [0.662251 0.83313  0.83313  0.927075]",
        'matrix([[0.89515385, 0.89515385, 0.50893381]]) True False',
        '',
      ].join('\n'),
    );
  });
});
