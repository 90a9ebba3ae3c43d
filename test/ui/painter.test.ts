import { describe, expect, it } from 'vitest';
import { Painter } from '../../src/ui/painter.ts';

/** A terminal that takes a write when the test says so. */
function slowTerminal() {
  const written: string[] = [];
  const writes: string[] = [];
  let taken: (() => void) | undefined;
  return {
    /** With and without the marks of an update. */
    written,
    writes,
    write(data: string, done: () => void) {
      written.push(data);
      writes.push(data.replaceAll(/\u001b\[\?2026[hl]/g, ''));
      taken = done;
    },
    take() {
      const done = taken;
      taken = undefined;
      done?.();
    },
  };
}

const longLine = (character: string): string => character.repeat(700);

describe('Painter', () => {
  it('writes changed cells only', () => {
    const terminal = slowTerminal();
    const painter = new Painter(terminal.write);
    painter.show(['iteration 1', 'error 0.5'], 80);
    terminal.take();
    painter.show(['iteration 2', 'error 0.5'], 80);
    expect(terminal.writes).toEqual(['\u001b[1;1Hiteration 1\u001b[2;1Herror 0.5', '\u001b[1;11H2']);
  });

  it('writes nothing while a write is under way, and the newest frame afterwards', () => {
    const terminal = slowTerminal();
    const painter = new Painter(terminal.write);
    painter.show(['1'], 80);
    painter.show(['2'], 80);
    painter.show(['3'], 80);
    expect(terminal.writes).toHaveLength(1);
    terminal.take();
    expect(terminal.writes.at(-1)).toBe('\u001b[1;1H3');
  });

  it('writes nothing more of a frame once the screen is left, and all of the next one', () => {
    const terminal = slowTerminal();
    const painter = new Painter(terminal.write);
    painter.show([longLine('a'), longLine('b'), longLine('c')], 700);
    painter.leave();
    terminal.take();
    expect(terminal.written).toHaveLength(1);
    painter.show(['next'], 700);
    expect(terminal.writes.at(-1)).toBe('\u001b[1;1Hnext');
  });

  it('writes a large frame in pieces that end with a line', () => {
    const terminal = slowTerminal();
    const painter = new Painter(terminal.write);
    painter.show(['a', 'b', 'c', 'd'].map(longLine), 2000);
    expect(terminal.writes).toHaveLength(1);
    expect(terminal.writes[0]).toContain(longLine('b'));
    expect(terminal.writes[0]).not.toContain('c');
    terminal.take();
    expect(terminal.writes[1]).toContain(longLine('d'));
  });

  it('gives every row its turn when frames keep coming', () => {
    const terminal = slowTerminal();
    const painter = new Painter(terminal.write);
    for (const character of 'abcdefgh') {
      painter.show([longLine(character), longLine(character), longLine(character)], 2000);
      terminal.take();
    }
    expect(terminal.writes.slice(-3).join('')).toMatch(/\u001b\[3;1H/);
  });

  it('marks the pieces of one frame as one update', () => {
    const terminal = slowTerminal();
    const painter = new Painter(terminal.write);
    painter.show(['a', 'b', 'c', 'd'].map(longLine), 2000);
    terminal.take();
    terminal.take();
    const written = terminal.written.join('');
    expect(written.match(/\u001b\[\?2026[hl]/g)).toEqual(['\u001b[?2026h', '\u001b[?2026l']);
    expect([written.startsWith('\u001b[?2026h'), written.endsWith('\u001b[?2026l')]).toEqual([true, true]);
  });

  it('is settled when the newest frame has been taken', async () => {
    const terminal = slowTerminal();
    const painter = new Painter(terminal.write);
    let isSettled = false;
    painter.show(['1'], 80);
    const settled = painter.settled().then(() => {
      isSettled = true;
    });
    await Promise.resolve();
    expect(isSettled).toBe(false);
    terminal.take();
    await settled;
    expect(isSettled).toBe(true);
    await painter.settled();
  });

  it('writes no further piece once it is stopped', async () => {
    const terminal = slowTerminal();
    const painter = new Painter(terminal.write);
    painter.show(['a', 'b', 'c', 'd'].map(longLine), 2000);
    const stopped = painter.stop();
    terminal.take();
    await stopped;
    expect(terminal.writes).toHaveLength(1);
    expect(painter.isUpdating).toBe(true);
  });

  it('writes the whole frame again after the terminal was cleared', () => {
    const terminal = slowTerminal();
    const painter = new Painter(terminal.write);
    painter.show(['error 0.5'], 80);
    terminal.take();
    painter.forget();
    painter.show(['error 0.5'], 80);
    expect(terminal.writes[1]).toBe('\u001b[1;1Herror 0.5');
  });
});
