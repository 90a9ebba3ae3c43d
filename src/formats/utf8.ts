/** The first byte that does not belong to a text in UTF-8. */
export interface WrongByte {
  readonly offset: number;
  /** `0xE9` */
  readonly byte: string;
}

/** The text of bytes in UTF-8, a byte order mark included, or where they stop being UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | WrongByte {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const offset = firstWrongByte(bytes);
    return { offset, byte: `0x${hexadecimal(bytes[offset])}` };
  }
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
