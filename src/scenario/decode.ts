import { decodeUtf8, type WrongByte } from '../formats/utf8.ts';
import type { ValueFault } from './fault.ts';
import { positionsOf } from './json/position.ts';

/** The text of a file in UTF-8, a byte order mark included, or what is wrong with its bytes. */
export function decodeText(bytes: Uint8Array): string | ValueFault {
  const text = decodeUtf8(bytes);
  return typeof text === 'string' ? text : undecodable(bytes, text);
}

function undecodable(bytes: Uint8Array, wrong: WrongByte): ValueFault {
  // A byte order mark is not a column.
  const before = new TextDecoder().decode(bytes.subarray(0, wrong.offset));
  const [position] = positionsOf(before, [before.length]);
  const mark = (bytes[0] ?? 0) * 0x100 + (bytes[1] ?? 0);
  const found = mark === 0xfffe || mark === 0xfeff ? 'text in UTF-16' : `the byte ${wrong.byte}`;
  return {
    path: '',
    ...(position && { position }),
    expected: 'text in UTF-8',
    found,
    advice: 'save the file as UTF-8',
  };
}
