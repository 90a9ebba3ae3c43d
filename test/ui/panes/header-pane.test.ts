import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ShownState } from '../../../src/ui/model/model.ts';
import { drawHeader, type HeaderProps } from '../../../src/ui/panes/header-pane.ts';
import { lineWidth } from '../../../src/ui/text/line.ts';
import { formatSpeed } from '../../../src/ui/text/numbers.ts';
import type { StopReason } from '../../../src/worker/protocol.ts';
import { inAscii, inColour, plainLine, textOf } from '../frames.ts';
import { anyText } from '../texts.ts';

const xor: HeaderProps = {
  name: 'XOR',
  state: 'running',
  iteration: 15_000,
  goal: 60_000,
  error: 0.00612,
  furthest: 15_000,
  epoch: undefined,
  rate: 3004.2,
  seed: 1,
  learningRate: 1,
  speed: 3000,
  verdict: undefined,
};

/** A header with long values. */
const large: HeaderProps = {
  ...xor,
  name: 'The daily mean temperatures of all the rooms',
  state: 'diverged',
  iteration: 123_456_789,
  goal: 1_000_000_000,
  error: 1e-12,
  furthest: 123_456_789,
  rate: 1e6,
  seed: 4_294_967_295,
  learningRate: 0.30000000000000004,
  speed: 123_456,
};

function draw(columns: number, props: Partial<HeaderProps> = {}, theme = inColour): string {
  return textOf(drawHeader({ ...xor, ...props }, columns, theme));
}

describe('the header', () => {
  test('shows scenario, state and settings, progress, and verdict', () => {
    expect(draw(120)).toMatchInlineSnapshot(`
      " backprop-tui · XOR   ▶ running                                                 seed 1   α 1   speed 3k it/s     ? help
       15,000 / 60,000 ━━━━━━━━━━━━━━━━━┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈  25 %   error 0.00612     3k it/s
      "
    `);
  });

  test('shows that a run at rest works on a command, in place of its state', () => {
    for (const state of ['paused', 'stopped', 'finished', 'diverged'] as const) {
      expect(draw(60, { state, isWaiting: true })).toContain('XOR   … working  ');
    }
    expect(draw(60, { state: 'crashed', isWaiting: true })).toContain('✗ crashed');
  });

  test('drops the product name, the measured speed and the word help in a narrow terminal', () => {
    expect([100, 80, 60].map((columns) => draw(columns)).join('\n\n')).toMatchInlineSnapshot(`
      " backprop-tui · XOR   ▶ running                             seed 1   α 1   speed 3k it/s     ? help
       15,000 / 60,000 ━━━━━━━━━━━━┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈  25 %   error 0.00612     3k it/s


       XOR   ▶ running                        seed 1   α 1   speed 3k it/s     ? help
       15,000 / 60,000 ━━━━━━━┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈  25 %   error 0.00612     3k it/s


       XOR   ▶ running                      seed 1  α 1  3k it/s
       15,000 / 60,000 ━━━━━┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈  25 %   error 0.00612
      "
    `);
  });

  test('says that the speed rises', () => {
    const rising = { speed: 42.7, isRising: true, goal: 60_000, iteration: 47 };
    expect([120, 80, 60].map((columns) => draw(columns, rising).split('\n')[0]).join('\n')).toMatchInlineSnapshot(`
      " backprop-tui · XOR   ▶ running                                           seed 1   α 1   speed 43 it/s, rising   ? help
       XOR   ▶ running                  seed 1   α 1   speed 43 it/s, rising   ? help
       XOR   ▶ running               seed 1  α 1  43 it/s, rising"
    `);
  });

  test('has no measured speed while the speed rises', () => {
    const line = (isRising: boolean): string => draw(80, { isRising }).split('\n')[1]!;
    expect(line(false)).toMatch(/ \S*\d\S* it\/s *$/);
    expect(line(true)).toMatch(/ – it\/s *$/);
  });

  test('has dashes before the first iteration', () => {
    const start = { state: 'starting', iteration: 0, error: undefined, verdict: undefined, rate: undefined } as const;
    expect(draw(80, start)).toMatchInlineSnapshot(`
      " XOR   … starting                       seed 1   α 1   speed 3k it/s     ? help
            0 / 60,000 ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈   0 %   error –            – it/s
      "
    `);
  });

  test('cuts the name first, then the digits of alpha, then those of the goal', () => {
    expect([120, 100, 80, 60].map((columns) => draw(columns, large)).join('\n\n')).toMatchInlineSnapshot(`
      " backprop-tui · The daily mean temper…   ✗ diverged  seed 4294967295   α 0.30000000000000004   speed 123k it/s   ? help
         123,456,789 / 1,000,000,000 ━━━━━━╸┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈  12 %   error 1.0e-12      – it/s


       backprop-tui · The daily mean te…   ✗ diverged  seed 4294967295   α 0.3   speed 123k it/s   ? help
         123,456,789 / 1,000,000,000 ━━━━┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈  12 %   error 1.0e-12      – it/s


       The daily me…   ✗ diverged  seed 4294967295   α 0.3   speed 123k it/s   ? help
         123,456,789 / 1,000,000,000 ━╸┈┈┈┈┈┈┈┈┈┈┈┈  12 %   error 1.0e-12      – it/s


       The daily…   ✗ diverged  seed 4294967295  α 0.3  123k it/s
         123,456,789 / 1G ━━┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈  12 %   error 1.0e-12
      "
    `);
  });

  test('has the same words in ASCII', () => {
    expect(draw(60, large, inAscii)).toMatchInlineSnapshot(`
      " The d~   x diverged  seed 4294967295  alpha 0.3  123k it/s
         123,456,789 / 1G ##...............  12 %   error 1.0e-12
      "
    `);
  });

  test('shows each state with a sign and a word', () => {
    const states: ShownState[] = [
      'starting',
      'running',
      'paused',
      'finished',
      'again',
      'stopped',
      'diverged',
      'crashed',
    ];
    expect(states.map((state) => draw(80, { state }).split('\n')[0]?.slice(7, 31).trim())).toEqual([
      '… starting',
      '▶ running',
      '‖ paused',
      '– finished',
      '▶ replaying to 15k',
      '‖ breakpoint',
      '✗ diverged',
      '✗ crashed',
    ]);
  });

  test('names the stop condition in as many words as leave the name legible', () => {
    const finished = { state: 'finished', name: 'XOR with a hidden layer' } as const;
    const first = (columns: number, reason: StopReason, limit: number): string =>
      draw(columns, { ...finished, stopped: { reason, limit } })
        .split('\n')[0]
        ?.replace(/ +seed.*/, '') ?? '';
    expect([120, 80, 60].map((columns) => first(columns, 'errorBelow', 0.01))).toEqual([
      ' backprop-tui · XOR with a hidden layer   – finished: error < 0.01',
      ' XOR with …   – finished: error < 0.01',
      ' XOR with a hidden…   – error < 0.01',
    ]);
    expect(first(120, 'noImprovementFor', 500)).toContain('– finished: no improvement in 500');
    expect(first(120, 'gradientNormBelow', 1e-6)).toContain('– finished: gradient < 0.000001');
    expect(first(120, 'seconds', 60)).toContain('– finished: time limit of 60 s');
  });

  test('shows the measured speed only while training runs', () => {
    expect(draw(80)).toContain('  3k it/s');
    expect(draw(80, { state: 'paused' })).toContain('  – it/s');
    expect(draw(80, { rate: 0.25 })).toContain(' 0.25 it/s');
    expect(draw(80, { rate: 1e6 })).toContain('   1M it/s');
  });

  test('shows the exact progress of the run', () => {
    const percents = [0, 599, 600, 59_999, 60_000, 60_010].map(
      (iteration) => draw(80, { iteration }).match(/\d+ %/)?.[0],
    );
    expect(percents).toEqual(['0 %', '0 %', '1 %', '99 %', '100 %', '100 %']);
    expect(draw(80, { iteration: 60_010 })).toContain('60,010 / 60,000');
  });

  test('fills its progress bar in proportion', () => {
    const bars = [0, 15_000, 30_000, 60_000].map((iteration) => (draw(80, { iteration }).match(/[━╸]/g) ?? []).length);
    const whole = bars[3] as number;
    expect(bars).toEqual([0, Math.ceil(whole / 4), Math.ceil(whole / 2), whole]);
  });
});

describe('whatever its numbers, from 60 columns on,', () => {
  const anyHeader: fc.Arbitrary<HeaderProps> = fc.record({
    name: anyText,
    state: fc.constantFrom<ShownState>('starting', 'running', 'paused', 'finished', 'diverged', 'crashed'),
    iteration: fc.oneof(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 2e9 })),
    goal: fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 2e9 })),
    error: fc.oneof(fc.double({ min: 0, max: 1e308 }), fc.constantFrom(undefined, 1e-12, 0, Number.NaN)),
    furthest: fc.integer({ min: 0, max: 2e9 }),
    epoch: fc.constant(undefined),
    verdict: fc.constant(undefined),
    rate: fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }), { nil: undefined }),
    seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    learningRate: fc.oneof(fc.double({ min: 5e-324, max: 1e9, noNaN: true }), fc.constantFrom(1, 0.1, 1e-7)),
    speed: fc.oneof(fc.double({ min: 0.001, max: 1e9, noNaN: true }), fc.constant('unlimited' as const)),
  });
  const anyColumns = fc.oneof(fc.integer({ min: 60, max: 110 }), fc.integer({ min: 60, max: 240 }));
  const anyTheme = fc.constantFrom(inColour, inAscii);

  test('the header is exactly as wide as the screen', () => {
    fc.assert(
      fc.property(anyHeader, anyColumns, anyTheme, (props, columns, theme) => {
        expect(drawHeader(props, columns, theme).map(lineWidth)).toEqual([columns, columns, columns]);
      }),
      { numRuns: 250 },
    );
  });

  test('the header shows state, seed, alpha and speed', () => {
    fc.assert(
      fc.property(anyHeader, anyColumns, anyTheme, (props, columns, theme) => {
        const line = plainLine(drawHeader(props, columns, theme)[0] ?? []);
        const word = ` ${props.state} `;
        const [before = '', after = ''] = line.split(new RegExp(`${word}(?=.* seed )`));
        expect(line).toContain(word);
        expect(before).not.toBe('');
        const [, seed, alpha, speed] =
          / seed (\d+) +(?:α|alpha) ([\d.e+-]+) +(?:speed )?(.*?) *(?:\? help )?$/.exec(after) ?? [];
        expect([seed, speed]).toEqual([String(props.seed), formatSpeed(props.speed)]);
        const { learningRate = Number.NaN } = props;
        expect(Math.abs(Number(alpha) - learningRate)).toBeLessThanOrEqual(learningRate / 2);
      }),
      { numRuns: 250 },
    );
  });

  test('the header shows the iteration and the error', () => {
    fc.assert(
      fc.property(anyHeader, anyColumns, anyTheme, (props, columns, theme) => {
        const line = plainLine(drawHeader(props, columns, theme)[1] ?? []);
        const [, iteration, percent, error] = /^ *([\d,]+) \/ .* (\d+) % {3}error (\S+)/.exec(line) ?? [];
        expect(iteration?.replaceAll(',', '')).toBe(String(props.iteration));
        expect(Number(percent)).toBe(Math.min(100, Math.floor((100 * props.iteration) / props.goal)));
        const value = props.error ?? Number.NaN;
        if (!Number.isFinite(value)) expect(error).toMatch(/^(–|-|NaN|inf)$/);
        else expect(Math.abs(Number(error) - value)).toBeLessThanOrEqual(value / 2);
      }),
      { numRuns: 250 },
    );
  });
});
