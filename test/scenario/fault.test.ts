import { expect, it } from 'vitest';
import { printFaults } from '../../src/scenario/fault.ts';

const wrongSize = { path: 'network.hidden[1]', expected: 'a whole number from 1 to 4,096', found: '0' };

it('prints place, path, what was expected and what was found', () => {
  expect(printFaults('scenarios/mine.json', [{ ...wrongSize, position: { line: 7, column: 14 } }])).toEqual([
    'scenarios/mine.json:7:14  network.hidden[1]: expected a whole number from 1 to 4,096, found 0',
  ]);
});

it('prints advice at the end of the line', () => {
  expect(printFaults('mine.json', [{ ...wrongSize, path: '', advice: 'write 1' }])).toEqual([
    'mine.json  expected a whole number from 1 to 4,096, found 0; write 1',
  ]);
});

it('prints a line for each fault', () => {
  expect(printFaults('mine.json', [wrongSize, wrongSize])).toHaveLength(2);
});

it('strips escape sequences from file names and found values', () => {
  const found = '\u001b[2J\u009b31m"x"\u0007\n\u202e';
  expect(printFaults('\u001b]0;owned\u0007mine\r\n.json', [{ path: '', expected: 'text', found }])).toEqual([
    ']0;ownedmine .json  expected text, found [2J31m"x" ',
  ]);
});

it('shows a text that cannot be read, with carets below the mistake', () => {
  const misreading = { offset: 4, length: 2, message: 'this program has no l9' };
  const fault = { path: 'watches[1]', text: 'abs(l9)', misreading };
  expect(printFaults('mine.json', [{ ...fault, position: { line: 7, column: 20 } }, wrongSize])).toEqual([
    'mine.json:7:20  watches[1]: this program has no l9',
    '    abs(l9)',
    '        ^^',
    'mine.json  network.hidden[1]: expected a whole number from 1 to 4,096, found 0',
  ]);
});

it('keeps the carets in place when characters are stripped from the text', () => {
  const text = '\u001b[31m 数 + \tl9\u0007';
  const misreading = { offset: text.indexOf('l9'), length: 3, message: 'no' };
  expect(printFaults('mine.json', [{ path: 'watches[0]', text, misreading }])).toEqual([
    'mine.json  watches[0]: no',
    '    [31m 数 +  l9',
    '               ^^',
  ]);
});
