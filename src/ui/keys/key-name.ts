import type { Key as InkKey } from 'ink';
import type { Key } from './bindings.ts';

/** Keys whose character is not their name, as they come among others. */
const names: ReadonlyMap<string, Key> = new Map([
  [' ', 'space'],
  ['\r', 'enter'],
  ['\t', 'tab'],
  ['\u0003', 'ctrl+c'],
  ['\u001b', 'escape'],
  ['\u007f', 'backspace'],
]);

/** The names of the keys behind one of Ink's input events: usually one; keys that were pressed fast arrive together. */
export function keyNames(input: string, key: InkKey): readonly Key[] {
  const special = specialName(key);
  if (special !== undefined) return [special];
  if (key.ctrl) return [`ctrl+${input}`];
  return [...input].map((character) => names.get(character) ?? character);
}

function specialName(key: InkKey): Key | undefined {
  if (key.upArrow) return 'up';
  if (key.downArrow) return 'down';
  if (key.leftArrow) return 'left';
  if (key.rightArrow) return 'right';
  if (key.pageUp) return 'pageup';
  if (key.pageDown) return 'pagedown';
  if (key.home) return 'home';
  if (key.end) return 'end';
  if (key.return) return 'enter';
  if (key.escape) return 'escape';
  if (key.tab) return key.shift ? 'shift+tab' : 'tab';
  if (key.backspace || key.delete) return 'backspace';
  return undefined;
}
