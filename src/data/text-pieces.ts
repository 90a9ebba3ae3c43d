import { decodeUtf8 } from '../formats/utf8.ts';

/** A byte that is no text, and the text before it. */
export interface Undecodable {
  readonly before: string;
  /** As shown to people: `0xE9` */
  readonly byte: string;
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

const ORDER_MARK = '\ufeff';

/**
 * Decodes bytes to text piece by piece. The byte order mark of the first piece, or its zeros, select UTF-16; the default is
 * UTF-8. Text that is not UTF-8 from the first byte beyond ASCII on is Windows-1252. Line endings become \n, and byte order
 * marks are removed everywhere.
 */
export class TextPieces {
  #encoding: Encoding | undefined;
  #decoder: InstanceType<typeof TextDecoder> | undefined;
  /** The bytes of an incomplete character at the end of the previous piece. */
  #unfinished = new Uint8Array();
  #endsWithReturn = false;
  #isAscii = true;
  #isWestern = false;

  /** True for text that is neither UTF-8 nor UTF-16, whose letters beyond ASCII may be other ones. */
  get isWestern(): boolean {
    return this.#isWestern;
  }

  decode(bytes: Uint8Array, last: boolean): string | Undecodable {
    if (this.#isWestern) return this.#western(bytes);
    this.#encoding ??= encodingOf(bytes);
    // An incomplete UTF-16 character becomes U+FFFD, which no number contains.
    this.#decoder ??= new TextDecoder(this.#encoding, { fatal: this.#encoding === 'utf-8' });
    try {
      const text = this.#decoder.decode(bytes, { stream: !last });
      this.#isAscii &&= /^\ufeff?[\0-\x7f]*$/.test(text);
      this.#unfinished = unfinished(bytes);
      return this.#plain(text);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      return this.#undecodable(bytes);
    }
  }

  /** Turns \r\n and \r into \n. When a piece ends between the two, its \r has already become \n. */
  #plain(text: string): string {
    const rest = this.#endsWithReturn && text.startsWith('\n') ? text.slice(1) : text;
    if (text !== '') this.#endsWithReturn = text.endsWith('\r');
    const unmarked = rest.includes(ORDER_MARK) ? rest.replaceAll(ORDER_MARK, '') : rest;
    return unmarked.includes('\r') ? unmarked.replace(/\r\n?/g, '\n') : unmarked;
  }

  #undecodable(bytes: Uint8Array): string | Undecodable {
    const whole = new Uint8Array([...this.#unfinished, ...bytes]);
    const wrong = decodeUtf8(whole);
    if (typeof wrong === 'string') throw new Error('two UTF-8 decoders disagree about the same bytes');
    const before = whole.subarray(0, wrong.offset);
    // A character that is cut off at the end of the file is damage, not another encoding.
    const isCutOff =
      unfinished(whole).length > 0 && whole.length - wrong.offset <= 3 && (whole.at(-1) as number) >= 0x80;
    if (this.#isAscii && !isCutOff && before.every((byte) => byte < 0x80) && isWestern(whole)) {
      this.#isWestern = true;
      return this.#western(whole);
    }
    return { before: this.#plain(new TextDecoder().decode(before)), byte: wrong.byte };
  }

  #western(bytes: Uint8Array): string | Undecodable {
    const wrong = bytes.findIndex((byte) => !isWesternByte(byte));
    const text = (part: Uint8Array): string => this.#plain(Array.from(part, westernCharacter).join(''));
    if (wrong === -1) return text(bytes);
    const byte = `0x${(bytes[wrong] as number).toString(16).toUpperCase().padStart(2, '0')}`;
    return { before: text(bytes.subarray(0, wrong)), byte };
  }
}

/** Bytes that are looked at for zeros. */
const HEAD = 64;

/** The encoding by the byte order mark; without one, by the zero in each character of ASCII in UTF-16. */
function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const head = bytes.subarray(0, HEAD - (HEAD % 2));
  if (head.length < 4) return 'utf-8';
  const zeros = (from: number): number => head.filter((byte, at) => at % 2 === from && byte === 0).length;
  const half = Math.floor(head.length / 2);
  if (zeros(0) === 0 && zeros(1) > 0.8 * half) return 'utf-16le';
  return zeros(1) === 0 && zeros(0) > 0.8 * half ? 'utf-16be' : 'utf-8';
}

/** The bytes of an incomplete UTF-8 character at the end. */
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

/**
 * The characters of Windows-1252 from 0x80 to 0x9f; a space where it has none. The others are those of Latin-1. Some versions of
 * Node decode these bytes as Latin-1, therefore not by TextDecoder: https://encoding.spec.whatwg.org/index-windows-1252.txt.
 */
const FROM_80 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

function westernCharacter(byte: number): string {
  return (byte >= 0x80 && byte < 0xa0 ? FROM_80[byte - 0x80] : undefined) ?? String.fromCharCode(byte);
}

/** True for bytes of text: no control characters but those between words and lines. */
function isWesternByte(byte: number): boolean {
  if (byte < 0x20) return byte === 0x09 || byte === 0x0a || byte === 0x0c || byte === 0x0d;
  return byte !== 0x7f && (byte < 0x80 || byte >= 0xa0 || FROM_80[byte - 0x80] !== ' ');
}

function isWestern(bytes: Uint8Array): boolean {
  return bytes.every(isWesternByte);
}
