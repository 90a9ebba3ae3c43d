import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseModule } from '../../../src/script/syntax/module.ts';

/*
 * Random trees, printed with the fewest brackets that their precedence needs, are read as the same trees.
 */

/** A tree without places. */
type Tree = Record<string, unknown>;

const name = fc.constantFrom('x', 'l1_error', '__proto__', 'constructor', 'naïve', 'print_', 'match', 'self');
const leaf: fc.Arbitrary<Tree> = fc.oneof(
  name.map((text) => ({ kind: 'name', name: text })),
  fc.nat(2 ** 40).map((value) => ({ kind: 'integer', value })),
  fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map((value) => ({ kind: 'float', value })),
  fc.string({ unit: 'grapheme' }).map((value) => ({ kind: 'string', value })),
  fc.constantFrom(true, false, null, 'ellipsis').map((value) => ({ kind: 'constant', value })),
);

const { expression } = fc.letrec<{ expression: Tree }>((tie) => {
  const inner = tie('expression');
  const few = fc.array(inner, { maxLength: 3 });
  const optional = fc.option(inner, { nil: undefined });
  return {
    expression: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      leaf,
      fc
        .tuple(fc.constantFrom('+', '-', '*', '/', '//', '%', '**', '@', '<<', '>>', '&', '|', '^'), inner, inner)
        .map(([operator, left, right]) => ({ kind: 'binary', operator, left, right })),
      fc
        .tuple(fc.constantFrom('-', '+', '~', 'not'), inner)
        .map(([operator, operand]) => ({ kind: 'unary', operator, operand })),
      fc
        .tuple(fc.constantFrom('and', 'or'), fc.array(inner, { minLength: 2, maxLength: 3 }))
        .map(([operator, operands]) => ({ kind: 'boolean', operator, operands })),
      fc
        .tuple(
          inner,
          fc.array(fc.tuple(fc.constantFrom('<', '>=', '!=', 'in', 'not in', 'is', 'is not'), inner), {
            minLength: 1,
            maxLength: 2,
          }),
        )
        .map(([first, rest]) => ({
          kind: 'comparison',
          first,
          operators: rest.map(([operator]) => operator),
          rest: rest.map(([, right]) => right),
        })),
      fc
        .tuple(inner, inner, inner)
        .map(([test, whenTrue, whenFalse]) => ({ kind: 'conditional', test, whenTrue, whenFalse })),
      fc.tuple(inner, few).map(([callee, given]) => ({
        kind: 'call',
        callee,
        arguments: given.map((value) => ({ kind: 'positional', name: undefined, value })),
      })),
      fc.tuple(inner, name).map(([object, attribute]) => ({ kind: 'attribute', object, name: attribute })),
      fc.tuple(inner, inner).map(([object, index]) => ({ kind: 'subscript', object, index })),
      fc.tuple(inner, optional, optional, optional).map(([object, start, stop, step]) => ({
        kind: 'subscript',
        object,
        index: { kind: 'slice', start, stop, step },
      })),
      fc.tuple(fc.constantFrom('list', 'tuple'), few).map(([kind, items]) => ({ kind, items })),
      fc
        .array(fc.tuple(inner, inner), { maxLength: 2 })
        .map((pairs) => ({ kind: 'dict', entries: pairs.map(([key, value]) => ({ key, value })) })),
      fc.tuple(name, inner).map(([parameter, body]) => ({
        kind: 'lambda',
        parameters: [{ name: parameter, kind: 'positional', defaultValue: undefined }],
        body,
      })),
      fc.tuple(inner, name, inner).map(([item, target, iterable]) => ({
        kind: 'comprehension',
        makes: 'list',
        item,
        value: undefined,
        clauses: [{ target: { kind: 'name', name: target }, iterable, conditions: [] }],
      })),
    ),
  };
});

const BINARY: Readonly<Record<string, number>> = {
  '|': 6,
  '^': 7,
  '&': 8,
  '<<': 9,
  '>>': 9,
  '+': 10,
  '-': 10,
  '*': 11,
  '/': 11,
  '//': 11,
  '%': 11,
  '@': 11,
};

/** The text of a tree, in brackets when it binds less tightly than `least`. */
function print(tree: Tree, least = 0): string {
  const [text, tightness] = printed(tree);
  return tightness < least ? `(${text})` : text;
}

function printed(tree: Tree): [string, number] {
  const at = (field: string, least: number): string => print(tree[field] as Tree, least);
  const list = (field: string): string => (tree[field] as Tree[]).map((item) => print(item)).join(', ');
  switch (tree['kind']) {
    case 'name':
      return [tree['name'] as string, 20];
    case 'integer':
      // `1.x` is no attribute of 1.
      return [`${tree['value']}`, 15];
    case 'float': {
      const text = String(tree['value']);
      return [/[.e]/.test(text) ? text : `${text}.0`, 15];
    }
    case 'string':
      return [`${JSON.stringify(tree['value']).replace(/[\u007f-\u{10ffff}]/gu, escaped)}`, 20];
    case 'constant':
      return [{ true: 'True', false: 'False', null: 'None', ellipsis: '...' }[`${tree['value']}`] ?? '', 20];
    case 'binary': {
      const operator = tree['operator'] as string;
      if (operator === '**') return [`${at('left', 14)} ** ${at('right', 12)}`, 13];
      const own = BINARY[operator]!;
      return [`${at('left', own)} ${operator} ${at('right', own + 1)}`, own];
    }
    case 'unary':
      return tree['operator'] === 'not'
        ? [`not ${at('operand', 4)}`, 4]
        : [`${tree['operator']}${at('operand', 12)}`, 12];
    case 'boolean': {
      const own = tree['operator'] === 'or' ? 2 : 3;
      return [(tree['operands'] as Tree[]).map((item) => print(item, own + 1)).join(` ${tree['operator']} `), own];
    }
    case 'comparison': {
      const rest = (tree['rest'] as Tree[]).map(
        (item, i) => ` ${(tree['operators'] as string[])[i]} ${print(item, 6)}`,
      );
      return [at('first', 6) + rest.join(''), 5];
    }
    case 'conditional':
      return [`${at('whenTrue', 2)} if ${at('test', 2)} else ${at('whenFalse', 1)}`, 1];
    case 'lambda':
      return [`lambda ${(tree['parameters'] as Tree[])[0]!['name']}: ${at('body', 1)}`, 1];
    case 'call':
      return [
        `${at('callee', 20)}(${(tree['arguments'] as Tree[]).map((one) => print(one['value'] as Tree)).join(', ')})`,
        20,
      ];
    case 'attribute':
      return [`${at('object', 20)}.${tree['name']}`, 20];
    case 'subscript': {
      const index = tree['index'] as Tree;
      return [`${at('object', 20)}[${print(index)}]`, 20];
    }
    case 'slice': {
      const bound = (field: string): string => (tree[field] === undefined ? '' : at(field, 1));
      return [`${bound('start')}:${bound('stop')}${tree['step'] === undefined ? '' : `:${bound('step')}`}`, 0];
    }
    case 'list':
      return [`[${list('items')}]`, 20];
    case 'tuple':
      return [`(${list('items')}${(tree['items'] as Tree[]).length === 1 ? ',' : ''})`, 20];
    case 'dict': {
      const entries = tree['entries'] as { key: Tree; value: Tree }[];
      return [`{${entries.map(({ key, value }) => `${print(key)}: ${print(value)}`).join(', ')}}`, 20];
    }
    case 'comprehension': {
      const [clause] = tree['clauses'] as { target: Tree; iterable: Tree }[];
      return [`[${at('item', 1)} for ${print(clause!.target)} in ${print(clause!.iterable, 2)}]`, 20];
    }
    default:
      throw new Error(String(tree['kind']));
  }
}

function escaped(character: string): string {
  const code = character.codePointAt(0)!.toString(16);
  return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
}

function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, child]) =>
      key === 'from' || key === 'to' ? [] : [[key, withoutPlaces(child)]],
    ),
  );
}

describe('a printed tree', () => {
  it('is read as the same tree', () => {
    fc.assert(
      fc.property(expression, (tree) => {
        const source = print(tree);
        const { module, fault } = parseModule(`x = ${source}\n`, { version: 3 });
        expect(fault?.message, source).toBeUndefined();
        expect(withoutPlaces((module!.body[0] as unknown as { value: unknown }).value), source).toEqual(tree);
      }),
      { numRuns: 150 },
    );
  });

  it('has places whose text is read as the same node', () => {
    fc.assert(
      fc.property(expression, (tree) => {
        const { module } = parseModule(`x = ${print(tree)}\n`, { version: 3 });
        const { value } = module!.body[0] as unknown as { value: { from: number; to: number } };
        const text = module!.source.slice(value.from, value.to);
        const again = parseModule(`y = (${text})`, { version: 3 }).module!.body[0] as unknown as { value: unknown };
        expect(withoutPlaces(again.value)).toEqual(tree);
      }),
      { numRuns: 50 },
    );
  });
});

describe('any text', () => {
  it('gives a module or a fault inside of the text', () => {
    const words =
      'x 1 "a" ( ) [ ] { } : , . = == if else for in def f class return print lambda not * ** \n \t ; f"{x}" \\ `'.split(
        ' ',
      );
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words, ' ', '    ', '\n    '), { maxLength: 40 }), (parts) => {
        const source = parts.join('');
        const { module, fault } = parseModule(source);
        if (module !== undefined) return;
        expect(fault.from).toBeGreaterThanOrEqual(0);
        expect(fault.to).toBeLessThanOrEqual(source.length + 1);
        expect(fault.message).not.toBe('');
      }),
      { numRuns: 500 },
    );
  });
});
