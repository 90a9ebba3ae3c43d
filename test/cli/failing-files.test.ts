import { createHash } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { readCheckpoint } from '../../src/cli/checkpoint/checkpoint.ts';
import { exportScenario, writeScript } from '../../src/cli/commands/export.ts';
import { initScenario } from '../../src/cli/commands/init.ts';
import { predictRows } from '../../src/cli/commands/predict.ts';
import { shoot } from '../../src/cli/commands/shot.ts';
import { saveScenario } from '../../src/cli/save.ts';
import { subjectOf } from '../../src/cli/subject.ts';
import { train } from '../../src/cli/train.ts';
import { readScenario } from '../../src/scenario/read.ts';
import { full } from '../full.ts';
import { shipped } from '../scenarios/run-scenario.ts';
import { type FaultCode, faultCodes, withFailure } from './failing-files.ts';

const root = mkdtempSync(join(tmpdir(), 'failing-files-'));
afterAll(() => rmSync(root, { recursive: true }));

const scenario = JSON.stringify({
  name: 'mine',
  data: { inputs: [[0], [1]], targets: [[0], [1]] },
  network: { hidden: [2] },
  training: { iterations: 12, reportEvery: 0, seed: 1 },
});
const table = 'a,b\n1,0\n2,1\n3,0\n4,1\n';
const made = JSON.stringify({ name: 'made', data: { file: 'rows.csv' }, training: { iterations: 3 } });
/** More numbers than a script holds: the export writes a file of data next to it. */
const many = `a,b\n${Array.from({ length: 3000 }, (_, row) => `${row},${row % 2}`).join('\n')}\n`;

/** The output and the exit code of a command. */
async function printed(work: () => Promise<number>): Promise<{ readonly exitCode: number; readonly text: string }> {
  const texts: string[] = [];
  const take = (text: unknown): boolean => {
    texts.push(String(text));
    return true;
  };
  const spies = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockImplementation(take));
  try {
    return { exitCode: await work(), text: texts.join('') };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

const trainWith = (folder: string, files: Record<string, string | number>): Promise<number> => {
  const own = Object.fromEntries(
    Object.entries(files).map(([name, file]) => [name, typeof file === 'string' ? join(folder, file) : file]),
  );
  const scenario = join(folder, 'mine.json');
  return train({ scenario, headless: true, json: true, paused: false, seed: undefined, files: own });
};

/** The name of a command, the files that it writes, the exit codes of a failure, and the command itself. */
const commands: readonly (readonly [
  string,
  readonly string[],
  readonly number[],
  (folder: string) => Promise<number>,
])[] = [
  ['init', ['rows.json'], [2], (folder) => initScenario(join(folder, 'rows.csv'), {} as never)],
  [
    'export',
    ['out.py'],
    [2],
    (folder) =>
      exportScenario({
        scenario: join(folder, 'mine.json'),
        target: 'numpy',
        out: join(folder, 'out.py'),
        force: false,
      }),
  ],
  [
    'export --force with data',
    ['old.py', 'old.npz'],
    [2],
    (folder) =>
      exportScenario({
        scenario: join(folder, 'made.json'),
        target: 'numpy',
        out: join(folder, 'old.py'),
        force: true,
      }),
  ],
  [
    'shot',
    ['out.txt'],
    [2],
    (folder) =>
      shoot({
        scenario: join(folder, 'mine.json'),
        seed: undefined,
        at: 3,
        size: '80x24',
        to: 'txt',
        keys: '',
        out: join(folder, 'out.txt'),
        force: false,
      }),
  ],
  [
    'predict --force',
    ['old.csv'],
    [1, 2],
    (folder) =>
      predictRows({
        scenario: join(folder, 'mine.json'),
        weights: join(folder, 'w.json'),
        input: join(folder, 'inputs.csv'),
        out: join(folder, 'old.csv'),
        force: true,
      }),
  ],
  [
    'S in the dashboard',
    ['saved.json'],
    [2],
    async (folder) => {
      const what = { seed: 1, subject: subjectOf(xor), iterations: 5, changes: [], watches: [] };
      const problem = await saveScenario(join(folder, 'saved.json'), xor, what, folder);
      if (problem !== undefined) process.stderr.write(problem);
      return problem === undefined ? 0 : 2;
    },
  ],
  [
    'E in the dashboard',
    ['script.py', 'script.npz'],
    [2],
    async (folder) => {
      const outcome = await writeScript(large, 'numpy', join(folder, 'script.py'), false);
      if (!outcome.ok) process.stderr.write(outcome.problems.join());
      return outcome.ok ? 0 : 2;
    },
  ],
  ['--log', ['log.csv'], [1, 2], (folder) => trainWith(folder, { log: 'log.csv', logEvery: 5 })],
  ['--save-weights', ['w.json'], [1, 2], (folder) => trainWith(folder, { saveWeights: 'w.json' })],
  ['--save --save-every', ['run.ckpt'], [1, 2], (folder) => trainWith(folder, { save: 'run.ckpt', saveEvery: 5 })],
];

const template = join(root, 'template');
mkdirSync(template);
writeFileSync(join(template, 'mine.json'), scenario);
writeFileSync(join(template, 'made.json'), made.replace('rows.csv', 'many.csv'));
writeFileSync(join(template, 'rows.csv'), table);
writeFileSync(join(template, 'many.csv'), many);
writeFileSync(join(template, 'inputs.csv'), 'x1\n0\n1\n');
for (const name of ['old.py', 'old.npz', 'old.csv']) writeFileSync(join(template, name), 'old');
await printed(() => trainWith(template, { saveWeights: 'w.json' }));

const xor = shipped('xor');
const read = await readScenario(join(template, 'made.json'));
if (!read.ok) throw new Error('not valid');
const large = read.scenario;

let folders = 0;
function freshFolder(): string {
  const folder = join(root, `run-${++folders}`);
  cpSync(template, folder, { recursive: true });
  return folder;
}

/** Gives the files that a command writes their first contents again, which is quicker than a fresh folder. */
function restore(folder: string, outputs: readonly string[]): void {
  for (const name of outputs) {
    rmSync(join(folder, name), { force: true });
    if (existsSync(join(template, name))) copyFileSync(join(template, name), join(folder, name));
  }
}

/** The content of a file without the time that the run took: the digest, the lines of a log, or the iteration of a checkpoint. */
function contentOf(folder: string, name: string): string {
  const file = join(folder, name);
  if (!existsSync(file)) return 'absent';
  if (name === 'log.csv') return readFileSync(file, 'utf8').replace(/[\d.]+$/gm, 'seconds');
  if (!name.endsWith('.ckpt')) return createHash('sha256').update(readFileSync(file)).digest('hex');
  const read = readCheckpoint(readFileSync(file));
  return read.ok ? `iteration ${read.checkpoint.saved.iteration}` : 'damaged';
}

/** The first lines of a text, none to all. */
function beginnings(text = ''): readonly string[] {
  const lines = text.split(/(?<=\n)/);
  return [...lines, ''].map((_, count) => lines.slice(0, count).join(''));
}

describe.each(commands)('%s', (_name, outputs, failures, command) => {
  // Each call fails once, with one code after the other; in the long tests with each code.
  test.each(full ? faultCodes : (['each code in turn'] as const))(
    'leaves each file whole or as it was whichever call fails: %s',
    async (one) => {
      const whole = freshFolder();
      expect((await printed(() => command(whole))).exitCode).toBe(0);
      const names = readdirSync(whole);
      const before = outputs.map((name) => contentOf(template, name));
      const after = outputs.map((name) => contentOf(whole, name));
      const folder = freshFolder();
      let nth = 1;
      for (; nth < 300; nth++) {
        const code = one === 'each code in turn' ? (faultCodes[nth % faultCodes.length] as FaultCode) : one;
        const { result, failed } = await withFailure(nth, code, folder, () => printed(() => command(folder)));
        if (failed === undefined) break;
        const { exitCode, text } = result;
        const found = outputs.map((name) => contentOf(folder, name));
        const where = `call ${nth}, ${failed}: ${text}`;
        if (exitCode === 0) expect(found, where).toEqual(after);
        else {
          expect(failures, where).toContain(exitCode);
          expect(text, where).not.toBe('');
          // A checkpoint on the way may be the last one that was written.
          if (outputs.includes('run.ckpt'))
            expect(['absent', 'iteration 5', 'iteration 10'], where).toContain(found[0]);
          // Whole lines from the first on.
          else if (outputs.includes('log.csv')) expect(['absent', ...beginnings(after[0])], where).toContain(found[0]);
          else expect(found, where).toEqual(before);
        }
        expect(text, where).not.toMatch(/\n {4}at |injected/);
        expect(
          readdirSync(folder).filter((name) => !names.includes(name)),
          where,
        ).toEqual([]);
        restore(folder, outputs);
      }
      expect(nth).toBeGreaterThan(4);
    },
  );
});
