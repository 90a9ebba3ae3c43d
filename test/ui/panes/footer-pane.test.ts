import { describe, expect, test } from 'vitest';
import { bindings, footerKeys } from '../../../src/ui/keys/bindings.ts';
import { drawFooter } from '../../../src/ui/panes/footer-pane.ts';
import { lineWidth, plainLine } from '../../../src/ui/text/line.ts';
import { inAscii, inColour } from '../frames.ts';

const quiet = { notice: undefined, failure: undefined };

function draw(columns: number, props: Partial<Parameters<typeof drawFooter>[0]> = {}, theme = inColour): string {
  return plainLine(drawFooter({ ...quiet, ...props }, columns, theme)).trimEnd();
}

describe('the footer', () => {
  test('names the keys for which there is room, the most needed first, in the order of the table', () => {
    expect([60, 80, 100, 120].map((columns) => draw(columns))).toMatchInlineSnapshot(`
      [
        " space run/pause  s step  n line  b back  ? help  q quit",
        " space run/pause  s step  n line  b back  enter look inside  ? help  q quit",
        " space run/pause  s step  n line  R reset  b back  enter look inside  tab next pane  ? help  q quit",
        " space run/pause  s step  n line  + faster  r reseed  R reset  b back  enter look inside  tab next pane  ? help  q quit",
      ]
    `);
  });

  test('names keys of the table only, with the words of the table', () => {
    const named = drawFooter(quiet, 1000, inColour).map(({ text }) => text.trim());
    const pairs = bindings.filter(
      ({ keys, view }) => view === undefined && keys.some((key) => footerKeys.includes(key)),
    );
    expect(named).toEqual(pairs.flatMap(({ keys, short }) => [keys[0], short]));
    expect(named.length / 2).toBe(footerKeys.length);
  });

  test('says why the last key did nothing', () => {
    expect(draw(60, { notice: 'the training thread is gone' })).toBe(' the training thread is gone');
    expect(draw(20, { notice: 'the training thread is gone' })).toBe(' the training thre…');
  });

  test('says what has failed, and always how to go on', () => {
    expect(draw(120, { failure: 'boom' })).toBe(' the training thread failed: boom (R starts a new one)');
    expect(draw(60, { failure: 'Cannot read properties of undefined', notice: 'a notice' })).toBe(
      ' the training thread failed: Cannot r… (R starts a new one)',
    );
  });

  test('is never wider than the screen', () => {
    for (let columns = 60; columns <= 240; columns += 9) {
      for (const props of [quiet, { ...quiet, failure: '漢字'.repeat(200) }, { ...quiet, notice: 'x'.repeat(300) }]) {
        expect(lineWidth(drawFooter(props, columns, inAscii))).toBeLessThanOrEqual(columns);
      }
    }
  });
});
