import xterm from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endOf, lineUpdate, newPen, pictureLine } from '../../src/ui/picture.ts';
import { runs } from '../full.ts';

const COLUMNS = 20;

/** The cells of a terminal of one line after some writes, as they look: text and colours. */
async function cellsAfter(...writes: readonly string[]): Promise<readonly string[]> {
  const terminal = new xterm.Terminal({ cols: COLUMNS, rows: 2, allowProposedApi: true });
  for (const data of writes) await new Promise<void>((done) => terminal.write(data, done));
  const line = terminal.buffer.active.getLine(0)!;
  return Array.from({ length: COLUMNS }, (_, column) => {
    const cell = line.getCell(column)!;
    const text = cell.getChars() || ' ';
    const foreground = `${cell.getFgColorMode()} ${cell.getFgColor()}`;
    const background = `${cell.getBgColorMode()} ${cell.getBgColor()}`;
    const switches = `${cell.isBold()} ${cell.isDim()}`;
    // Nothing is seen of the ink of a space, and the lower half block shows the same as the upper one.
    if (text === ' ' && cell.getWidth() === 1) return `blank ${background}`;
    if (text === '▄') return `▀ ${background} ${foreground} ${switches}`;
    return `${text} ${foreground} ${background} ${switches} ${cell.getWidth()}`.replace(/(▀.*) 1$/, '$1');
  });
}

const update = (before: string, after: string): string => {
  const pen = newPen();
  return lineUpdate(0, pictureLine(before), pictureLine(after), COLUMNS, pen) + endOf(pen);
};

describe('updates of a line', () => {
  it('write nothing where nothing changed', () => {
    expect(update('error 0.5', 'error 0.5')).toBe('');
    expect(update('error 0.5   ', 'error 0.5')).toBe('');
  });

  it('write the changed digits only', () => {
    expect(update('iteration 1,234', 'iteration 1,235')).toBe('\u001b[1;15H5');
  });

  it('erase what a shorter line no longer covers', () => {
    expect(update('solved at 1,872', 'solved')).toBe('\u001b[1;8H\u001b[K');
  });

  it('write a short unchanged stretch again, and move over a long one', () => {
    expect(update('a12b', 'x12y')).toBe('\u001b[1;1Hx12y');
    expect(update('a1234567b', 'x1234567y')).toBe('\u001b[1;1Hx\u001b[7Cy');
  });

  it('set a colour once for neighbours that share it', () => {
    const red = (text: string): string => `\u001b[38;5;9m${text}\u001b[0m`;
    expect(update('', `${red('a')}${red('b')}`)).toBe('\u001b[1;1H\u001b[38;5;9mab\u001b[m');
  });

  it('write the half block that takes fewer colours', () => {
    const half = (top: string, bottom: string): string => `\u001b[38;2;${top};48;2;${bottom}m▀\u001b[0m`;
    const [one, other] = ['0;0;8', '0;0;16'];
    expect(update('', half(one, other) + half(other, one))).toBe(
      `\u001b[1;1H\u001b[38;2;${one};48;2;${other}m▀▄\u001b[m`,
    );
  });

  it('keep a colour over a space, which shows none of it', () => {
    expect(update('', '\u001b[31ma\u001b[0m \u001b[31mb\u001b[0m')).toBe('\u001b[1;1H\u001b[31ma b\u001b[m');
  });

  it('begin a line again from a character of uncertain width', () => {
    expect(update('a 漢 1', 'a 漢 2')).toBe('\u001b[1;3H\u001b[K漢 2');
    expect(update('a 漢 1', 'b 漢 1')).toBe('\u001b[1;1Hb');
    expect(update('a 漢', 'a 字')).toBe('\u001b[1;3H\u001b[K字');
  });

  it('give the next character its column behind one of several code points', async () => {
    expect(update('', '👍🏽 1')).toBe('\u001b[1;1H\u001b[K👍🏽\u001b[1;3H 1\u001b[K');
    // The emulator draws each code point of a family in two columns.
    const family = '👩‍👩‍👧‍👦';
    const end = COLUMNS - 1;
    const line = `│${family} ab${' '.repeat(end - 6)}│`;
    expect((await cellsAfter(update('', line))).slice(3).map((cell) => cell.split(' ')[0])).toEqual([
      ...['blank', 'a', 'b'],
      ...Array<string>(end - 6).fill('blank'),
      '│',
    ]);
    expect((await cellsAfter(update('', `${family} a`), update(`${family} a`, `${family} b`)))[3]).toMatch(/^b /);
  });

  it('wrap no character of several code points to the next line', async () => {
    const terminal = new xterm.Terminal({ cols: COLUMNS, rows: 2, allowProposedApi: true });
    const line = `${' '.repeat(COLUMNS - 2)}👩‍👩‍👧‍👦`;
    await new Promise<void>((done) => terminal.write(`${update('', line)}\u001b[2;1H`, done));
    expect(terminal.buffer.active.getLine(1)?.translateToString(true)).toBe('');
  });

  it('leave the terminal as if the new line had been written to an empty screen', async () => {
    const style = fc.constantFrom(
      '',
      '1',
      '2',
      '31',
      '38;5;9',
      '38;2;8;16;24',
      '38;2;8;16;24;48;2;0;40;80',
      '38;2;0;40;80;48;2;8;16;24',
      '41',
      '48;5;200',
      '1;31;48;5;3',
      '94;104',
    );
    const text = fc.array(fc.constantFrom('a', '1', ' ', '▀', '▄', '─', '⣿', '漢', '✓', 'é', '0'), { maxLength: 8 });
    const line = fc.array(fc.tuple(style, text), { maxLength: 5 }).map((spans) => {
      let columns = 0;
      const painted = spans.map(([codes, characters]) => {
        const fitting = characters.filter((character) => {
          const width = character === '漢' ? 2 : 1;
          if (columns + width > COLUMNS) return false;
          columns += width;
          return true;
        });
        return codes === '' ? fitting.join('') : `\u001b[${codes}m${fitting.join('')}\u001b[0m`;
      });
      return painted.join('');
    });
    await fc.assert(
      fc.asyncProperty(line, line, line, async (first, second, third) => {
        const fresh = await cellsAfter(`\u001b[1;1H${third}`);
        expect(await cellsAfter(`\u001b[1;1H${first}`, update(first, second), update(second, third))).toEqual(fresh);
      }),
      { numRuns: runs(300) },
    );
  });
});
