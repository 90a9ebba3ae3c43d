const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;

/**
 * A key that the object has twice which a text of JSON is, or that one has which is directly in it: JSON lets the last of
 * them win in silence, and the numbers of the other are lost.
 * @param text one that JSON.parse accepts.
 */
export function repeatedName(text: string): string | undefined {
  const keys = [new Set<string>(), new Set<string>()];
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case '{':
        depth++;
        keys[depth - 1]?.clear();
        break;
      case '[':
        depth++;
        break;
      case '}':
      case ']':
        depth--;
        break;
      case '"': {
        const end = endOfString(text, at);
        const own = keys[depth - 1];
        if (own !== undefined && isKey(text, end)) {
          const key = String(JSON.parse(text.slice(at, end)));
          if (own.has(key)) return key;
          own.add(key);
        }
        at = end - 1;
      }
    }
  }
  return undefined;
}

/** Behind the quote that closes a text. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at + 1;
}

function isKey(text: string, end: number): boolean {
  let at = end;
  while (/\s/.test(text.charAt(at))) at++;
  return text.charCodeAt(at) === COLON;
}
