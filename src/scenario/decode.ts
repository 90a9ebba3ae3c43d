import type { ValueFault } from './fault.ts';
import { positionsOf } from './json/position.ts';

/** The text of a file in UTF-8, a byte order mark included, or what is wrong with its bytes. */
export function decodeText(bytes: Uint8Array): string | ValueFault {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return undecodable(bytes);
  }
}

function undecodable(bytes: Uint8Array): ValueFault {
  const wrong = firstWrongByte(bytes);
  // A byte order mark is not a column.
  const before = new TextDecoder().decode(bytes.subarray(0, wrong));
  const [position] = positionsOf(before, [before.length]);
  const mark = (bytes[0] ?? 0) * 0x100 + (bytes[1] ?? 0);
  const found = mark === 0xfffe || mark === 0xfeff ? 'text in UTF-16' : `the byte 0x${hexadecimal(bytes[wrong])}`;
  return {
    path: '',
    ...(position && { position }),
    expected: 'text in UTF-8',
    found,
    advice: 'save the file as UTF-8',
  };
}

/** U+FFFD in UTF-8, which a decoder puts in place of what it cannot read. */
const REPLACEMENT = [0xef, 0xbf, 0xbd];

/** Where the first sequence of bytes begins that is not UTF-8, and so does not come back as it was. */
function firstWrongByte(bytes: Uint8Array): number {
  const repaired = new TextEncoder().encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  let at = 0;
  while (at < bytes.length && bytes[at] === repaired[at]) at++;
  // A wrong sequence may begin like its replacement; the difference then shows only inside of it.
  return at - REPLACEMENT.indexOf(repaired[at] as number);
}

function hexadecimal(byte: number | undefined): string {
  return (byte ?? 0).toString(16).toUpperCase().padStart(2, '0');
}
