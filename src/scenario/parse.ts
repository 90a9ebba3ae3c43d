import {
  findNodeAtLocation,
  type JSONPath,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
  visit,
} from 'jsonc-parser';
import leven from 'leven';
import { type Draft, inconsistencies } from './consistency.ts';
import type { Fault } from './fault.ts';
import { type Scenario, scenarioSchema } from './schema.ts';

export type Parsed =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** A fault that knows its place only as an offset into the text. */
interface PlacedFault {
  readonly offset: number;
  readonly fault: Omit<Fault, 'position'>;
}

/** Reads a scenario from the text of its file and reports everything that is wrong with it at once. */
export function parseScenario(fileText: string): Parsed {
  // A byte order mark is allowed and is not a column.
  const text = fileText.replace(/^\ufeff/, '');
  try {
    return parseText(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return failure(text, [
      { offset: 0, fault: { path: '', expected: 'a scenario', found: 'lists nested too deeply to read' } },
    ]);
  }
}

function parseText(text: string): Parsed {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return failure(text, [syntaxFault(text)]);
  }
  const result = scenarioSchema.safeParse(value);
  const contradictions = inconsistencies(value as Draft);
  const duplicates = duplicateKeys(text);
  if (result.success && contradictions.length === 0 && duplicates.length === 0) {
    return { ok: true, scenario: result.data };
  }
  // Only now: a tree with offsets takes many times the memory of the values themselves.
  const root = parseTree(text) as Node;
  return failure(text, [
    ...duplicates,
    ...(result.success ? [] : result.error.issues.flatMap((issue) => schemaFaults(root, issue as Issue))),
    ...contradictions.map(({ path, expected, found }) => ({
      offset: offsetOf(root, path),
      fault: { path: printPath(path), expected, found },
    })),
  ]);
}

type Issue = { readonly path: JSONPath; readonly message: string } & (
  | { readonly code: 'unrecognized_keys'; readonly keys: readonly string[] }
  | { readonly code: 'other' }
);

function schemaFaults(root: Node, issue: Issue): readonly PlacedFault[] {
  const node = findNodeAtLocation(root, issue.path);
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(root, issue.path, key));
  return [
    {
      offset: offsetOf(root, issue.path),
      fault: { path: printPath(issue.path), expected: issue.message, found: describe(node) },
    },
  ];
}

function unknownKey(root: Node, path: JSONPath, key: string): PlacedFault {
  const object = findNodeAtLocation(root, path);
  const property = object?.children?.find(({ children }) => children?.[0]?.value === key);
  const known = knownKeys(path);
  const nearest = known
    .map((candidate) => ({ candidate, distance: leven(key.slice(0, 100).toLowerCase(), candidate.toLowerCase()) }))
    .sort((one, other) => one.distance - other.distance)[0];
  const close = nearest !== undefined && nearest.distance <= Math.max(2, Math.floor(nearest.candidate.length / 3));
  return {
    offset: property?.offset ?? object?.offset ?? 0,
    fault: {
      path: printPath(path),
      expected: `one of ${known.join(', ')}`,
      found: quote(key),
      ...(close ? { advice: `did you mean ${quote(nearest.candidate)}?` } : {}),
    },
  };
}

/** The keys that the schema knows of the object at a path. */
function knownKeys(path: JSONPath): readonly string[] {
  const part = scenarioSchema.shape[path[0] as keyof typeof scenarioSchema.shape];
  if (path.length === 0) return Object.keys(scenarioSchema.shape);
  const object = part !== undefined && 'innerType' in part.def ? part.def.innerType : part;
  return object !== undefined && 'shape' in object ? Object.keys(object.shape) : [];
}

/** JSON lets the last of two equal keys win in silence; a person who edits a file by hand wants to know. */
function duplicateKeys(text: string): readonly PlacedFault[] {
  const faults: PlacedFault[] = [];
  const open: Set<string>[] = [];
  visit(text, {
    onObjectBegin: () => void open.push(new Set()),
    onObjectEnd: () => void open.pop(),
    onObjectProperty: (key, offset, _length, _line, _character, path) => {
      const keys = open.at(-1);
      if (keys?.has(key)) {
        faults.push({
          offset,
          fault: { path: printPath(path()), expected: 'each key once', found: `${quote(key)} again` },
        });
      }
      keys?.add(key);
    },
  });
  return faults;
}

/** The first broken place only: after it a parser guesses, and what it says of the rest would mislead. */
function syntaxFault(text: string): PlacedFault {
  if (text.trim() === '') return { offset: 0, fault: { path: '', expected: 'a JSON object', found: 'an empty file' } };
  const errors: ParseError[] = [];
  parseTree(text, errors, { allowTrailingComma: false, disallowComments: true });
  const first = errors[0];
  const expected = first === undefined ? undefined : syntaxExpectations[printParseErrorCode(first.error)];
  const offset = first?.offset ?? 0;
  return { offset, fault: { path: '', expected: expected ?? 'valid JSON', found: foundText(text, offset) } };
}

const syntaxExpectations: Readonly<Record<string, string>> = {
  InvalidSymbol: 'a JSON value (a number, "text", true, false, null, [ or {)',
  InvalidNumberFormat: 'a number such as 1, -0.5 or 1e-3',
  PropertyNameExpected: 'a key in double quotes',
  ValueExpected: 'a JSON value (a number, "text", true, false, null, [ or {)',
  ColonExpected: 'a colon after the key',
  CommaExpected: 'a comma',
  CloseBraceExpected: 'a closing }',
  CloseBracketExpected: 'a closing ]',
  EndOfFileExpected: 'nothing after the end of the object',
  InvalidCommentToken: 'JSON, which has no comments',
  UnexpectedEndOfComment: 'JSON, which has no comments',
  UnexpectedEndOfString: 'a closing "',
  UnexpectedEndOfNumber: 'a digit',
  InvalidUnicode: 'four hexadecimal digits after \\u',
  InvalidEscapeCharacter: 'one of " \\ / b f n r t u after a backslash',
  InvalidCharacter: 'no raw control character inside a text; write it as \\u and four digits',
};

function foundText(text: string, offset: number): string {
  if (offset >= text.length) return 'the end of the file';
  const code = text.charCodeAt(offset);
  if (code < 0x20 || (code >= 0x7f && code < 0xa0))
    return `the character U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  const word = /^(?:[\p{L}\p{N}_.+-]{1,24}|"[^"\n]{0,22}"?|.)/u.exec(text.slice(offset, offset + 64))?.[0] ?? '';
  return word.startsWith('"') ? word : `\`${word}\``;
}

function describe(node: Node | undefined): string {
  if (node === undefined) return 'nothing';
  switch (node.type) {
    case 'object':
      return node.children?.length === 0 ? 'an empty object' : 'an object';
    case 'array':
      return node.children?.length === 0 ? 'an empty list' : `a list of ${node.children?.length}`;
    case 'string':
      return quote(String(node.value));
    case 'null':
      return 'null';
    default:
      return Number.isFinite(node.value) || node.type === 'boolean'
        ? String(node.value)
        : 'a number too large for 64 bits';
  }
}

function quote(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 39)}…` : text;
  return JSON.stringify(short);
}

/** `network.hidden[1]` */
function printPath(path: JSONPath): string {
  return path.reduce<string>(
    (printed, part) =>
      typeof part === 'number' ? `${printed}[${part}]` : printed === '' ? part : `${printed}.${part}`,
    '',
  );
}

/** Where a path stands in the text; for a key that is missing, the object it is missing from. */
function offsetOf(root: Node, path: JSONPath): number {
  for (let length = path.length; length >= 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node !== undefined) return node.offset;
  }
  return root.offset;
}

/** Faults in the order of the file, each place and complaint once. */
function failure(text: string, placed: readonly PlacedFault[]): Parsed {
  const starts = lineStarts(text);
  const unique = new Map(placed.map((one) => [`${one.offset} ${one.fault.expected} ${one.fault.found}`, one]));
  const faults = [...unique.values()]
    .sort((one, other) => one.offset - other.offset)
    .map(({ offset, fault }) => ({ ...fault, position: positionAt(starts, offset) }));
  return { ok: false, faults };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const { index, 0: lineBreak } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + lineBreak.length);
  return starts;
}

function positionAt(starts: readonly number[], offset: number): { line: number; column: number } {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] as number) + 1 };
}
