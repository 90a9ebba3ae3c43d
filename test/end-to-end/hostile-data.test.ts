import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeNpy } from '../../src/formats/npy.ts';
import { writeNpz } from '../../src/formats/npz.ts';
import { writeSafetensors } from '../../src/formats/safetensors.ts';
import { run } from './run.ts';

/*
 * Damaged and hostile files of data, weights and logs, read by the built command: each gives a message with its place in plain
 * text and exit code 2, and takes little memory. The specs of the readers have more cases of each kind.
 */

/** A run that reads a small file and stops takes about 55 MB. */
const MOST_MEGABYTES = 160;

let folder: string;
const at = (name: string): string => join(folder, name);

function npyOf(dtype: string, shape: string): Buffer {
  const header = `{'descr': ${dtype}, 'fortran_order': False, 'shape': ${shape}, }\n`;
  return Buffer.from(`\x93NUMPY\x01\x00${String.fromCharCode(header.length, 0)}${header}12345678`, 'latin1');
}

/** A zip file whose first array claims to unpack to almost 2 GB. */
function bombOf(name: string): Uint8Array {
  const bytes = writeNpz([{ name, matrix: { rows: 1, columns: 1, data: Float64Array.of(1) } }]);
  const entry = Buffer.from(bytes).lastIndexOf('PK\x01\x02', undefined, 'latin1');
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(entry + 24, 0x7fffffff, true);
  return bytes;
}

function safetensorsOf(header: object): Uint8Array {
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUint64LE(BigInt(text.length));
  return Buffer.concat([length, text]);
}

const red = '\x1b[31mred\x07\u009b2J';
const rubbish = Uint8Array.from({ length: 3000 }, (_, k) => (k * k * 31 + 200) % 256);
const row = { rows: 4, columns: 2, data: Float64Array.of(1, 0, Number.NEGATIVE_INFINITY, 1, 2, 0, 3, 1) };
const notANumber = { rows: 1, columns: 1, data: Float64Array.of(Number.NaN) };

const files: Readonly<Record<string, string | Uint8Array>> = {
  'wide.csv': `${'1,'.repeat(10_000_000)}1\n`,
  'bomb.csv.gz': Buffer.concat(Array<Buffer>(64).fill(gzipSync(Buffer.alloc(2 ** 24), { level: 1 }))),
  'bomb.npz': bombOf('X'),
  'huge.npy': npyOf("'<f8'", '(9007199254740992, 2)'),
  'pickled.npy': npyOf("'|O'", '(1, 1)'),
  'infinite.npy': writeNpy(row),
  'rubbish.npy': rubbish,
  'rubbish.csv': rubbish,
  'empty.tsv': '',
  'header.csv': 'a,b\n',
  'ragged.txt': '1 2 3\n4 5\n',
  'names.csv': `${red},b\n1,2\n${red},1\n${'1,0\n2,1\n'.repeat(10)}`,
  'large.csv': `a,b\n${'1,0\n2,1\n'.repeat(10)}1e400,1\n-1e400,0\n`,
  'ok.csv': 'x1,x2\n1,1\n',
  'nan.csv': 'x1,x2,1\n1,NaN,1\n',
  'weights.json': '{"syn0": [[1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1]], "syn1": [[1], [1], [1], [1]]}',
  'nan.json': '{\n"syn0": [[NaN]]}',
  'large.json': '{"syn0": [[1e400, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1]], "syn1": [[1], [1], [1], [-1e400]]}',
  'twice.json': `{"syn0": [[1]], "${red.slice(0, 5)}": [[1]], "syn0": [[1]]}`.replace('\x1b', '\\u001b'),
  'deep.json': '['.repeat(10_000_000),
  'many.json': `{"syn0": [${'1,'.repeat(20_000_001)}1]}`,
  'bomb-weights.npz': bombOf('syn0'),
  'huge.safetensors': safetensorsOf({ syn0: { dtype: 'F64', shape: [2 ** 40, 2 ** 8], data_offsets: [0, 2 ** 51] } }),
  'nan.safetensors': writeSafetensors([{ name: 'syn0', matrix: notANumber }]),
  'rubbish.safetensors': rubbish,
  'lines.ndjson': new Uint8Array(2 ** 25).fill(0x0a),
  'commas.csv': `${','.repeat(2 ** 24)}\n`,
  'nan.ndjson': '{"iteration":1,"error":1}\n{"iteration":2,"error":NaN}\n',
  'red.ndjson': `${red}\n`,
  'rubbish.ndjson': rubbish,
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(at(name), content);
  mkdirSync(at('home/below'), { recursive: true });
  mkdirSync(at('folder.csv'));
  symlinkSync(at('ok.csv'), at('home/link.csv'));
  symlinkSync(folder, at('home/around'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const preload = new URL('tell-memory.js', import.meta.url).href;

/** The messages of a command about invalid files, by their names. */
async function refusal(args: readonly string[]): Promise<readonly string[]> {
  const memory = at(`memory-${args.join('-').replaceAll('/', '-').slice(-80)}`);
  const env = { NODE_OPTIONS: `--max-old-space-size=128 --import=${preload}`, MEMORY: memory };
  const { stdout, stderr, exitCode } = await run(args, env);
  expect({ stdout, exitCode }, stderr).toEqual({ stdout: '', exitCode: 2 });
  expect(stderr).not.toMatch(/(?!\n)\p{Cc}/u);
  expect(stderr).not.toMatch(/^ {4}at /m);
  expect(Number(readFileSync(memory, 'utf8')) / 1024).toBeLessThan(MOST_MEGABYTES);
  return stderr
    .replaceAll(`${folder}/`, '')
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('reading '));
}

const advice = '--missing drop leaves such rows out';

describe('an invalid file of data', () => {
  test.each([
    [
      'wide.csv',
      'wide.csv  expected at most 4,096 columns, found at least 524,288; is there another delimiter, or are rows and columns swapped?',
    ],
    [
      'bomb.csv.gz',
      'bomb.csv.gz:1:1  expected text in UTF-8, found a byte that is zero; save the file as UTF-8, or is it another kind of file?',
    ],
    ['bomb.npz', 'bomb.npz  expected at most 154 MB when unpacked, found 2048 MB'],
    [
      'huge.npy',
      'huge.npy  expected at most 20,000,000 numbers, found the shape 9,007,199,254,740,992 × 2; --rows 10000 takes the first 10,000, a larger number raises the limit',
    ],
    [
      'pickled.npy',
      'pickled.npy  expected numbers: float64, float32, float16, bool, or integers of 8 to 64 bits, found the dtype \'|O\' at byte 10; store numbers with .astype("float64"), and texts with .astype(str)',
    ],
    ['infinite.npy', 'infinite.npy:2:1  x1: expected a finite number, found -inf'],
    ['rubbish.npy', 'rubbish.npy  expected NumPy arrays, as np.save and np.savez write them, found other bytes'],
    ['rubbish.csv', 'rubbish.csv:1:1  expected text in UTF-8, found the byte 0xC8; save the file as UTF-8'],
    ['names.csv', `names.csv:3:1  [31mred2J: expected a number, found "\\u001b[31mred\\u00072J"; ${advice}`],
  ])('is reported with its place: %s', async (file, message) => {
    expect(await refusal([at(file), '--headless'])).toEqual([message]);
  });

  test('is reported with every cell that is too large', async () => {
    expect(await refusal([at('large.csv'), '--headless'])).toEqual([
      `large.csv:22:1  a: expected a number, found "1e400"; 64 bits hold numbers up to 1.8e308; ${advice}`,
      `large.csv:23:1  a: expected a number, found "-1e400"; 64 bits hold numbers up to 1.8e308; ${advice}`,
    ]);
  });

  test('is reported with its place in the scenario that names it', async () => {
    const outside = ['../ok.csv', 'below/../../ok.csv', 'link.csv', 'around/ok.csv', at('ok.csv')];
    const nowhere = [
      '..\\ok.csv',
      'below\\..\\..\\ok.csv',
      'C:\\ok.csv',
      'no\0where.csv',
      `${red}.csv`,
      'link.csv/ok.csv',
    ];
    for (const [index, file] of [...outside, ...nowhere].entries()) {
      writeFileSync(at(`home/${index}.json`), JSON.stringify({ name: 'x', data: { file } }));
    }
    const names = [...outside, ...nowhere].map((_, index) => at(`home/${index}.json`));
    const where = (index: number) =>
      `home/${index}.json:1:28  data.file: expected a file in the folder of the scenario or below, found`;
    const lines = await refusal(['check', ...names]);
    expect(lines.slice(0, 5)).toEqual(
      outside.map((_, k) => `${where(k)} a file elsewhere; copy it beside the scenario`),
    );
    expect(lines.slice(5)).toEqual(
      nowhere.map((file, k) => {
        const isNone = file.includes('\0');
        return `${where(k + 5)} ${isNone ? 'an invalid file name' : 'no file of this name'}`;
      }),
    );
  });

  test('is reported even when it is almost empty', async () => {
    const small = ['empty.tsv', 'header.csv', 'ragged.txt', 'folder.csv'];
    for (const file of small) writeFileSync(at(`${file}.json`), JSON.stringify({ name: 'x', data: { file } }));
    expect(await refusal(['check', ...small.map((file) => at(`${file}.json`))])).toEqual([
      'empty.tsv  expected at least one row of data, found none',
      'header.csv  expected at least one row of data, found only a header',
      'ragged.txt:2:2  expected 3 cells, as in line 1, found 2; a row that ends early lacks delimiters; write them also for empty cells',
      'folder.csv.json:1:28  data.file: expected a file in the folder of the scenario or below, found a directory',
    ]);
  });
});

describe('an invalid file of weights', () => {
  const first = 'syn0: expected 3×4, found 1×1';
  test.each([
    [
      'nan.json',
      ['nan.json:2:11  expected a number, "text", true, false, [ or {, found `NaN`; JSON has finite numbers only'],
    ],
    [
      'large.json',
      [
        'large.json  syn0[0,0]: expected a finite number, found Infinity',
        'large.json  syn1[3,0]: expected a finite number, found -Infinity',
      ],
    ],
    ['twice.json', ['twice.json  expected a name for each matrix, found "syn0" twice']],
    ['deep.json', ['deep.json:1:101  expected at most 100 brackets inside each other, found one more']],
    ['many.json', ['many.json  expected at most 20,000,000 numbers, found more']],
    ['bomb-weights.npz', ['bomb-weights.npz  expected at most 256 MB when unpacked, found 2048 MB']],
    ['huge.safetensors', ['huge.safetensors  byte 96: expected a file of 2,251,799,813,685,344 bytes, found 96 bytes']],
    [
      'nan.safetensors',
      [`nan.safetensors  ${first}`, 'nan.safetensors  syn1: expected 4×1, found nothing of this name'],
    ],
  ])('is reported with its fault: %s', async (file, messages) => {
    expect(await refusal(['xor', '--headless', '--weights', at(file)])).toEqual(messages);
  });

  test('is no checkpoint', async () => {
    expect((await refusal(['xor', '--resume', at('rubbish.safetensors')]))[0]).toMatch(
      /^rubbish.safetensors {2}expected a safetensors file, with a header of at most 4,194,304 bytes, found a length of \d+$/,
    );
  });
});

describe('other invalid files', () => {
  test('are no table to predict from', async () => {
    const predict = ['predict', 'xor', '--weights', at('weights.json'), '--input'];
    expect(await refusal([...predict, at('nan.csv')])).toEqual(['nan.csv:2:2  x2: expected a value, found "NaN"']);
    expect(await refusal([...predict, at('wide.csv')])).toEqual([
      expect.stringContaining('expected at most 4,096 columns'),
    ]);
    expect(await refusal([...predict, at('folder.csv')])).toEqual(['folder.csv  expected a table, found a folder']);
  });

  test('are no logs to plot', async () => {
    const logs = ['lines.ndjson', 'commas.csv', 'nan.ndjson', 'red.ndjson', 'rubbish.ndjson'];
    expect(await refusal(['plot', ...logs.map(at)])).toEqual([
      'lines.ndjson:1000001  expected at most 1,000,000 lines, found more',
      'commas.csv:1  expected at most 10,000 characters, found 16,777,216',
      'nan.ndjson:2  expected a JSON object, found "{\\"iteration\\":2,\\"error\\":NaN}"',
      'red.ndjson:1  expected a JSON object, found "\\u001b[31mred\\u00072J"',
      'rubbish.ndjson  expected a text in UTF-8, found the byte 0xC8',
    ]);
  });
});
