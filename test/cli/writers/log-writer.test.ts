import fs, { appendFileSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { LogWriter, notALog } from '../../../src/cli/writers/log-writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'log-file-'));
afterAll(() => rmSync(folder, { recursive: true }));
const row = { iteration: 1, epoch: 1, error: 0.5, learningRate: 1, seconds: 0 };

/** A disk that has room for these bytes, until the returned function is called. */
function fillDisk(room: number): () => void {
  const { writeSync } = fs;
  let left = room;
  fs.writeSync = ((handle: number, bytes: Uint8Array) => {
    if (left === 0) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    const taken = writeSync(handle, bytes.subarray(0, left));
    left -= taken;
    return taken;
  }) as typeof writeSync;
  syncBuiltinESMExports();
  return () => {
    fs.writeSync = writeSync;
    syncBuiltinESMExports();
  };
}

describe('the log writer', () => {
  test('continues a log behind its last whole line, with one heading', () => {
    const file = join(folder, 'a.csv');
    new LogWriter(file, 'csv', 1).append([row]);
    appendFileSync(file, '2,2,0.');
    new LogWriter(file, 'csv', 1).append([{ ...row, iteration: 2 }]);
    expect(readFileSync(file, 'utf8')).toBe(
      'iteration,epoch,error,testError,learningRate,seconds\n1,1,0.5,,1,0\n2,1,0.5,,1,0\n',
    );
  });

  test('has errors in their unit, and names it', () => {
    const unit = { factor: 100, name: '€' };
    const [csv, ndjson] = [join(folder, 'unit.csv'), join(folder, 'unit.ndjson')];
    new LogWriter(csv, 'csv', 1, { unit }).append([{ ...row, testError: 0.25 }]);
    expect(readFileSync(csv, 'utf8')).toBe(
      'iteration,epoch,error,testError,learningRate,seconds,unit\n1,1,50,25,1,0,€\n',
    );
    new LogWriter(ndjson, 'ndjson', 1, { unit }).append([row]);
    expect(JSON.parse(readFileSync(ndjson, 'utf8'))).toEqual({ ...row, error: 50, unit: '€' });
    // A run without a unit continues the table.
    new LogWriter(csv, 'csv', 1).append([{ ...row, iteration: 2 }]);
    expect(readFileSync(csv, 'utf8').split('\n').at(-2)).toBe('2,1,0.5,,1,0,');
  });

  test('continues a table without units with the numbers of the program', () => {
    const file = join(folder, 'old.csv');
    new LogWriter(file, 'csv', 1).append([row]);
    const log = new LogWriter(file, 'csv', 1, { unit: { factor: 100, name: '€' } });
    log.append([{ ...row, iteration: 2 }]);
    expect(log.hasUnit).toBe(false);
    expect(readFileSync(file, 'utf8').split('\n').at(-2)).toBe('2,1,0.5,,1,0');
  });

  test('accepts a log or an empty file, and nothing else', () => {
    const heading = 'iteration,epoch,error,testError,learningRate,seconds\n';
    const isRefused = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return notALog(join(folder, name), name.endsWith('csv') ? 'csv' : 'ndjson') !== undefined;
    };
    for (const log of ['', heading, `${heading}1,1,0.5,,1,0\n`, 'iteration,ep']) {
      expect(isRefused('b.csv', log), log).toBe(false);
    }
    for (const log of ['{"iteration":1,"epoch":1,"error":0.5}\n', '{"iteration":1,"er', '{"it']) {
      expect(isRefused('b.ndjson', log), log).toBe(false);
    }
    for (const other of ['a,b\n1,2\n', 'iteration,epoch\n1,1\n', '1', '\n']) {
      expect(isRefused('b.csv', other), other).toBe(true);
    }
    for (const other of ['{"type":"report","iteration":1}\n', '{"name":"x"}', '[]\n']) {
      expect(isRefused('b.ndjson', other), other).toBe(true);
    }
    expect(notALog(join(folder, 'none.csv'), 'csv')).toBeUndefined();
  });

  test('waits for room on a full disk, and goes on without a gap', () => {
    const file = join(folder, 'room.ndjson');
    const warnings: string[] = [];
    const log = new LogWriter(file, 'ndjson', 1, { warn: (text) => warnings.push(text) });
    log.append([row]);
    const free = fillDisk(20);
    for (const iteration of [2, 3]) log.append([{ ...row, iteration }]);
    expect(log.problem).toBe('the log waits for free space: a full disk');
    expect(warnings).toEqual(['the log waits for free space: a full disk; training continues']);
    free();
    log.append([{ ...row, iteration: 4 }]);
    expect(log.problem).toBeUndefined();
    log.finish();
    const iterations = readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).iteration);
    expect(iterations).toEqual([1, 2, 3, 4]);
  });

  test.each(['many lines', 'the end'])('ends with its last whole line after %s without room', (how) => {
    const file = join(folder, `${how}.csv`);
    const log = new LogWriter(file, 'csv', 1, { mostWaiting: how === 'the end' ? 1000 : 30 });
    log.append([row]);
    const whole = readFileSync(file, 'utf8');
    const free = fillDisk(5);
    for (const iteration of [2, 3, 4]) log.append([{ ...row, iteration }]);
    if (how === 'the end') log.finish();
    expect(log.problem).toBe('the log ends before the run: a full disk');
    free();
    log.append([{ ...row, iteration: 5 }]);
    expect(readFileSync(file, 'utf8')).toBe(whole);
  });

  test('says at once that it cannot be written, and once', () => {
    const file = join(folder, 'full.ndjson');
    symlinkSync('/dev/full', file);
    const warnings: string[] = [];
    const log = new LogWriter(file, 'ndjson', 1, { warn: (text) => warnings.push(text) });
    expect(log.problem).toBeUndefined();
    log.append([row]);
    log.append([row]);
    expect(warnings).toEqual(['the log waits for free space: a full disk; training continues']);
    log.finish();
    expect(log.problem).toBe('the log ends before the run: a full disk');
    expect(warnings.length).toBe(1);
  });

  test('notices at its next line that its file was deleted', () => {
    const file = join(folder, 'deleted.ndjson');
    const log = new LogWriter(file, 'ndjson', 1);
    log.append([row]);
    expect(log.problem).toBeUndefined();
    rmSync(file);
    log.append([row]);
    expect(log.problem).toBe('the log was deleted');
  });

  test('ends at a file that another program has shortened, and adds nothing to it', () => {
    const file = join(folder, 'shortened.csv');
    const log = new LogWriter(file, 'csv', 1);
    log.append([row]);
    writeFileSync(file, 'iteration,');
    log.append([row]);
    expect(log.problem).toBe('the log was shortened by another program, and ends');
    expect(readFileSync(file, 'utf8')).toBe('iteration,');
  });

  test('says that its file was moved, for as long as it is', () => {
    const [file, other] = [join(folder, 'moved.csv'), join(folder, 'moved-away.csv')];
    const log = new LogWriter(file, 'csv', 1);
    renameSync(file, other);
    log.append([row]);
    expect(log.problem).toBe('the log was moved, and continues under its new name');
    writeFileSync(file, 'mine');
    log.append([{ ...row, iteration: 2 }]);
    expect(log.problem).toBe('the log was moved, and continues under its new name');
    renameSync(other, file);
    log.append([{ ...row, iteration: 3 }]);
    expect(log.problem).toBeUndefined();
    expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(4);
  });
});
