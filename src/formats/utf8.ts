/** The first byte of a text that is not UTF-8. */
export interface WrongByte {
  readonly offset: number;
  /** `0xE9` */
  readonly byte: string;
}

/** The text of bytes in UTF-8, with its byte order mark if it has one; or the first byte that is not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | WrongByte {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const offset = firstWrongByte(bytes);
    return { offset, byte: `0x${hexadecimal(bytes[offset])}` };
  }
}

/** U+FFFD in UTF-8: a decoder puts it in place of bytes that are not UTF-8. */
const REPLACEMENT = [0xef, 0xbf, 0xbd];

/** The beginning of the first sequence that is not UTF-8, found because decoding and encoding again changes it. */
function firstWrongByte(bytes: Uint8Array): number {
  const repaired = new TextEncoder().encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  let at = 0;
  while (at < bytes.length && bytes[at] === repaired[at]) at++;
  // A wrong sequence may begin like its replacement. The first difference is then inside the sequence.
  return at - REPLACEMENT.indexOf(repaired[at] as number);
}

function hexadecimal(byte: number | undefined): string {
  return (byte ?? 0).toString(16).toUpperCase().padStart(2, '0');
}
