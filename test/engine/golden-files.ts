import { readFileSync } from 'node:fs';
import type { GivenSettings } from '../../src/network/settings.ts';
import type { Rows } from './backends/naive.ts';

/** A matrix as it is recorded: rows, or for a single column its cells. */
export type RecordedMatrix = readonly number[] | Rows;

/** Matrices by name. */
export type Tensors = Readonly<Record<string, RecordedMatrix>>;

export interface ArticleGoldens {
  readonly two_layer: {
    readonly syn0_init: RecordedMatrix;
    readonly trace: Readonly<Record<string, TraceGolden>>;
    readonly syn0_final: RecordedMatrix;
  };
  readonly three_layer: Readonly<Record<string, AlphaGolden>>;
}

export interface TraceGolden {
  readonly l1: RecordedMatrix;
  readonly l1_error: RecordedMatrix;
  readonly l1_delta: RecordedMatrix;
  readonly mae: number;
}

/** One row of the follow-up's alpha tables; the fields below `l2_final` exist for 4 hidden units only. */
export interface AlphaGolden {
  /** The error of iteration 0, 10,000 … 50,000, and as the article's page prints them. */
  readonly err: readonly number[];
  readonly article_printed: readonly string[];
  readonly l2_final: RecordedMatrix;
}

export interface DetailedAlphaGolden extends AlphaGolden {
  readonly syn0_init: RecordedMatrix;
  readonly syn1_init: RecordedMatrix;
  readonly iter0: {
    readonly l1: RecordedMatrix;
    readonly l2: RecordedMatrix;
    readonly l2_delta: RecordedMatrix;
    readonly l1_error: RecordedMatrix;
    readonly l1_delta: RecordedMatrix;
    readonly upd_syn0: RecordedMatrix;
    readonly upd_syn1: RecordedMatrix;
    readonly half_sse: number;
  };
  readonly syn0_final: RecordedMatrix;
  readonly syn1_final: RecordedMatrix;
  /** The changes of direction of each update. */
  readonly dir0: RecordedMatrix;
  readonly dir1: RecordedMatrix;
}

export interface NetworkGoldens {
  readonly random: Readonly<Record<string, { readonly first: readonly number[]; readonly thousandth: number }>>;
  readonly networks: readonly NetworkGolden[];
}

export interface NetworkGolden {
  readonly name: string;
  readonly inputs: Rows;
  readonly targets: Rows;
  readonly hidden: readonly number[];
  readonly bias: boolean;
  readonly alpha: number;
  readonly seed: number;
  readonly iterations: number;
  /** The error of iteration 0, 50, 100 … */
  readonly errors_each_50: readonly number[];
  readonly after_first: Tensors;
  readonly after_last: Tensors;
}

export interface ItemGoldens {
  readonly inputs: Rows;
  /** By the names under which runs ask for them. */
  readonly targets: Readonly<Record<string, Rows>>;
  /** For each run. */
  readonly iterations: number;
  readonly random: Readonly<Record<string, StreamGolden>>;
  /** x and erf x. */
  readonly erf: readonly (readonly [number, number])[];
  /** z, gelu z and its derivative. */
  readonly gelu: readonly (readonly [number, number, number])[];
  readonly runs: readonly ItemGolden[];
}

/** The numbers of one seed: normal and uniform ones in turn; and, from the start again, permutations. */
export interface StreamGolden {
  readonly randn: readonly number[];
  readonly random_between: readonly number[];
  readonly randn_after: readonly number[];
  readonly permutations: readonly (readonly number[])[];
  readonly random_after: number;
}

export interface ItemGolden {
  readonly name: string;
  readonly targets: string;
  readonly seed: number;
  readonly settings: GivenSettings;
  /** By iteration, from 0: before its update, of its batch. */
  readonly trace: Readonly<
    Record<string, { readonly loss: number; readonly error: number; readonly clipped?: number } | undefined>
  >;
  /** As the last iteration leaves them. */
  readonly parameters: Tensors;
  /** Means and variances of batch normalization. */
  readonly running: Tensors;
  /** The prediction of every example then, without dropout, with the running means and variances. */
  readonly predictions: Rows;
}

export function readArticleGoldens(): ArticleGoldens {
  return JSON.parse(readFileSync(new URL('../goldens/article.json', import.meta.url), 'utf8'));
}

export function readNetworkGoldens(): NetworkGoldens {
  return JSON.parse(readFileSync(new URL('../goldens/network.json', import.meta.url), 'utf8'));
}

/** Programs as they are printed, and what NumPy has made of every name in them. */
export interface PrintedGoldens {
  readonly seed: number;
  readonly iterations: number;
  readonly programs: readonly PrintedGolden[];
}

export interface PrintedGolden {
  readonly name: string;
  readonly settings: GivenSettings;
  readonly targets: string;
  readonly setup: readonly string[];
  readonly iteration: readonly string[];
  readonly evaluation: readonly string[];
  /** Row by row. */
  readonly values: Readonly<Record<string, readonly number[]>>;
}

export function readPrintedGoldens(): PrintedGoldens {
  return JSON.parse(readFileSync(new URL('../goldens/printed.json', import.meta.url), 'utf8'));
}

export function readItemGoldens(): ItemGoldens {
  return JSON.parse(readFileSync(new URL('../goldens/techniques.json', import.meta.url), 'utf8'));
}
