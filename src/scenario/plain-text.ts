/**
 * Text from a file, safe for a terminal: without control characters (C0, DEL, C1, and with them every escape sequence), bidirectional
 * overrides and lone surrogates. Line breaks and tabs become spaces.
 */
export function plainText(text: string): string {
  return text
    .replace(/[\t\n\r\u2028\u2029]+/g, ' ')
    .replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/\p{Surrogate}/gu, '');
}
