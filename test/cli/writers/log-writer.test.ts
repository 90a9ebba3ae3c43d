import { appendFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { LogWriter, notALog } from '../../../src/cli/writers/log-writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'log-file-'));
afterAll(() => rmSync(folder, { recursive: true }));
const row = { iteration: 1, epoch: 1, error: 0.5, learningRate: 1, seconds: 0 };

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

  test('gives up a log that cannot be written, and says why once', () => {
    const file = join(folder, 'full.ndjson');
    symlinkSync('/dev/full', file);
    const log = new LogWriter(file, 'ndjson', 1);
    expect(log.problem).toBeUndefined();
    log.append([row]);
    log.append([row]);
    const problem = 'the log cannot be written any more: a full disk';
    expect(log.problem).toBe(problem);
    const warnings: string[] = [];
    const warned = new LogWriter(file, 'ndjson', 1, (text) => warnings.push(text));
    warned.append([row]);
    warned.append([row]);
    expect([warnings, warned.problem]).toEqual([[`${problem}; training goes on`], problem]);
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
});
