import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode, type Keyboard, quietKeyboard } from '../../../src/ui/keyboard/decode.ts';
import type { InputEvent } from '../../../src/ui/keyboard/events.ts';

/** One character for each byte, up to U+00FF. */
function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function utf8(text: string): string {
  return String.fromCharCode(...new TextEncoder().encode(text));
}

/** `ctrl+shift+up`, or pasted text in quotes. */
function nameOf(event: InputEvent): string {
  if (event.kind !== 'key') return event.kind === 'paste' ? JSON.stringify(event.text) : event.kind;
  const held = (['ctrl', 'meta', 'shift'] as const).filter((modifier) => event[modifier]);
  return [...held, event.name].join('+');
}

/** Reads parts one after the other, 5 ms apart, from 1000 ms on. */
function read(parts: readonly string[]): { readonly keyboard: Keyboard; readonly events: readonly string[] } {
  let keyboard = quietKeyboard;
  const events: string[] = [];
  parts.forEach((part, index) => {
    const next = decode(keyboard, bytesOf(part), 1000 + 5 * index);
    keyboard = next.keyboard;
    events.push(...next.events.map(nameOf));
  });
  return { keyboard, events };
}

/** The same, and then silence. */
function readAll(...parts: readonly string[]): readonly string[] {
  const { keyboard, events } = read(parts);
  const last = decode(keyboard, new Uint8Array(0), 1e6);
  expect(last.keyboard).toEqual(quietKeyboard);
  return [...events, ...last.events.map(nameOf)];
}

/** Every way to read a text at once, in two parts and in three. */
function* splits(text: string): Iterable<readonly string[]> {
  yield [text];
  for (let first = 1; first < text.length; first++) {
    yield [text.slice(0, first), text.slice(first)];
    for (let second = first + 1; second < text.length; second++) {
      yield [text.slice(0, first), text.slice(first, second), text.slice(second)];
    }
  }
}

const ESC = '\u001b';

const keys: readonly (readonly [string, readonly string[]])[] = [
  ['s', ['s']],
  ['A', ['A']],
  [' ', ['space']],
  ['\r', ['enter']],
  ['\n', ['enter']],
  ['\t', ['tab']],
  ['\u007f', ['backspace']],
  ['\b', ['backspace']],
  ['\u0003', ['ctrl+c']],
  ['\u001a', ['ctrl+z']],
  ['\u0000', ['ctrl+@']],
  ['\u001d', ['ctrl+]']],
  [utf8('é'), ['é']],
  [utf8('€'), ['€']],
  [utf8('漢'), ['漢']],
  [utf8('🎉'), ['🎉']],
  [utf8('ß'), ['ß']],
  [ESC, ['escape']],
  [ESC + ESC, ['escape', 'escape']],
  [ESC + ESC + ESC, ['escape', 'escape', 'escape']],
  [`${ESC}s`, ['escape', 's']],
  [`${ESC}${utf8('é')}`, ['escape', 'é']],
  [`${ESC}\r`, ['escape', 'enter']],
  [`${ESC}\u007f`, ['meta+backspace']],
  [`${ESC}${ESC}s`, ['escape', 'escape', 's']],
  [`${ESC}[`, ['escape', '[']],
  [`${ESC}O`, ['escape', 'O']],
  [`${ESC}]`, ['escape', ']']],
  [`${ESC}P`, ['escape', 'P']],
  [`${ESC}[A`, ['up']],
  [`${ESC}[B`, ['down']],
  [`${ESC}[C`, ['right']],
  [`${ESC}[D`, ['left']],
  [`${ESC}OA`, ['up']],
  [`${ESC}OD`, ['left']],
  ['\u009bA', ['up']],
  ['\u008fB', ['down']],
  [utf8('\u009bC'), ['right']],
  [`${ESC}${ESC}[A`, ['meta+up']],
  [`${ESC}${ESC}OB`, ['meta+down']],
  [`${ESC}[1;2A`, ['shift+up']],
  [`${ESC}[1;3B`, ['meta+down']],
  [`${ESC}[1;5A`, ['ctrl+up']],
  [`${ESC}[1;8D`, ['ctrl+meta+shift+left']],
  [`${ESC}[1;9C`, ['meta+right']],
  [`${ESC}O5C`, ['ctrl+right']],
  [`${ESC}O1;5C`, ['ctrl+right']],
  [`${ESC}[a`, ['shift+up']],
  [`${ESC}Ob`, ['ctrl+down']],
  [`${ESC}[Z`, ['shift+tab']],
  [`${ESC}[H`, ['home']],
  [`${ESC}[F`, ['end']],
  [`${ESC}OH`, ['home']],
  [`${ESC}OF`, ['end']],
  [`${ESC}[1~`, ['home']],
  [`${ESC}[4~`, ['end']],
  [`${ESC}[7~`, ['home']],
  [`${ESC}[8~`, ['end']],
  [`${ESC}[1;5H`, ['ctrl+home']],
  [`${ESC}[7^`, ['ctrl+home']],
  [`${ESC}[8$`, ['shift+end']],
  [`${ESC}[5@`, ['ctrl+shift+pageup']],
  [`${ESC}[3~`, ['delete']],
  [`${ESC}[5~`, ['pageup']],
  [`${ESC}[6~`, ['pagedown']],
  [`${ESC}[6;5~`, ['ctrl+pagedown']],
  [`${ESC}OM`, ['enter']],
  [`${ESC}Ok`, ['+']],
  [`${ESC}Op`, ['0']],
  [`${ESC}Oy`, ['9']],
  [`${ESC}[200~abc${ESC}[201~`, ['"abc"']],
  [`${ESC}[200~q ${ESC}[A${ESC}[20\u0003\r\n${ESC}[201~`, [JSON.stringify(`q ${ESC}[A${ESC}[20\u0003\r\n`)]],
  [`${ESC}[200~a${ESC}${ESC}[201~`, [JSON.stringify(`a${ESC}`)]],
  [`${ESC}[200~a${ESC}[20${ESC}[201~`, [JSON.stringify(`a${ESC}[20`)]],
  [`${ESC}[200~${utf8('α = ½')}${ESC}[201~`, ['"α = ½"']],
  [`${ESC}[200~${ESC}[201~`, ['""']],
];

/** Reports of terminals that are no keys of the table. */
const reports = [
  `${ESC}[15~`,
  `${ESC}OP`,
  `${ESC}[[A`,
  `${ESC}[2~`,
  `${ESC}[1;5P`,
  `${ESC}[I`,
  `${ESC}[O`,
  `${ESC}[12;40R`,
  `${ESC}[?2026;1$y`,
  `${ESC}[>0;276;0c`,
  `${ESC}[97;5u`,
  `${ESC}[97:65;5:3u`,
  `${ESC}[57352;1:3A`,
  `${ESC}[?1u`,
  `${ESC}[27;5;105~`,
  `${ESC}[201~`,
  `${ESC}[<35;110;33M`,
  `${ESC}[<1;10;10M`,
  `${ESC}[<2;10;10m`,
  `${ESC}[<66;1;1M`,
  `${ESC}[<0;10M`,
  `${ESC}[<0;10;10R`,
  `${ESC}[M !!`,
  `${ESC}[M\u00e0\u00ff\u009b`,
  `${ESC}[32;10;10M`,
  `${ESC}]l${utf8('a “title”')}${ESC}\\`,
  `${ESC}P>|XTerm(379)${ESC}\\`,
  `${ESC}_Gi=31;OK${ESC}\\`,
  `${ESC}^private${ESC}\\`,
  `${ESC}Xstart${ESC}\\`,
  `${ESC}[${'1;'.repeat(500)}A`,
];

describe('a sequence', () => {
  test.each(keys)('%j is %j, however it is split', (bytes, expected) => {
    for (const parts of splits(bytes)) expect(readAll(...parts), JSON.stringify(parts)).toEqual(expected);
  });

  test.each(keys)('%j lets the keys before it and after it through', (bytes, expected) => {
    // An unfinished sequence needs silence after it; other bytes would continue it.
    for (const parts of splits(bytes)) {
      const { keyboard, events } = read(['s', ...parts]);
      const silent = decode(keyboard, new Uint8Array(0), 1e6);
      const later = decode(silent.keyboard, bytesOf('t'), 1e6);
      expect([...events, ...[...silent.events, ...later.events].map(nameOf)]).toEqual(['s', ...expected, 't']);
    }
  });

  test.each(reports)('%j is dropped whole, however it is split', (bytes) => {
    for (const parts of bytes.length > 100 ? [[bytes], [...bytes]] : splits(`s${bytes}t`)) {
      const typed = readAll(...parts);
      expect(typed, JSON.stringify(parts)).toEqual(bytes.length > 100 ? [] : ['s', 't']);
    }
  });

  test('that is broken off by another gives only the other', () => {
    expect(readAll(`${ESC}[1;${ESC}[A`)).toEqual(['up']);
    expect(readAll(`${ESC}]11;rgb${ESC}[B`)).toEqual(['down']);
    expect(readAll(`${ESC}O${ESC}OC`)).toEqual(['right']);
  });

  test.each([`${ESC}[1;`, `${ESC}O`, `${ESC}]11;`, `${ESC}P`, `${ESC}[M!`, '\u00e2\u0082'])(
    '%j that has no end does not keep Ctrl-C from its work',
    (bytes) => {
      expect(readAll(bytes, '\u0003')).toEqual(['ctrl+c']);
    },
  );
});

describe('bytes that are not UTF-8', () => {
  test.each([
    ['a lone C1 character', '\u0080'],
    ['another', '\u009d'],
    ['one in two bytes', utf8('\u0085')],
    ['a lone continuation', '\u00bf'],
    ['an overlong form', '\u00c0\u00af'],
    ['an overlong form of three bytes', '\u00e0\u0080\u00af'],
    ['half of a surrogate pair', '\u00ed\u00a0\u0080'],
    ['a character beyond the last', '\u00f4\u0090\u0080\u0080'],
    ['bytes that never occur', '\u00fe\u00ff'],
    ['a character that is broken off', '\u00e2\u0082'],
    ['a Latin-1 character', '\u00e9'],
  ])('give no event: %s', (_name, bytes) => {
    for (const parts of splits(`${bytes}s`)) expect(readAll(...parts)).toEqual(['s']);
  });

  test('give the replacement character in pasted text', () => {
    expect(readAll(`${ESC}[200~a\u00ffb${ESC}[201~`)).toEqual(['"a\ufffdb"']);
  });
});

describe('silence', () => {
  const inSilence = (bytes: string, ms: number): readonly string[] => {
    const { keyboard, events } = read([bytes]);
    return [...events, ...decode(keyboard, new Uint8Array(0), 1000 + ms).events.map(nameOf)];
  };

  test('ESC alone is a key after 30 ms, not before', () => {
    expect([inSilence(ESC, 29), inSilence(ESC, 30)]).toEqual([[], ['escape']]);
  });

  test('the beginning of a sequence is two keys after 30 ms, not before', () => {
    expect([inSilence(`${ESC}[`, 29), inSilence(`${ESC}[`, 30)]).toEqual([[], ['escape', '[']]);
  });

  test('an unfinished sequence that only a terminal sends is dropped after a second', () => {
    for (const bytes of [`${ESC}[1;`, `${ESC}]11;`, '\u009b', '\u00e2']) {
      expect(inSilence(bytes, 1000)).toEqual([]);
      expect(read([bytes]).keyboard.wakeAt).toBe(2000);
    }
  });

  test('pasted text without an end mark ends after a second', () => {
    expect([inSilence(`${ESC}[200~abc`, 999), inSilence(`${ESC}[200~abc`, 1000)]).toEqual([[], ['"abc"']]);
  });

  test('is counted from the last byte', () => {
    const first = decode(quietKeyboard, bytesOf(ESC), 1000).keyboard;
    const second = decode(first, bytesOf(ESC), 1020).keyboard;
    expect([first.wakeAt, second.wakeAt]).toEqual([1030, 1050]);
  });

  test.each([`${ESC}P`, `${ESC}X`, `${ESC}]`, `${ESC}O`, `${ESC}[1`, '\x9b'])(
    '%j swallows no key later than a second after it, however quickly they come',
    (begun) => {
      let { keyboard } = read([begun, '1']);
      const pressed: InputEvent[] = [];
      for (let now = 1100; now < 3000; now += 50) {
        // The timer of the listener.
        while (keyboard.wakeAt !== undefined && keyboard.wakeAt <= now) {
          ({ keyboard } = decode(keyboard, new Uint8Array(0), keyboard.wakeAt));
        }
        const next = decode(keyboard, bytesOf('1'), now);
        ({ keyboard } = next);
        if (now > 2010) pressed.push(...next.events);
      }
      expect(pressed).toHaveLength(19);
    },
  );

  test('decides nothing while bytes are still unread: late ones continue the sequence', () => {
    const late = decode(read([ESC]).keyboard, bytesOf('[A'), 5000);
    expect([late.events.map(nameOf), late.keyboard]).toEqual([['up'], quietKeyboard]);
  });

  test('is not waited for after a whole sequence', () => {
    expect(read(['s', `${ESC}[A`, utf8('é')]).keyboard).toEqual(quietKeyboard);
  });
});

describe('pasted text', () => {
  test('is whole where it is a long program, and the keys after it act again', () => {
    const events = readAll(`${ESC}[200~`, ...Array<string>(100).fill('x'.repeat(1000)), `${ESC}[201~s`);
    expect(events.map(({ length }) => length)).toEqual([100_002, 1]);
    expect(events[1]).toBe('s');
  });

  test('is cut after 256 KB, and says so', () => {
    const bytes = bytesOf(`${ESC}[200~${'x'.repeat(2 ** 18 + 5)}${ESC}[201~`);
    const [event] = decode(quietKeyboard, bytes, 1000).events;
    expect(event?.kind === 'paste' && [event.text.length, event.isCut]).toEqual([2 ** 18, true]);
  });
});

/** Bytes as terminals send them, and as they do not. */
const anyBytes = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...keys.map(([bytes]) => bytes), ...reports.slice(0, -1)) },
      {
        weight: 2,
        arbitrary: fc.constantFrom(ESC, `${ESC}[`, `${ESC}O`, `${ESC}]`, `${ESC}[200~`, `${ESC}[201~`, ';', '~', '\\'),
      },
      { weight: 2, arbitrary: fc.string({ unit: fc.nat({ max: 255 }).map((code) => String.fromCharCode(code)) }) },
      { weight: 1, arbitrary: fc.string({ unit: 'grapheme' }).map(utf8) },
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** Any bytes and places to split them. */
const anySplit = anyBytes.chain((bytes) =>
  fc.tuple(fc.constant(bytes), fc.uniqueArray(fc.nat({ max: bytes.length }), { maxLength: 8 })),
);

function partsAt(bytes: string, places: readonly number[]): readonly string[] {
  const cuts = [0, ...[...places].sort((one, other) => one - other), bytes.length];
  return cuts.slice(1).map((end, index) => bytes.slice(cuts[index], end));
}

describe('any bytes', () => {
  test('give the same events however they are split', () => {
    fc.assert(
      fc.property(anySplit, ([bytes, places]) => {
        expect(readAll(...partsAt(bytes, places))).toEqual(readAll(bytes));
      }),
      { numRuns: 2000 },
    );
  });

  test('are forgotten after a second of silence, and the next key acts', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const { keyboard } = read([bytes]);
        const silent = decode(keyboard, new Uint8Array(0), 2000);
        expect(silent.keyboard).toEqual(quietKeyboard);
        expect(decode(silent.keyboard, bytesOf('s'), 2000).events.map(nameOf)).toEqual(['s']);
      }),
      { numRuns: 2000 },
    );
  });

  test('never make the state larger than what was pasted, nor parameters larger than a few', () => {
    expect(JSON.stringify(read([`${ESC}[${'1;'.repeat(10_000)}`]).keyboard).length).toBeLessThan(200);
    expect(JSON.stringify(read([`${ESC}]${'x'.repeat(10_000)}`]).keyboard).length).toBeLessThan(200);
    fc.assert(
      fc.property(anyBytes, fc.integer({ min: 1, max: 400 }), (bytes, times) => {
        const { keyboard } = read(Array<string>(times).fill(bytes));
        const mostPasted = keyboard.mode.in === 'paste' ? 6 * bytes.length * times : 0;
        expect(JSON.stringify(keyboard).length).toBeLessThan(1000 + mostPasted);
      }),
    );
  });

  test('give no event that a prompt could take for more than one key', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const named = /^(?:space|enter|tab|escape|backspace|delete|up|down|left|right|home|end|page(?:up|down))$/;
        for (const event of decode(quietKeyboard, bytesOf(bytes), 0).events) {
          if (event.kind === 'key' && !named.test(event.name)) expect([...event.name].length).toBe(1);
        }
      }),
    );
  });
});

describe('an answer to the question for the ground', () => {
  test.each([
    [`${ESC}]11;rgb:1e1e/1e1e/1e1e\u0007`, 'dark'],
    [`${ESC}]11;rgb:1e1e/1e1e/1e1e${ESC}\\`, 'dark'],
    [`${ESC}]11;rgb:ff/ff/ff${ESC}\\`, 'light'],
    [`${ESC}]11;rgba:fdfd/f6f6/e3e3/ffff${ESC}\\`, 'light'],
    [`${ESC}[?1;2c`, undefined],
  ] as const)('%j is one event, however it is split', (text, ground) => {
    for (const parts of splits(text)) {
      let keyboard = quietKeyboard;
      const events = parts.flatMap((part) => {
        const next = decode(keyboard, bytesOf(part), 0);
        keyboard = next.keyboard;
        return next.events;
      });
      expect(events).toEqual([{ kind: 'answer', ground }]);
    }
  });

  test('a string without a colour is dropped', () => {
    expect(readAll(`${ESC}]10;?${ESC}\\`, `${ESC}]11;purple\u0007`)).toEqual([]);
  });
});

describe('a report of the mouse', () => {
  test.each([
    ['0;10;20M', 'press', 9, 19],
    ['0;10;20m', 'release', 9, 19],
    ['32;120;1M', 'drag', 119, 0],
    ['64;1;1M', 'wheelUp', 0, 0],
    ['65;300;200M', 'wheelDown', 299, 199],
    ['16;10;20M', 'press', 9, 19],
    ['0;0;0M', 'press', 0, 0],
  ] as const)('%s is %s, however it is split', (report, action, column, row) => {
    for (const parts of splits(`s${ESC}[<${report}t`)) {
      let keyboard = quietKeyboard;
      const events = parts.flatMap((part, index) => {
        const next = decode(keyboard, bytesOf(part), 5 * index);
        keyboard = next.keyboard;
        return next.events;
      });
      expect(events.map(nameOf)).toEqual(['s', 'mouse', 't']);
      expect(events[1]).toEqual({ kind: 'mouse', action, column, row });
    }
  });
});
