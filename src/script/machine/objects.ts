import { HeapObject } from './values.ts';

/** The copies of a moment. In other copies, such as those of `copy.deepcopy`, functions, classes and modules are shared. */
export class MomentCopies extends Map<HeapObject, HeapObject> {}

/**
 * An object that only the machine makes: a function, a method, an instance, a generator. Functions written in TypeScript cannot work
 * with it alone, since its operators are written in Python.
 */
export abstract class MachineObject extends HeapObject {
  override get isPlain(): boolean {
    return false;
  }
}
