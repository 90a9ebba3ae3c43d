import type { Key } from 'ink';
import { expect, test } from 'vitest';
import { keyNames } from '../../../src/ui/keys/key-name.ts';

/** What Ink says of a key, all of it false but for what is given. */
function event(rest: Partial<Key> = {}): Key {
  return rest as Key;
}

test('characters are their own names, and a space has one', () => {
  expect([keyNames('s', event()), keyNames('R', event({ shift: true })), keyNames(' ', event())]).toEqual([
    ['s'],
    ['R'],
    ['space'],
  ]);
});

test('keys that arrive together are taken one by one', () => {
  expect(keyNames('ss r', event())).toEqual(['s', 's', 'space', 'r']);
  expect(keyNames('s\t\r\u001b\u007f\u0003', event())).toEqual(['s', 'tab', 'enter', 'escape', 'backspace', 'ctrl+c']);
});

test.each([
  [{ upArrow: true }, 'up'],
  [{ downArrow: true }, 'down'],
  [{ leftArrow: true }, 'left'],
  [{ rightArrow: true }, 'right'],
  [{ pageUp: true }, 'pageup'],
  [{ pageDown: true }, 'pagedown'],
  [{ home: true }, 'home'],
  [{ end: true }, 'end'],
  [{ return: true }, 'enter'],
  [{ escape: true }, 'escape'],
  [{ tab: true }, 'tab'],
  [{ tab: true, shift: true }, 'shift+tab'],
  [{ backspace: true }, 'backspace'],
  [{ delete: true }, 'backspace'],
])('%j is %s', (key, name) => {
  expect(keyNames('', event(key))).toEqual([name]);
});

test('control keys carry their control', () => {
  expect(keyNames('c', event({ ctrl: true }))).toEqual(['ctrl+c']);
});
