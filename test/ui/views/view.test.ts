import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inferShapes } from '../../../src/language/shapes.ts';
import { initialModel, type Model } from '../../../src/ui/model/model.ts';
import { scrollLimit } from '../../../src/ui/model/pane-space.ts';
import { lineWidth } from '../../../src/ui/text/line.ts';
import { createTheme } from '../../../src/ui/theme/theme.ts';
import { paneNames, type Rectangle } from '../../../src/ui/views/layout.ts';
import { view } from '../../../src/ui/views/view.ts';
import type { MatrixView, Snapshot } from '../../../src/worker/protocol.ts';
import { runs } from '../../full.ts';
import { inAscii, inColour, withoutColour } from '../frames.ts';
import { screenOf, textOfScreen } from '../screen-text.ts';
import { subjectOf } from '../subjects.ts';
import { anyText } from '../texts.ts';
import { asRunning, snapshotOf, trainedModel } from '../training.ts';

const xor = trainedModel(subjectOf(), 1000);

function at(model: Model, columns: number, rows: number, rest: Partial<Model> = {}): Model {
  return { ...model, size: { columns, rows }, ...rest };
}

describe('a terminal that is too small', () => {
  test('says the size that is needed, and the size it has', () => {
    expect(textOfScreen(at(xor, 59, 20), inColour).trimEnd()).toBe('backprop-tui needs 60×20\nthis is 59×20');
    expect(textOfScreen(at(xor, 60, 19), inAscii).trimEnd()).toBe('backprop-tui needs 60x20\nthis is 60x19');
  });

  test('says at least the size that is needed where there is room for no more', () => {
    expect(textOfScreen(at(xor, 18, 6), inColour).trimEnd()).toBe('backprop-tui needs\n60×20\nthis is 18×6');
    expect(textOfScreen(at(xor, 12, 2), inColour).trimEnd()).toBe('backprop-tui\nneeds 60×20');
    expect(textOfScreen(at(xor, 12, 1), inColour).trimEnd()).toBe('60×20');
  });

  test('has exactly its own size', () => {
    for (let columns = 1; columns < 70; columns++) {
      for (const rows of [1, 2, 5, 19]) {
        expect(screenOf(at(xor, columns, rows), inColour).widths).toEqual(Array(rows).fill(columns));
      }
    }
  });
});

describe('the screen', () => {
  test('shows the focused pane alone at 60×20', () => {
    const shown = paneNames.map((focus) => view(at(xor, 60, 20, { focus }), inColour).map(({ name }) => name));
    expect(shown).toEqual(paneNames.map((focus) => ['header', focus, 'footer']));
  });

  test('shows all panes at 80×24, and marks the focused one', () => {
    expect(view(at(xor, 80, 24), inColour).map(({ name }) => name)).toEqual([
      'header',
      'error',
      'predictions',
      'weights',
      'program',
      'footer',
    ]);
    const text = textOfScreen(at(xor, 80, 24, { focus: 'program' }), inColour);
    expect(text).toContain('╭ › program');
    expect(text).not.toContain('› predicted');
  });

  test('shows the help over everything but the footer', () => {
    const frames = view(
      at(xor, 80, 24, { view: { kind: 'help', filter: '', chosen: 0, covered: { kind: 'panes' } } }),
      inColour,
    );
    expect(frames.map(({ name, place }) => [name, place.rows])).toEqual([
      ['help', 23],
      ['footer', 1],
    ]);
  });

  test('shows a notice, and a failure even when there is a notice too', () => {
    const noticed = at(xor, 80, 24, { notice: { text: 'no', kind: 'refusal' } });
    expect(screenOf(noticed, withoutColour).lines.at(-1)?.trim()).toBe('no');
    const failed = { ...noticed, failure: 'boom' };
    expect(screenOf(failed, withoutColour).lines.at(-1)?.trim()).toBe(
      'the training thread failed: boom (R starts a new one)',
    );
    expect(textOfScreen(failed, inColour)).toContain('✗ crashed');
  });

  test('shows the untrained network before the first report', () => {
    const model = initialModel(subjectOf(), 7, 3000, { columns: 80, rows: 24 });
    const text = textOfScreen(model, inColour);
    expect(text).toContain('… starting');
    expect(text).toContain('seed 7');
    expect(text).toContain('no iteration has run yet');
    expect(text).toContain('0  0 1    0       –        –');
  });
});

/** Scenarios at the edges of what a file may ask for. */
const anySubject = fc
  .record({
    name: anyText,
    description: anyText,
    examples: fc.integer({ min: 1, max: 40 }),
    inputs: fc.integer({ min: 1, max: 30 }),
    outputs: fc.integer({ min: 1, max: 5 }),
    hidden: fc.array(fc.integer({ min: 1, max: 150 }), { maxLength: 4 }),
    names: fc.array(anyText, { minLength: 1, maxLength: 5 }),
    data: fc.array(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: -9, max: 9 })), {
      minLength: 1,
      maxLength: 9,
    }),
    bias: fc.boolean(),
    learningRate: fc.constantFrom(1, 0.1, 1e-7, 0.30000000000000004, 1e9),
    iterations: fc.constantFrom(1, 7, 60_000, 1_000_000_000),
  })
  .map(({ examples, inputs, outputs, names, data, ...rest }) => {
    const rowsOf = (columns: number): number[][] =>
      Array.from({ length: examples }, (_, row) =>
        Array.from({ length: columns }, (_cell, column) => data[(row * columns + column) % data.length] as number),
      );
    const namesOf = (count: number): string[] =>
      Array.from({ length: count }, (_, i) => names[i % names.length] as string);
    return subjectOf({
      ...rest,
      inputs: rowsOf(inputs),
      targets: rowsOf(outputs),
      inputNames: namesOf(inputs),
      targetNames: namesOf(outputs),
    });
  });

const anyWeight = fc.oneof(fc.double({ min: -12, max: 12, noNaN: true }), fc.double());
const anyScreen = fc
  .record({
    subject: anySubject,
    size: fc.record({ columns: fc.integer({ min: 1, max: 240 }), rows: fc.integer({ min: 1, max: 70 }) }),
    seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    speed: fc.constantFrom(1, 1234, 1e6, 'unlimited' as const),
    scale: fc.constantFrom('log' as const, 'linear' as const),
    focus: fc.constantFrom(...paneNames),
    help: fc.boolean(),
    notice: fc.option(fc.record({ text: anyText, kind: fc.constantFrom('news' as const, 'refusal' as const) }), {
      nil: undefined,
    }),
    failure: fc.option(anyText, { nil: undefined }),
    scroll: fc.nat(200),
    weights: fc.array(anyWeight, { minLength: 1, maxLength: 20 }),
    report: fc.option(
      fc.record({
        state: fc.constantFrom('running' as const, 'paused' as const, 'finished' as const, 'diverged' as const),
        iteration: fc.integer({ min: 1, max: 2_000_000_000 }),
        error: fc.oneof(fc.double({ min: 0 }), fc.constantFrom(1e-12, 0, Number.NaN)),
        solvedAt: fc.option(fc.nat(), { nil: undefined }),
        rate: fc.option(fc.double({ min: 0, max: 1e7, noNaN: true }), { nil: undefined }),
      }),
      { nil: undefined },
    ),
  })
  .map(({ subject, size, seed, speed, report, scroll, weights, ...rest }): Model => {
    const model = { ...initialModel(subject, seed, speed, size), ...rest, run: 1 };
    const scrolled = { ...model, scroll: { predictions: scroll, program: scroll, weights: scroll } };
    if (report === undefined) return scrolled;
    const { iteration, error } = report;
    const snapshot: Snapshot = {
      ...snapshotOf(xor),
      ...report,
      furthest: iteration,
      run: 1,
      request: 0,
      goal: subject.iterations,
      parameters: viewsOf(subject, weights),
      prediction: Float64Array.from(subject.targets.data, (_, i) => weights[i % weights.length] as number),
      curve: { iterations: Float64Array.of(0, iteration - 1), errors: Float64Array.of(0.5, error) },
    };
    return { ...scrolled, snapshot };
  });

/** Parameters filled with the same few weights. */
function viewsOf({ program }: Model['subject'], weights: readonly number[]): readonly MatrixView[] {
  const shapes = inferShapes(program);
  const names = program.roles.layers.flatMap((layer) => [
    layer.weights,
    ...(layer.bias === undefined ? [] : [layer.bias]),
  ]);
  return names.map((name) => {
    const { rows, columns } = shapes.get(name) ?? { rows: 1, columns: 1 };
    // As the thread does: blocks where a side has more than 128 cells.
    const [blockRows, blockColumns] = [Math.ceil(rows / 128), Math.ceil(columns / 128)];
    const cells = Math.ceil(rows / blockRows) * Math.ceil(columns / blockColumns);
    const sums = Float64Array.from({ length: cells }, (_, i) => weights[i % weights.length] as number);
    return { name, rows, columns, blockRows, blockColumns, sums };
  });
}

const anyTheme = fc
  .tuple(fc.constantFrom(1 as const, 4 as const, 8 as const, 24 as const), fc.boolean())
  .map(([depth, utf8]) => createTheme(depth, utf8));

function covers(places: readonly Rectangle[], columns: number, rows: number): boolean {
  const owners = new Uint8Array(columns * rows);
  for (const place of places) {
    for (let row = place.y; row < place.y + place.rows; row++) {
      for (let column = place.x; column < place.x + place.columns; column++) owners[row * columns + column]!++;
    }
  }
  return owners.every((count) => count === 1);
}

describe('at any size, with any content,', () => {
  test('the frames cover the screen, each exactly as large as its place', () => {
    fc.assert(
      fc.property(anyScreen, anyTheme, (model, theme) => {
        const frames = view(model, theme);
        expect(
          covers(
            frames.map(({ place }) => place),
            model.size.columns,
            model.size.rows,
          ),
        ).toBe(true);
        for (const { place, frame } of frames) {
          expect(frame.map(lineWidth)).toEqual(Array(place.rows).fill(place.columns));
        }
      }),
      { numRuns: runs(120) },
    );
  });

  test('no line has a line break or a control character', () => {
    fc.assert(
      fc.property(anyScreen, (model) => {
        expect(screenOf(model, withoutColour).lines.join('')).toMatch(/^[^\p{Cc}]*$/u);
      }),
      { numRuns: runs(120) },
    );
  });

  test('every line that is painted ends in the plain style', () => {
    fc.assert(
      fc.property(anyScreen, fc.constantFrom(4 as const, 8 as const, 24 as const), (model, depth) => {
        for (const line of screenOf(model, createTheme(depth, true)).lines) {
          const sequences = line.match(/\u001b\[[\d;]*m/g) ?? [];
          expect(sequences.filter((_, i) => i % 2 === 1).every((sequence) => sequence === '\u001b[0m')).toBe(true);
          expect(sequences.length % 2).toBe(0);
        }
      }),
      { numRuns: runs(120) },
    );
  });

  test('a terminal without UTF-8 gets ASCII only, given ASCII names', () => {
    fc.assert(
      fc.property(anyScreen, fc.constantFrom(1 as const, 24 as const), (model, depth) => {
        const ascii = (text: string): string => text.replace(/[^\x20-\x7e]/gu, '?');
        const subject = {
          ...model.subject,
          name: ascii(model.subject.name),
          description: ascii(model.subject.description),
          inputNames: model.subject.inputNames.map(ascii),
          targetNames: model.subject.targetNames.map(ascii),
        };
        const plain = { ...model, subject, notice: undefined, failure: undefined };
        expect(screenOf(plain, createTheme(depth, false)).lines.join('')).toMatch(/^[\x20-\x7e\u001b]*$/);
      }),
      { numRuns: runs(120) },
    );
  });

  test('a terminal without colours gets no escape sequence', () => {
    fc.assert(
      fc.property(anyScreen, fc.boolean(), (model, utf8) => {
        expect(screenOf(model, createTheme(1, utf8)).lines.join('')).not.toContain('\u001b');
      }),
      { numRuns: runs(120) },
    );
  });

  test('colours change no character but the legend and taller cells', () => {
    const text = (depth: 1 | 4 | 8 | 24) =>
      paneNames
        .filter((focus) => !['weights', 'network', 'boundary'].includes(focus))
        .map((focus) => screenOf(at(asRunning(xor), 60, 20, { focus }), createTheme(depth, true)).lines.join('\n'))
        .join('\n')
        .replace(/\u001b\[[\d;]*m/g, '');
    expect([text(4), text(8), text(24)]).toEqual([text(1), text(1), text(1)]);
  });

  test('scrolling to the end shows the end', () => {
    const inputs = Array.from({ length: 100 }, (_, row) => [row]);
    const model = trainedModel(subjectOf({ inputs, targets: inputs.map(() => [0]), hidden: [4, 4, 4] }), 1);
    for (const [columns, rows] of [
      [60, 20],
      [80, 24],
      [100, 30],
      [200, 60],
    ] as const) {
      const small = at(model, columns, rows);
      const end = { ...small, scroll: { predictions: 1000, program: 1000, weights: 1000 } };
      const text = (focus: Model['focus']) => textOfScreen({ ...end, focus }, inColour);
      expect(text('predictions')).toMatch(/^│ +99 /m);
      expect(text('program')).toMatch(/17[ ›] syn0 +\+= l0\.T @ l1_delta/);
      expect(text('weights')).toContain('syn3');
      expect(scrollLimit(small, 'predictions')).toBeLessThan(100);
    }
  });
});
