import { decodeUtf8 } from '../formats/utf8.ts';

/** What stops a text: a byte that is none of it, after the text before. */
export interface Undecodable {
  readonly before: string;
  /** `0xE9` */
  readonly byte: string;
}

const ORDER_MARK = '\ufeff';

/**
 * Bytes to text, piece by piece, its lines ended by \n alone. The order mark of the first piece says whether the bytes
 * are UTF-8 or UTF-16, without one they are UTF-8. No mark is in the text, wherever it stands.
 */
export class TextPieces {
  #decoder: InstanceType<typeof TextDecoder> | undefined;
  /** The bytes at the end of the piece before in which a character has begun. */
  #unfinished = new Uint8Array();
  #endsWithReturn = false;

  decode(bytes: Uint8Array, last: boolean): string | Undecodable {
    // Half a character in UTF-16 becomes U+FFFD, which no number contains.
    this.#decoder ??= new TextDecoder(encodingOf(bytes), { fatal: encodingOf(bytes) === 'utf-8' });
    try {
      const text = this.#decoder.decode(bytes, { stream: !last });
      this.#unfinished = unfinished(bytes);
      return this.#plain(text);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      return this.#undecodable(bytes);
    }
  }

  /** \r\n and \r become \n; of a pair that is cut in two the first half has already become one. */
  #plain(text: string): string {
    const rest = this.#endsWithReturn && text.startsWith('\n') ? text.slice(1) : text;
    if (text !== '') this.#endsWithReturn = text.endsWith('\r');
    const unmarked = rest.includes(ORDER_MARK) ? rest.replaceAll(ORDER_MARK, '') : rest;
    return unmarked.includes('\r') ? unmarked.replace(/\r\n?/g, '\n') : unmarked;
  }

  #undecodable(bytes: Uint8Array): Undecodable {
    const whole = new Uint8Array([...this.#unfinished, ...bytes]);
    const wrong = decodeUtf8(whole);
    if (typeof wrong === 'string') throw new Error('a decoder refuses what another takes');
    return { before: this.#plain(new TextDecoder().decode(whole.subarray(0, wrong.offset))), byte: wrong.byte };
  }
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
}

/** The last bytes, if they begin a character in UTF-8 and do not end it. */
function unfinished(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  for (let length = 1; length <= 3 && length <= bytes.length; length++) {
    const byte = bytes[bytes.length - length] as number;
    if (byte < 0x80) break;
    if (byte >= 0xc0) return length < bytesOfCharacter(byte) ? bytes.slice(-length) : new Uint8Array();
  }
  return new Uint8Array();
}

function bytesOfCharacter(first: number): number {
  if (first >= 0xf0) return 4;
  return first >= 0xe0 ? 3 : 2;
}
