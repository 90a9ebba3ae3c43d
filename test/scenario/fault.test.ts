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

it('leaves escape sequences out of names of files and out of what was found', () => {
  const found = '\u001b[2J\u009b31m"x"\u0007\n\u202e';
  expect(printFaults('\u001b]0;owned\u0007mine\r\n.json', [{ path: '', expected: 'text', found }])).toEqual([
    ']0;ownedmine .json  expected text, found [2J31m"x" ',
  ]);
});
