/* Values of a class that say what an attribute of its objects is: properties, static methods, `super()`. */
import type { ClassObject } from './classes.ts';
import { MachineObject } from './objects.ts';
import { type Copies, copyOf, objectType, remembered, TypeObject, type Value } from './values.ts';

export const propertyType = new TypeObject('property', objectType);
const staticMethodType = new TypeObject('staticmethod', objectType);
const classMethodType = new TypeObject('classmethod', objectType);
const superType = new TypeObject('super', objectType);

export class Property extends MachineObject {
  readonly getter: Value;
  readonly setter: Value;
  readonly deleter: Value;
  constructor(getter: Value, setter: Value, deleter: Value) {
    super();
    this.getter = getter;
    this.setter = setter;
    this.deleter = deleter;
  }
  get type(): TypeObject {
    return propertyType;
  }
  override copy(copies: Copies): Property {
    const parts = [this.getter, this.setter, this.deleter].map((part) => copyOf(part, copies));
    return remembered(this, new Property(...(parts as [Value, Value, Value])), copies);
  }
}

/** The function of `@staticmethod` or `@classmethod`. */
export class MethodKind extends MachineObject {
  readonly kind: 'static' | 'class';
  readonly callee: Value;
  constructor(kind: MethodKind['kind'], callee: Value) {
    super();
    this.kind = kind;
    this.callee = callee;
  }
  get type(): TypeObject {
    return this.kind === 'static' ? staticMethodType : classMethodType;
  }
  override copy(copies: Copies): MethodKind {
    return remembered(this, new MethodKind(this.kind, copyOf(this.callee, copies)), copies);
  }
}

/** `super()`: the attributes of the classes after `after`, for `self`. */
export class Super extends MachineObject {
  readonly after: ClassObject;
  readonly self: Value;
  constructor(after: ClassObject, self: Value) {
    super();
    this.after = after;
    this.self = self;
  }
  get type(): TypeObject {
    return superType;
  }
  override copy(copies: Copies): Super {
    return remembered(this, new Super(copyOf(this.after, copies), copyOf(this.self, copies)), copies);
  }
}
