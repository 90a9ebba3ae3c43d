import { Dict } from '../../machine/collections.ts';
import { native } from '../../machine/natives.ts';
import { type Copies, copyOf, NativeFunction, Tuple, TypeObject, tupleType, type Value } from '../../machine/values.ts';
import { builtin, methods } from '../builtin.ts';
import { tupleBehaviour } from '../lists.ts';
import { itemsOf, typeError, valueError } from '../protocols.ts';
import { textRepr } from '../text-repr.ts';

/** A tuple whose items have names. */
class NamedTuple extends Tuple {
  readonly #type: TypeObject;
  constructor(type: TypeObject, items: readonly Value[]) {
    super(items);
    this.#type = type;
  }
  override get type(): TypeObject {
    return this.#type;
  }
  override copy(copies: Copies): NamedTuple {
    const items: Value[] = [];
    const copy = new NamedTuple(this.#type, items);
    copies.set(this, copy);
    for (const item of this.items) items.push(copyOf(item, copies));
    return copy;
  }
}

interface NamedTupleType {
  readonly type: TypeObject;
  make(items: readonly Value[]): Tuple;
}

export function namedTuple(name: string, fields: readonly string[], defaults: readonly Value[] = []): NamedTupleType {
  const type = new TypeObject(name, tupleType);
  const make = (items: readonly Value[]): Tuple => new NamedTuple(type, items);
  const shown = name.slice(name.lastIndexOf('.') + 1);
  type.behaviour = {
    ...tupleBehaviour,
    repr: (self, _host, show) =>
      `${name}(${(self as Tuple).items.map((item, i) => `${fields[i]}=${show(item)}`).join(', ')})`,
  };
  for (const [i, field] of fields.entries()) type.getters.set(field, (self: Tuple) => self.items[i]!);
  const first = fields.length - defaults.length;
  const signature = fields.map((field, i) => (i >= first ? `${field}=` : field)).join(', ');
  type.construct = native(`${shown}.__new__`, signature, (args) =>
    make(args.map((arg, i) => arg ?? defaults[i - first]!)),
  ).call;
  type.attributes.set('_fields', new Tuple(fields));
  methods(type, {
    _asdict: [
      0,
      0,
      ([self]) => {
        const dict = new Dict();
        for (const [i, field] of fields.entries()) dict.set(field, (self as Tuple).items[i]!);
        return dict;
      },
    ],
  });
  type.attributes.set(
    '_replace',
    new NativeFunction(`${shown}._replace`, ([self], keywords) => {
      const items = (self as Tuple).items.slice();
      const unknown = [...keywords.keys()].filter((field) => !fields.includes(field));
      if (unknown.length > 0)
        throw valueError(`Got unexpected field names: [${unknown.map((u) => textRepr(u)).join(', ')}]`);
      for (const [field, value] of keywords) items[fields.indexOf(field)] = value;
      return make(items);
    }),
  );
  type.attributes.set(
    '_make',
    builtin(`${shown}._make`, 1, 1, ([items], host) => make(itemsOf(items!, host))),
  );
  return { type, make };
}

/** `collections.namedtuple` */
export const namedtuple = native(
  'namedtuple',
  'typename, field_names, *, rename=, defaults=, module=',
  (args, host) => {
    const [name, names, , defaults] = args;
    if (typeof name !== 'string') throw typeError('Type names must be strings');
    const fields =
      typeof names === 'string'
        ? names
            .replaceAll(',', ' ')
            .split(/\s+/)
            .filter((field) => field !== '')
        : itemsOf(names!, host).map(String);
    for (const field of fields) {
      if (!/^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(field)) {
        throw valueError(`Type names and field names must be valid identifiers: ${textRepr(field)}`);
      }
      if (field.startsWith('_')) throw valueError(`Field names cannot start with an underscore: ${textRepr(field)}`);
    }
    if (new Set(fields).size < fields.length) {
      const repeated = fields.find((field, i) => fields.indexOf(field) < i)!;
      throw valueError(`Encountered duplicate field name: ${textRepr(repeated)}`);
    }
    return namedTuple(name, fields, defaults === undefined || defaults === null ? [] : itemsOf(defaults, host)).type;
  },
);
