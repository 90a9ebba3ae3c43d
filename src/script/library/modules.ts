/*
 * Modules beside NumPy by name.
 */
import type { Module } from '../machine/values.ts';
import { makeCollections } from './modules/collections.ts';
import { makeMath } from './modules/math.ts';
import { makeRandom } from './modules/random.ts';
import { makeSys } from './modules/sys.ts';

const makers: ReadonlyMap<string, (version: 2 | 3) => Module> = new Map([
  ['math', makeMath],
  ['random', makeRandom],
  ['sys', makeSys],
  ['collections', makeCollections],
]);

/** A new module; undefined when there is none of this name. @throws RaisedError for a module that is refused. */
export function makeModule(name: string, version: 2 | 3): Module | undefined {
  return makers.get(name)?.(version);
}
