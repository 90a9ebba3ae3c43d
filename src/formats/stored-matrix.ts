import type { Matrix } from '../engine/matrix.ts';
import type { ByteFault } from './fault.ts';

export interface NamedMatrix {
  readonly name: string;
  readonly matrix: Matrix;
}

/** A matrix with the shape that its file gives it: both `(n,)` and `(n, 1)` are n × 1 here. */
export interface StoredMatrix extends NamedMatrix {
  readonly shape: readonly number[];
}

export type ReadMatrices =
  | { readonly ok: true; readonly matrices: readonly StoredMatrix[] }
  | { readonly ok: false; readonly fault: ByteFault };
