import type { Key as InkKey } from 'ink';
import type { Key } from './bindings.ts';

/** The names of the keys behind one of Ink's input events: usually one; keys that were pressed fast arrive together. */
export function keyNames(input: string, key: InkKey): readonly Key[] {
  const special = specialName(key);
  if (special !== undefined) return [special];
  if (key.ctrl) return [`ctrl+${input}`];
  return [...input].map((character) => (character === ' ' ? 'space' : character));
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
