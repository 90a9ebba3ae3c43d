import { describe, expect, test } from 'vitest';
import { readWeightPair } from '../../../src/ui/model/surface-weights.ts';
import { drawSurface, type SurfaceProps } from '../../../src/ui/panes/surface-pane.ts';
import { lineWidth } from '../../../src/ui/text/line.ts';
import { type SurfaceState, surfaceProps, surfaceView } from '../../../src/ui/views/surface-view.ts';
import type { SurfacePoint } from '../../../src/worker/protocol.ts';
import { inAscii, inColour, linesOf, textOf, withoutColour } from '../frames.ts';
import { Listener } from '../plain/listener.ts';
import { subjectOf } from '../subjects.ts';
import { Rehearsal, runOf } from '../training.ts';

function stateOf(run: Rehearsal): SurfaceState {
  const { view } = run.store.current();
  if (view.kind !== 'surface') throw new Error(`the view is ${view.kind}`);
  return view;
}

function propsOf(run: Rehearsal): ReturnType<typeof surfaceProps> {
  return surfaceProps(run.store.current(), stateOf(run));
}

/** A bowl, and a path down into it. */
function bowl(): SurfaceProps {
  const [columns, rows] = [33, 15];
  const losses = Float64Array.from({ length: columns * rows }, (_, cell) => {
    const [x, y] = [((cell % columns) - 16) / 8, (Math.floor(cell / columns) - 7) / 3.5];
    return x === -2 && y === -2 ? Number.NaN : 0.01 + x * x + 2 * y * y;
  });
  const point = (iteration: number, x: number, y: number): SurfacePoint => {
    return { iteration, x, y, away: 0.25 - iteration / 80, loss: 0.01 + x * x + 2 * y * y };
  };
  const path = [point(0, -1.5, 1.5), point(10, -0.2, 0.9), point(15, 0.1, 0)];
  const weights = {
    across: { name: 'syn0', row: 0, column: 1 },
    upwards: { name: 'syn1', row: 1, column: 0 },
    chosenBy: 'moves' as const,
  };
  const now = point(20, 0.5, 0.2);
  const map = {
    weights,
    x: [-2, 2],
    y: [-2, 2],
    columns,
    rows,
    losses,
    isFinest: true,
    path,
    now,
    best: path[2],
  } as const;
  const request = { plane: 'weights', zoom: 0, moves: [0, 0], centred: 0 } as const;
  const surface = { request, iteration: 20, examples: 300, of: 5000, map, why: undefined };
  return { surface, loss: ['½ Σ (y − l2)²'], without: 'no dropout', isMoving: false, scale: 'log' };
}

describe('the loss surface', () => {
  const run = runOf({ hidden: [3] }, 60);
  run.press('P');
  const props = propsOf(run);

  test('names its loss, its weights, its marks and the distances from its plane', () => {
    const text = textOf(drawSurface(props, { columns: 100, rows: 30 }, withoutColour));
    expect(text).toContain('½ Σ (y − l2)² over all 4 training examples');
    expect(text).toMatch(/syn0\[\d,\d\]/);
    expect(text).toMatch(/● now, lowest yet 0\.\d+ {3}○ first 0\.\d+ {3}· path/);
    expect(text).toMatch(/distance from it: now 0, first 0\.\d+/);
    expect(text).toContain('99×45 losses');
  });

  test.each([
    [1, 1, '½ Σ (y − l2)² over the only training example', '½ Σ (y − l2)², 1 example'],
    [16, 5000, '½ Σ (y − l2)² over 16 of 5,000 training examples', '½ Σ (y − l2)², 16 of 5,000'],
  ])('says over how many examples it is: %i of %i', (examples, of, wide, narrow) => {
    const own = { ...props, surface: { ...props.surface!, examples, of } };
    const [at100, at66] = [100, 66].map((columns) => textOf(drawSurface(own, { columns, rows: 20 }, withoutColour)));
    expect([at100, at66]).toEqual([expect.stringContaining(wide), expect.stringContaining(narrow)]);
  });

  test('fills its place exactly at every size, in colour, without and in ASCII', () => {
    for (const [columns, rows] of [
      [60, 14],
      [80, 19],
      [120, 35],
      [200, 55],
    ] as const) {
      for (const theme of [inColour, withoutColour, inAscii]) {
        const frame = drawSurface(props, { columns, rows }, theme);
        expect(frame.length).toBe(rows);
        expect(new Set(frame.map(lineWidth))).toEqual(new Set([columns]));
        if (theme === inAscii) expect(textOf(frame)).toMatch(/^[\x20-\x7e\n]*$/);
      }
    }
  });

  test('has the picture of its bands and its path', () => {
    expect(linesOf(drawSurface(bowl(), { columns: 60, rows: 18 }, inAscii))).toMatchSnapshot();
  });

  test('has its keys: plane, weights, scale, place', () => {
    const own = runOf({ hidden: [3] }, 60);
    own.press('P');
    const weights = propsOf(own).surface?.map?.weights;
    own.press('X');
    expect(propsOf(own).surface?.map?.weights).toMatchObject({ upwards: weights?.upwards, chosenBy: 'hand' });
    expect(propsOf(own).surface?.map?.weights?.across).not.toEqual(weights?.across);
    own.press('pageup', 'right', 'up');
    expect(stateOf(own)).toMatchObject({ zoom: 1, moves: [1, 1] });
    own.press('enter');
    expect(stateOf(own)).toMatchObject({ centred: 1, moves: [0, 0] });
    own.press('enter', 'l');
    expect(stateOf(own)).toMatchObject({ centred: 0, zoom: 0, scale: 'linear' });
    own.press('d');
    expect(propsOf(own).surface?.map?.weights).toBeUndefined();
    expect(own.press('#').notice?.text).toBe('this plane has no two weights: d shows two');
    own.press('d', '#', ...'syn1[2,0],syn0[1,1]', 'enter');
    expect(propsOf(own).surface?.map?.weights).toMatchObject({
      across: { name: 'syn1', row: 2, column: 0 },
      upwards: { name: 'syn0', row: 1, column: 1 },
    });
  });

  test('says why there is no plane along the descent before the first iteration', () => {
    const own = new Rehearsal(subjectOf({ hidden: [3] }));
    own.press('P', 'd');
    const text = textOf(drawSurface(propsOf(own), { columns: 80, rows: 19 }, withoutColour));
    expect(text).toContain('the weights are still the initial ones');
  });

  test('is read aloud: its loss, its marks, its lowest place, and two lines through now', () => {
    const listener = new Listener(subjectOf({ hidden: [3] }));
    listener.run.step(60);
    const said = listener.press('P');
    expect(said).toContain('Loss: sum (y - l2)^2 / 2 over all 4 training examples.');
    expect(said.join(' ')).toMatch(/Weights now, the lowest loss of the path: iteration 60, loss 0\.\d+, at /);
    expect(said.join(' ')).toMatch(/Along syn0\[\d,\d\], -?\d/);
    expect(listener.press('d').join(' ')).toContain('distance along the steepest descent');
  });

  test('asks the thread for nothing but its plane', () => {
    expect(surfaceView.request?.(run.store.current(), stateOf(run))).toEqual({
      surface: { plane: 'weights', across: undefined, upwards: undefined, zoom: 0, moves: [0, 0], centred: 0 },
    });
  });
});

test('two typed weights must be in the network, and differ', () => {
  const model = new Rehearsal(subjectOf({ hidden: [3] })).store.current();
  const problemOf = (text: string): string | undefined => {
    const read = readWeightPair(text, model);
    return 'problem' in read ? read.problem : undefined;
  };
  expect(problemOf('syn0[0,0], syn1[2,0]')).toBeUndefined();
  expect(problemOf('syn0[0,0]')).toBe('two weights, such as syn0[0,0] syn1[2,0]');
  expect(problemOf('syn0[0,3] syn1[0,0]')).toBe('syn0 has rows 0 to 2 and columns 0 to 2');
  expect(problemOf('w[0,0] syn1[0,0]')).toBe('no weights are named w: syn0, syn1');
  expect(problemOf('syn0[0,0] syn0[0,0]')).toBe('the two weights must differ');
});
