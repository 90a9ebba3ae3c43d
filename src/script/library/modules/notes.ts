import { HeapObject, type Host, objectType, TypeObject } from '../../machine/values.ts';

const noteType = new TypeObject('note', objectType);

class Note extends HeapObject {
  get type(): TypeObject {
    return noteType;
  }
  override copy(): this {
    return this;
  }
}

/** Prints a note once in a run, for example that a module is a stand-in. */
export function noteOnce(host: Host, topic: string, text: string): void {
  let isNew = false;
  host.state(`note ${topic}`, () => {
    isNew = true;
    return new Note();
  });
  if (isNew) host.warn('Note', text);
}
