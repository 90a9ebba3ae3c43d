/*
 * The module `numpy`, with `numpy.random` and `numpy.linalg`.
 */
import { native } from '../machine/natives.ts';
import {
  boolType,
  Float,
  floatType,
  intType,
  Module,
  type NativeFunction,
  objectType,
  strType,
  type TypeObject,
  type Value,
} from '../machine/values.ts';
import { must } from './arguments.ts';
import { toArray } from './convert.ts';
import { creationFunctions } from './creation.ts';
import {
  bool,
  dtypeType,
  floatingType,
  genericType,
  integerType,
  numberType,
  object,
  signedType,
  strScalarType,
  unsignedType,
} from './dtypes.ts';
import { fileFunctions } from './files.ts';
import { indexers } from './indexers.ts';
import { linalgModule } from './linalg.ts';
import { addMatrices } from './matrix.ts';
import { NumpyScalar, ndarrayType } from './ndarray.ts';
import { printingFunctions } from './printing-functions.ts';
import { randomModule } from './random-functions.ts';
import { limitFunctions, numericTypes } from './scalar-types.ts';
import { statisticsFunctions } from './statistics.ts';
import { ufuncType } from './ufunc.ts';
import './ufunc-type.ts';
import { bitFunctions } from './bit-functions.ts';
import { comparisonFunctions } from './comparison-functions.ts';
import { elementFunctions } from './element-functions.ts';
import { histogramFunctions } from './histograms.ts';
import { indexFunctions } from './index-functions.ts';
import { joiningFunctions } from './joining-functions.ts';
import { nanFunctions } from './nan-functions.ts';
import { numericalFunctions } from './numerical-functions.ts';
import { paddingFunctions } from './padding.ts';
import { poly1dType, polynomialFunctions } from './polynomials.ts';
import { productFunctions } from './product-functions.ts';
import { reductionFunctions } from './reduction-functions.ts';
import { selectionFunctions } from './selection-functions.ts';
import { setFunctions } from './set-functions.ts';
import { shapeFunctions } from './shape-functions.ts';
import { sortingFunctions } from './sorting.ts';
import { spacedFunctions } from './spaced-numbers.ts';
import { typeFunctions } from './type-functions.ts';
import { aliases, ufuncs } from './ufuncs.ts';

/** The module `numpy`. @param version 2 adds the names that NumPy 1.16 had, such as `np.float`. */
export function numpyModule(version: 2 | 3 = 3): Module {
  const module = new Module('numpy');
  const { names } = module;
  const put = (functions: readonly NativeFunction[]): void => {
    for (const made of functions) names.set(made.name, made);
  };
  put(creationFunctions);
  put(spacedFunctions);
  put(shapeFunctions);
  put(joiningFunctions);
  put(selectionFunctions);
  put(indexFunctions);
  put(sortingFunctions);
  put(comparisonFunctions);
  put(elementFunctions);
  put(reductionFunctions);
  put(productFunctions);
  put(statisticsFunctions);
  put(nanFunctions);
  put(histogramFunctions);
  put(setFunctions);
  put(numericalFunctions);
  put(polynomialFunctions);
  put(paddingFunctions);
  put(bitFunctions);
  put(typeFunctions);
  put(limitFunctions);
  put(printingFunctions);
  put(fileFunctions);
  for (const [name, indexer] of Object.entries(indexers)) names.set(name, indexer);
  for (const ufunc of ufuncs) names.set(ufunc.name, ufunc);
  for (const [alias, name] of Object.entries(aliases)) names.set(alias, names.get(name)!);
  for (const dtype of numericTypes) names.set(dtype.name, dtype.scalarType);
  const types: Readonly<Record<string, Value>> = {
    ndarray: ndarrayType,
    dtype: dtypeType,
    ufunc: ufuncType,
    poly1d: poly1dType,
    generic: genericType,
    number: numberType,
    integer: integerType,
    signedinteger: signedType,
    unsignedinteger: unsignedType,
    floating: floatingType,
    object_: object.scalarType,
    str_: strScalarType,
    bool_: names.get('bool')!,
    int_: names.get('int64')!,
    intp: names.get('int64')!,
    intc: names.get('int32')!,
    uint: names.get('uint64')!,
    double: names.get('float64')!,
    single: names.get('float32')!,
    byte: names.get('int8')!,
    ubyte: names.get('uint8')!,
    short: names.get('int16')!,
    long: names.get('int64')!,
    longlong: names.get('int64')!,
  };
  for (const [name, type] of Object.entries(types)) names.set(name, type);
  names.set('True_', new NumpyScalar(bool, 1));
  names.set('False_', new NumpyScalar(bool, 0));
  names.set('pi', new Float(Math.PI));
  names.set('e', new Float(Math.E));
  names.set('euler_gamma', new Float(0.5772156649015329));
  names.set('inf', new Float(Number.POSITIVE_INFINITY));
  names.set('nan', new Float(Number.NaN));
  names.set('newaxis', null);
  names.set('__version__', version === 3 ? '2.4.6' : '1.16.6');
  names.set('random', randomModule());
  const linalg = linalgModule();
  names.set('linalg', linalg);
  addMatrices(names, linalg.names);
  if (version === 2) addOldNames(names);
  else for (const name of removed) names.delete(name);
  return module;
}

/** Names of Python's types that NumPy had until version 1.24. */
const plainTypes: Readonly<Record<string, TypeObject>> = {
  float: floatType,
  int: intType,
  bool: boolType,
  object: objectType,
  str: strType,
};

/** Functions that NumPy 2 has removed, or renamed. */
const removed = ['in1d', 'trapz', 'round_'];

/** A sentence on a name that `numpy` lacks; undefined for an unknown name. */
export function adviceOnName(name: string): string | undefined {
  if (Object.hasOwn(plainTypes, name)) return `NumPy has removed np.${name}: write ${name}.`;
  const now = {
    float_: 'float64',
    product: 'prod',
    Inf: 'inf',
    NaN: 'nan',
    NAN: 'nan',
    in1d: 'isin',
  }[name];
  if (now !== undefined) return `NumPy has removed np.${name}: write np.${now}.`;
  return undefined;
}

/** Names that NumPy 2 has removed. */
function addOldNames(names: Map<string, Value>): void {
  const old: Readonly<Record<string, string>> = {
    float_: 'float64',
    product: 'prod',
    cumproduct: 'cumprod',
    alltrue: 'all',
    sometrue: 'any',
    Inf: 'inf',
    Infinity: 'inf',
    infty: 'inf',
    PINF: 'inf',
    NaN: 'nan',
    NAN: 'nan',
  };
  for (const [name, now] of Object.entries(old)) names.set(name, names.get(now)!);
  for (const [name, type] of Object.entries(plainTypes)) names.set(name, type);
  names.set(
    'asscalar',
    native('asscalar', 'a', ([a], host) => {
      const item = ndarrayType.attributes.get('item') as NativeFunction;
      return item.call([toArray(must(a), host)], new Map(), host);
    }),
  );
}
