import { type Host, objectType, type TypeObject, typeOf, type Value } from './values.ts';

/** `repr(value)`, for values whose types are written in TypeScript. */
export function reprOf(value: Value, host: Host): string {
  const type = typeOf(value);
  for (let t: TypeObject | undefined = type; t !== undefined; t = t.base) {
    const { repr } = t.behaviour;
    if (repr !== undefined) return repr(value, host, (item) => reprOf(item, host));
  }
  return type === objectType ? '<object object>' : `<${type.name} object>`;
}

/** `str(value)`, for values whose types are written in TypeScript. */
export function textOf(value: Value, host: Host): string {
  if (typeof value === 'string') return value;
  for (let t: TypeObject | undefined = typeOf(value); t !== undefined; t = t.base) {
    const { str } = t.behaviour;
    if (str !== undefined) return str(value, host, (item) => reprOf(item, host));
    if (t.behaviour.repr !== undefined) break;
  }
  return reprOf(value, host);
}
