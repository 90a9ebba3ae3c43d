/** `repr(text)`: in quotes, with escapes for what cannot be printed. */
export function textRepr(text: string, version: 2 | 3 = 3): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  // Not character by character: a sum of millions of short texts takes 32 bytes for each of them.
  const shown = text.replace(SPECIAL, (character) => escaped(character, quote, version));
  return quote + shown + quote;
}

/** Characters that may not be printed as they are. */
const SPECIAL = /[^ !#-&(-[\]-~]/gu;

function escaped(character: string, quote: string, version: 2 | 3): string {
  if (character === quote || character === '\\') return `\\${character}`;
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  const code = character.codePointAt(0)!;
  if (code >= 32 && code < 127) return character;
  if (code < 128) return hex(code, 'x', 2);
  // A text of Python 2 is a row of bytes.
  if (version === 2) return Array.from(new TextEncoder().encode(character), (byte) => hex(byte, 'x', 2)).join('');
  if (!/[\p{C}\p{Z}]/u.test(character)) return character;
  return code < 256 ? hex(code, 'x', 2) : code < 0x10000 ? hex(code, 'u', 4) : hex(code, 'U', 8);
}

function hex(code: number, letter: string, digits: number): string {
  return `\\${letter}${code.toString(16).padStart(digits, '0')}`;
}

/** `ascii(…)` of a text that `repr` gave. */
export function asciiOf(shown: string): string {
  return shown.replace(/[^\x00-\x7f]/gu, (character) => {
    const code = character.codePointAt(0)!;
    return code < 256 ? hex(code, 'x', 2) : code < 0x10000 ? hex(code, 'u', 4) : hex(code, 'U', 8);
  });
}

/** `repr(bytes)`; each character is a byte. */
export function bytesRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const shown = text.replace(SPECIAL, (character) => {
    const code = character.charCodeAt(0);
    return code < 128 ? escaped(character, quote, 3) : hex(code, 'x', 2);
  });
  return `b${quote}${shown}${quote}`;
}
