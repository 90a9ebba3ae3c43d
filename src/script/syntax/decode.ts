import { fault } from './fault.ts';
import type { SyntaxFault } from './tree.ts';

/** Larger files are refused: the tree of this one takes some 200 MB. */
const MAX_BYTES = 1_000_000;

/** The text of a Python file, with lines that end with '\n' and without a byte order mark. */
export function decode(file: Uint8Array | string): string | SyntaxFault {
  if (file.length > MAX_BYTES) return fault('this file is larger than 1,000,000 bytes', 0, 0);
  const text = typeof file === 'string' ? file : textOf(file);
  if (typeof text !== 'string') return text;
  const source = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const nul = source.indexOf('\0');
  return nul < 0 ? source : fault('source code cannot contain null bytes', nul, nul + 1);
}

function textOf(bytes: Uint8Array): string | SyntaxFault {
  const cookie = declaredEncoding(bytes);
  if (
    cookie !== undefined &&
    !/^(?:utf-?8.*|ascii|us-ascii|latin-?1.*|l1|iso-?8859-1.*|iso-?latin-1.*|cp1252|windows-1252)$/.test(cookie)
  ) {
    return fault(`unknown encoding: ${cookie}`, 0, 0);
  }
  if (cookie === undefined || !/^(?:l|iso|cp|win)/.test(cookie)) {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      // Old files have no cookie and Latin-1 in their comments.
    }
  }
  let text = '';
  const block = 8192;
  for (let i = 0; i < bytes.length; i += block) text += String.fromCharCode(...bytes.subarray(i, i + block));
  return text;
}

/** The coding cookie of the first two lines, such as `# -*- coding: latin-1 -*-`. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 400));
  const [first = '', second = ''] = head.split(/\r\n?|\n/);
  const pattern = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;
  const found =
    pattern.exec(first.replace(/^\xef\xbb\xbf/, '')) ?? (/^[ \t\f]*(?:#|$)/.test(first) ? pattern.exec(second) : null);
  return found?.[1]?.toLowerCase().replaceAll('_', '-');
}
