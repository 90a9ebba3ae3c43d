import { appendFileSync, mkdtempSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { planSweep, type SweepPlan } from '../../../src/cli/sweep/plan.ts';
import { headLine, readRunLine, runLine } from '../../../src/cli/sweep/run-lines.ts';
import { openSweepFile, type SweepFileOptions } from '../../../src/cli/sweep/sweep-file.ts';
import type { RunResult } from '../../../src/worker/protocol-sweep.ts';

const alpha = { name: 'learningRate', path: ['training', 'learningRate'] };
const looks = [100, 200];

function planOf(iterations: number, seeds: readonly number[], values: readonly unknown[] = [1, 10]): SweepPlan {
  const text = JSON.stringify({
    name: 'OR',
    data: { inputs: [[0], [1]], targets: [[0], [1]] },
    training: { iterations },
  });
  const planned = planSweep(text, undefined, [{ ...alpha, values }], seeds);
  if (!planned.ok) throw new Error(planned.faults[0]?.expected);
  return planned.plan;
}

const plan = planOf(400, [1, 2]);
const head = headLine('ndjson', plan, looks, 'OR', undefined);

function resultOf(combination: number, seed: number): RunResult {
  const look = { iteration: 100, verdict: 'stuck', since: 60, error: 0.1 + seed, solvedAt: undefined } as const;
  const end = { ...look, iteration: 400, verdict: 'solved', since: 300, solvedAt: 300 } as const;
  return { combination, seed, ...end, cause: undefined, looks: [look] };
}

const all = [resultOf(0, 1), resultOf(0, 2), resultOf(1, 1), resultOf(1, 2)];
const whole = `${[head, ...all.map((result) => runLine('ndjson', plan, looks, result))].join('\n')}\n`;

function optionsFor(file: string, more: Partial<SweepFileOptions> = {}): SweepFileOptions {
  return { file, format: 'ndjson', head, plan, looks, force: false, resume: true, ...more };
}

function newFile(): string {
  return join(mkdtempSync(join(tmpdir(), 'sweep-')), 'runs.ndjson');
}

/** Opens a file, adds the runs that it lacks in another order, and closes it. Returns the runs that it had. */
function goOn(file: string): readonly RunResult[] {
  const opened = openSweepFile(optionsFor(file));
  if (!opened.ok) throw new Error(opened.fault.found);
  const known = opened.results;
  const isKnown = (run: RunResult): boolean =>
    known.some((own) => own.combination === run.combination && own.seed === run.seed);
  for (const result of [...all].reverse()) if (!isKnown(result)) opened.file.add(result);
  opened.file.close();
  return known;
}

test('a line of a run reads back as the run', () => {
  for (const result of all) expect(readRunLine(runLine('ndjson', plan, looks, result), plan, looks)).toEqual(result);
});

test('a sweep that is cut off anywhere ends with the same file', () => {
  const lines = whole.split('\n').slice(0, -1);
  const lengths = lines.map((_, k) => lines.slice(0, k + 1).join('\n').length + 1);
  const cuts = [0, 10, ...lengths, ...lengths.map((length) => length - 1), (lengths[2] as number) + 40];
  for (const cut of cuts) {
    const file = newFile();
    writeFileSync(file, whole);
    truncateSync(file, Math.min(cut, whole.length));
    const known = goOn(file);
    expect(known).toHaveLength(Math.max(0, lengths.filter((length) => length <= cut).length - 1));
    expect(readFileSync(file, 'utf8')).toBe(whole);
  }
});

test('a file with runs in any order, zeros at its end, or no file, ends as the same one', () => {
  const file = newFile();
  goOn(file);
  expect(readFileSync(file, 'utf8')).toBe(whole);
  writeFileSync(file, `${[head, runLine('ndjson', plan, looks, all[3] as RunResult)].join('\n')}\n`);
  appendFileSync(file, '\0\0\0\n\0');
  expect(goOn(file)).toEqual([all[3]]);
  expect(readFileSync(file, 'utf8')).toBe(whole);
});

test('a file with doubled lines keeps each run once', () => {
  const file = newFile();
  const [first, second, third, fourth] = all.map((result) => runLine('ndjson', plan, looks, result));
  const other = (fourth as string).replace('"since":300', '"since":299');
  for (const lines of [
    [third, third, second],
    [fourth, first, other, second, third, first],
  ]) {
    writeFileSync(file, `${[head, ...lines].join('\n')}\n`);
    expect(goOn(file)).toHaveLength(new Set(lines.map((line) => (line === other ? fourth : line))).size);
    expect(readFileSync(file, 'utf8')).toBe(whole);
  }
});

test.each([
  ['other seeds', { head: headLine('ndjson', planOf(400, [1, 2, 3]), looks, 'OR', undefined) }, 'the seeds [1,2,3] in'],
  ['other values', { head: headLine('ndjson', planOf(400, [1, 2], [1]), looks, 'OR', undefined) }, 'the settings {'],
  ['another name', { head: headLine('ndjson', plan, looks, 'AND', undefined) }, 'the scenario "AND" in'],
  ['other looks', { head: headLine('ndjson', plan, [7], 'OR', undefined) }, '--at [7] in'],
  ['another length', { head: headLine('ndjson', planOf(500, [1, 2]), looks, 'OR', undefined) }, 'as it is now'],
  ['another format', { format: 'csv' as const }, 'an .ndjson file to continue'],
])('a file of a sweep with %s is left as it is', (_, more, expected) => {
  const file = newFile();
  writeFileSync(file, whole);
  const opened = openSweepFile(optionsFor(file, more));
  expect(opened.ok ? '' : opened.fault.expected).toContain(expected);
  expect(readFileSync(file, 'utf8')).toBe(whole);
});

test('a file of something else is left as it is, and a strange line in the middle is named', () => {
  const file = newFile();
  for (const [text, line] of [
    ['my notes', 1],
    [whole.replace('"seed":2', '"seed":7'), 3],
  ] as const) {
    writeFileSync(file, text);
    expect(openSweepFile(optionsFor(file))).toMatchObject({ ok: false, fault: { position: { line } } });
    expect(readFileSync(file, 'utf8')).toBe(text);
  }
  expect(openSweepFile(optionsFor(file, { resume: false }))).toMatchObject({
    ok: false,
    fault: { found: expect.stringContaining('--resume continues its sweep, --force replaces it') },
  });
});

test('an existing file names the options that work with its format', () => {
  for (const [format, ways] of [
    ['ndjson', '; --resume continues its sweep, --force replaces it'],
    ['csv', '; --force replaces it'],
  ] as const) {
    const file = newFile();
    writeFileSync(file, whole);
    const opened = openSweepFile(optionsFor(file, { format, resume: false }));
    expect(opened.ok ? '' : opened.fault.found).toBe(`a file of this name exists already${ways}`);
  }
});
