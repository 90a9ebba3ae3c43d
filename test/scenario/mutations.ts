import fc from 'fast-check';

type Mutation = (text: string) => string;

/** Parts of hostile or careless files: control characters, escape sequences, wrong types, other languages. */
const FRAGMENTS = [
  ...[
    '\u001b[31m',
    '\u001b]0;owned\u0007',
    '\u009b2J',
    '\0',
    '\b',
    '\u007f',
    '\u202e',
    '\ufeff',
    '\u00a0',
    '\u2028',
    '\ud83d',
    '😀',
  ],
  ...['\\u001b[2J', '\\u009b', '\\u202e', '\\ud83d', '\\', '"', "'", '\r', '\n', '\t'],
  ...['{', '}', '[', ']', '[[', ']]', ',', ':', ',,', '//', '/*', '#'],
  ...[
    'NaN',
    'Infinity',
    '-',
    '+1',
    '01',
    '1e400',
    '-0',
    '.5',
    'null',
    'true',
    'True',
    '"x"',
    '{}',
    '[]',
    '"__proto__": 1,',
    '"name": 2,',
  ],
];

/** Values of other types. */
const VALUES = [
  null,
  true,
  0,
  -1,
  0.5,
  1e300,
  4294967296,
  '',
  '1',
  'unlimited',
  '\u001b[31m',
  [],
  [[]],
  [0],
  [[0]],
  ['x'],
  {},
  { hidden: 1 },
];

/** The texts of files, changed in one to four places. */
export function mutatedText(originals: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...originals), fc.array(mutation(), { minLength: 1, maxLength: 4 }))
    .map(([original, mutations]) => mutations.reduce((text, mutate) => mutate(text), original));
}

function mutation(): fc.Arbitrary<Mutation> {
  return fc.oneof(
    deletion(),
    insertion(),
    replacement(),
    swapOfTokens(),
    changeOfValue(),
    removalOfKey(),
    truncation(),
  );
}

/** A place in a text of any length, as a share of it. */
const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

function at(text: string, where: number): number {
  return Math.floor(where * (text.length + 1));
}

function deletion(): fc.Arbitrary<Mutation> {
  return fc.tuple(share, fc.integer({ min: 1, max: 8 })).map(
    ([where, length]) =>
      (text) =>
        text.slice(0, at(text, where)) + text.slice(at(text, where) + length),
  );
}

function insertion(): fc.Arbitrary<Mutation> {
  const inserted = fc.oneof(fc.constantFrom(...FRAGMENTS), fc.string({ unit: 'binary', maxLength: 5 }));
  return fc.tuple(share, inserted).map(
    ([where, fragment]) =>
      (text) =>
        text.slice(0, at(text, where)) + fragment + text.slice(at(text, where)),
  );
}

function replacement(): fc.Arbitrary<Mutation> {
  return fc.tuple(share, fc.integer({ min: 0, max: 0xffff })).map(
    ([where, code]) =>
      (text) =>
        text.slice(0, at(text, where)) + String.fromCharCode(code) + text.slice(at(text, where) + 1),
  );
}

function swapOfTokens(): fc.Arbitrary<Mutation> {
  return fc.tuple(share, share).map(([one, other]) => (text) => {
    const tokens = text.match(/"[^"]*"|[\w.+-]+|\s+|./gs) ?? [];
    const [i, k] = [Math.floor(one * tokens.length), Math.floor(other * tokens.length)];
    return tokens.map((token, index) => (index === i ? tokens[k] : index === k ? tokens[i] : token)).join('');
  });
}

function truncation(): fc.Arbitrary<Mutation> {
  return share.map((where) => (text) => text.slice(0, at(text, where)));
}

/** Changes the value at a random place of the parsed file. A text that is not JSON any more stays as it is. */
function changeOfValue(): fc.Arbitrary<Mutation> {
  return fc.tuple(share, fc.constantFrom(...VALUES)).map(
    ([where, value]) =>
      (text) =>
        changedAt(text, where, (parent, key) => Object.assign(parent, { [key]: value })),
  );
}

function removalOfKey(): fc.Arbitrary<Mutation> {
  return share.map((where) => (text) => changedAt(text, where, (parent, key) => Reflect.deleteProperty(parent, key)));
}

function changedAt(text: string, where: number, change: (parent: object, key: string) => void): string {
  try {
    const root: unknown = JSON.parse(text);
    const places = [...placesIn(root)];
    const place = places[Math.floor(where * places.length)];
    if (place === undefined) return text;
    change(place.parent, place.key);
    return JSON.stringify(root, null, 1);
  } catch {
    return text;
  }
}

function* placesIn(parent: unknown): Generator<{ parent: object; key: string }> {
  if (typeof parent !== 'object' || parent === null) return;
  for (const [key, value] of Object.entries(parent)) {
    yield { parent, key };
    yield* placesIn(value);
  }
}
