import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beginsAsLog, type LogFormat, logFormatOf, logHeading, logLine, readLog } from '../../src/formats/run-log.ts';

const row = { iteration: 10, epoch: 5, error: 0.25, learningRate: 0.1, seconds: 1.5 };

describe('a log', () => {
  test('writes a row as a line of either format', () => {
    expect(logLine(row, 'ndjson')).toBe('{"iteration":10,"epoch":5,"error":0.25,"learningRate":0.1,"seconds":1.5}\n');
    expect(logHeading('csv')).toBe('iteration,epoch,error,testError,learningRate,seconds\n');
    expect(logLine(row, 'csv')).toBe('10,5,0.25,,0.1,1.5\n');
    expect(logLine({ ...row, testError: 0.5 }, 'csv')).toBe('10,5,0.25,0.5,0.1,1.5\n');
  });

  test('is recognized by the ending of its name', () => {
    expect(['a.ndjson', 'A.CSV', 'a.json', 'csv'].map(logFormatOf)).toEqual(['ndjson', 'csv', undefined, undefined]);
  });

  test.each<LogFormat>(['ndjson', 'csv'])('reads back the same errors: %s', (format) => {
    const errors = fc.array(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), { minLength: 1 });
    fc.assert(
      fc.property(errors, (all) => {
        const points = all.map((error, index) => ({ iteration: 3 * index, error: error === 0 ? 0 : error }));
        const text = points.map((point) => logLine({ ...row, ...point }, format)).join('');
        expect(readLog(logHeading(format) + text, format)).toEqual({ ok: true, points, earlier: 0 });
      }),
    );
  });

  test('has errors of NaN and infinity', () => {
    const ndjson = '{"iteration":0,"error":null}\n{"iteration":1,"error":1e400}\n';
    const csv = '0,1,NaN,,1,1\n1,1,1e400,,1,1\n';
    const points = [
      { iteration: 0, error: Number.NaN },
      { iteration: 1, error: Number.POSITIVE_INFINITY },
    ];
    expect(readLog(ndjson, 'ndjson')).toEqual({ ok: true, points, earlier: 0 });
    expect(readLog(csv, 'csv')).toEqual({ ok: true, points, earlier: 0 });
  });

  test('with an unfinished last line ends before it', () => {
    expect(readLog(`${logLine(row, 'ndjson')}{"iteration":20,"err`, 'ndjson')).toEqual({
      ok: true,
      points: [{ iteration: 10, error: 0.25 }],
      earlier: 0,
    });
    expect(readLog(`${logLine(row, 'csv')}20,1`, 'csv')).toMatchObject({ points: [{ iteration: 10 }] });
  });

  test('of a run that went back has only its newest lines', () => {
    const lines = [1, 2, 3, 2, 5].map((iteration, error) => logLine({ ...row, iteration, error }, 'ndjson'));
    expect(readLog(lines.join(''), 'ndjson')).toEqual({
      ok: true,
      points: [
        { iteration: 1, error: 0 },
        { iteration: 2, error: 3 },
        { iteration: 5, error: 4 },
      ],
      earlier: 0,
    });
  });

  test.each<LogFormat>(['ndjson', 'csv'])('has test errors, and the number of earlier runs: %s', (format) => {
    const runs = [
      [1, 50, 100],
      [1, 2],
      [1, 50],
    ];
    const lines = runs
      .flat()
      .map((iteration, at) => logLine({ ...row, iteration, error: at, testError: 2 * at }, format));
    expect(readLog(lines.join(''), format)).toEqual({
      ok: true,
      points: [
        { iteration: 1, error: 5, testError: 10 },
        { iteration: 50, error: 6, testError: 12 },
      ],
      earlier: 2,
    });
  });

  test.each<[LogFormat, string, object]>([
    ['ndjson', 'x\n', { line: 1, expected: 'a JSON object', found: '"x"' }],
    ['ndjson', `${logLine(row, 'ndjson')}{"iter\n`, { line: 2, expected: 'a JSON object', found: '"{\\"iter"' }],
    ['ndjson', '{"iteration":-1,"error":1}\n', { line: 1, expected: 'a whole number as iteration', found: '-1' }],
    ['ndjson', '{"iteration":1}\n', { line: 1, expected: 'a number as error', found: 'nothing' }],
    ['csv', '1,2,3\n', { line: 1, expected: '6 cells', found: '3' }],
    ['csv', '1,1,1,1,1,1,€,€\n', { line: 1, expected: '6 cells', found: '8' }],
    ['ndjson', '{"iteration":1,"error":1,"unit":1}\n', { line: 1, expected: 'a text as unit', found: '1' }],
    ['csv', '1,1,,,1,1\n', { line: 1, expected: 'a number as error', found: '""' }],
    ['ndjson', `${'\n'.repeat(1_000_000)}\n`, { line: 1_000_001, expected: 'at most 1,000,000 lines', found: 'more' }],
    ['csv', `\n${','.repeat(20_000)}\n`, { line: 2, expected: 'at most 10,000 characters', found: '20,000' }],
    ['csv', 'x,1,1,,1,1\n', { line: 1, expected: 'a whole number as iteration', found: '"x"' }],
    ['csv', '1,1,none,,1,1\n', { line: 1, expected: 'a number as error', found: '"none"' }],
    ['ndjson', '', { line: 1, expected: 'a log with at least one whole line', found: 'none' }],
  ])('in %s is refused at its broken line: %j', (format, text, fault) => {
    expect(readLog(text, format)).toEqual({ ok: false, fault });
  });

  test.each<LogFormat>(['ndjson', 'csv'])('has the unit of its errors: %s', (format) => {
    for (const unit of ['€', 'price, "net"']) {
      const text = logHeading(format, true) + logLine({ ...row, iteration: 1, error: 2, unit }, format, true);
      expect(readLog(text, format)).toMatchObject({ ok: true, points: [{ iteration: 1, error: 2, unit }] });
      expect(beginsAsLog(text, format)).toBe(true);
    }
  });

  test.each<LogFormat>(['ndjson', 'csv'])('begins another run where the unit changes: %s', (format) => {
    const before = logLine({ ...row, iteration: 1, error: 0.5 }, format);
    const after = logLine({ ...row, iteration: 2, error: 40, unit: '€' }, format, true);
    const read = readLog(before + after, format);
    expect(read).toMatchObject({ ok: true, points: [{ iteration: 2, error: 40, unit: '€' }], earlier: 1 });
  });
});
