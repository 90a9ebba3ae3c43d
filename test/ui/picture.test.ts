import xterm from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineUpdate, pictureLine } from '../../src/ui/picture.ts';

const COLUMNS = 20;

/** The cells of a terminal of one line after some writes: text and colours. */
async function cellsAfter(...writes: readonly string[]): Promise<readonly string[]> {
  const terminal = new xterm.Terminal({ cols: COLUMNS, rows: 2, allowProposedApi: true });
  for (const data of writes) await new Promise<void>((done) => terminal.write(data, done));
  const line = terminal.buffer.active.getLine(0)!;
  return Array.from({ length: COLUMNS }, (_, column) => {
    const cell = line.getCell(column)!;
    const colours = [cell.getFgColorMode(), cell.getFgColor(), cell.getBgColorMode(), cell.getBgColor()];
    return `${cell.getChars() || ' '} ${colours.join(' ')} ${cell.isBold()} ${cell.isDim()} ${cell.getWidth()}`;
  });
}

const update = (before: string, after: string): string =>
  lineUpdate(0, pictureLine(before), pictureLine(after), COLUMNS);

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

  it('begin a line again from a character of uncertain width', () => {
    expect(update('a 漢 1', 'a 漢 2')).toBe('\u001b[1;3H\u001b[K漢 2');
    expect(update('a 漢 1', 'b 漢 1')).toBe('\u001b[1;1Hb');
  });

  it('leave the terminal as if the new line had been written to an empty screen', async () => {
    const style = fc.constantFrom(
      '',
      '1',
      '2',
      '31',
      '38;5;9',
      '38;2;1;2;3',
      '41',
      '48;5;200',
      '1;31;48;5;3',
      '94;104',
    );
    const text = fc.array(fc.constantFrom('a', '1', ' ', '─', '⣿', '漢', '✓', 'é', '0'), { maxLength: 8 });
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
      { numRuns: 300 },
    );
  });
});
