/*
 * Distributions of NumPy's legacy generator, draw for draw: numpy/random/src/legacy and distributions.c.
 */
import { exp, log, log1p, pow } from '../../language/elementary.ts';
import { RaisedError } from '../machine/values.ts';
import type { Source } from './draws.ts';

/** The number of successes in n trials: inversion for small means, else BTPE (Kachitvichyanukul and Schmeiser 1988). */
/** @param isLegacy true for the rounding of the legacy generator. */
export function binomial(random: Source, n: number, p: number, isLegacy = true): number {
  if (n === 0 || p === 0) return 0;
  const small = p <= 0.5 ? p : 1 - p;
  const successes = small * n <= 30 ? binomialInversion(random, n, small, isLegacy) : btpe(random, n, small);
  return p <= 0.5 ? successes : n - successes;
}

function binomialInversion(random: Source, n: number, p: number, isLegacy: boolean): number {
  const q = 1 - p;
  const first = exp(n * (isLegacy ? log(q) : log1p(-p)));
  const mean = n * p;
  const bound = Math.trunc(Math.min(n, mean + 10 * Math.sqrt(mean * q + 1)));
  let x = 0;
  let px = first;
  let u = random.nextDouble();
  while (u > px) {
    x++;
    if (x > bound) {
      x = 0;
      px = first;
      u = random.nextDouble();
    } else {
      u -= px;
      px = ((n - x + 1) * p * px) / (x * q);
    }
  }
  return x;
}

/** p ≤ ½. The letters are those of the paper. */
function btpe(random: Source, n: number, p: number): number {
  const r = p;
  const q = 1 - r;
  const fm = n * r + r;
  const m = Math.floor(fm);
  const p1 = Math.floor(2.195 * Math.sqrt(n * r * q) - 4.6 * q) + 0.5;
  const xm = m + 0.5;
  const xl = xm - p1;
  const xr = xm + p1;
  const c = 0.134 + 20.5 / (15.3 + m);
  let a = (fm - xl) / (fm - xl * r);
  const laml = a * (1 + a / 2);
  a = (xr - fm) / (xr * q);
  const lamr = a * (1 + a / 2);
  const p2 = p1 * (1 + 2 * c);
  const p3 = p2 + c / laml;
  const p4 = p3 + c / lamr;
  const nrq = n * r * q;
  for (;;) {
    const u = random.nextDouble() * p4;
    let v = random.nextDouble();
    let y: number;
    if (u <= p1) return Math.floor(xm - p1 * v + u);
    if (u <= p2) {
      const x = xl + (u - p1) / c;
      v = v * c + 1 - Math.abs(m - x + 0.5) / p1;
      if (v > 1) continue;
      y = Math.floor(x);
    } else if (u <= p3) {
      y = Math.floor(xl + log(v) / laml);
      if (y < 0 || v === 0) continue;
      v = v * (u - p2) * laml;
    } else {
      y = Math.floor(xr - log(v) / lamr);
      if (y > n || v === 0) continue;
      v = v * (u - p3) * lamr;
    }
    const k = Math.abs(y - m);
    if (!(k > 20 && k < nrq / 2 - 1)) {
      const s = r / q;
      const t = s * (n + 1);
      let f = 1;
      if (m < y) for (let i = m + 1; i <= y; i++) f *= t / i - s;
      else for (let i = y + 1; i <= m; i++) f /= t / i - s;
      if (v > f) continue;
      return y;
    }
    const rho = (k / nrq) * ((k * (k / 3 + 0.625) + 0.16666666666666666) / nrq + 0.5);
    const t = (-k * k) / (2 * nrq);
    const logV = log(v);
    if (logV < t - rho) return y;
    if (logV > t + rho) continue;
    const x1 = y + 1;
    const f1 = m + 1;
    const z = n + 1 - m;
    const w = n - y + 1;
    const bound =
      xm * log(f1 / x1) +
      (n - m + 0.5) * log(z / w) +
      (y - m) * log((w * r) / (x1 * q)) +
      stirling(f1) +
      stirling(z) +
      stirling(x1) +
      stirling(w);
    if (logV <= bound) return y;
  }
}

function stirling(x: number): number {
  const s = x * x;
  return (13680 - (462 - (132 - (99 - 140 / s) / s) / s) / s) / x / 166320;
}

/** log Γ(x), as NumPy's `random_loggam`. */
export function logGamma(x: number): number {
  if (x === 1 || x === 2) return 0;
  const n = x < 7 ? Math.trunc(7 - x) : 0;
  let x0 = x + n;
  const x2 = (1 / x0) * (1 / x0);
  let sum = GAMMA[9]!;
  for (let k = 8; k >= 0; k--) sum = sum * x2 + GAMMA[k]!;
  let result = sum / x0 + 0.5 * 1.8378770664093453 + (x0 - 0.5) * log(x0) - x0;
  for (let k = 1; k <= n; k++) {
    result -= log(x0 - 1);
    x0 -= 1;
  }
  return result;
}
const GAMMA = [
  8.333333333333333e-2, -2.777777777777778e-3, 7.936507936507937e-4, -5.952380952380952e-4, 8.417508417508418e-4,
  -1.917526917526918e-3, 6.410256410256411e-3, -2.955065359477124e-2, 1.796443723688307e-1, -1.3924322169059,
];

export function poisson(random: Source, mean: number): number {
  if (mean >= 10) return poissonRejection(random, mean);
  if (mean === 0) return 0;
  const limit = exp(-mean);
  let x = 0;
  let product = 1;
  for (;;) {
    product *= random.nextDouble();
    if (product <= limit) return x;
    x++;
  }
}

/** PTRS (Hörmann 1993). */
function poissonRejection(random: Source, mean: number): number {
  const slam = Math.sqrt(mean);
  const logLam = log(mean);
  const b = 0.931 + 2.53 * slam;
  const a = -0.059 + 0.02483 * b;
  const invAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const vr = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = random.nextDouble() - 0.5;
    const v = random.nextDouble();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= vr) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    if (log(v) + log(invAlpha) - log(a / (us * us) + b) <= -mean + k * logLam - logGamma(k + 1)) return k;
  }
}

/** Γ(shape) with scale 1. */
export function standardGamma(random: Source, shape: number): number {
  if (shape === 1) return random.nextExponential();
  if (shape === 0) return 0;
  if (shape < 1) {
    for (;;) {
      const u = random.nextDouble();
      const v = random.nextExponential();
      if (u <= 1 - shape) {
        const x = pow(u, 1 / shape);
        if (x <= v) return x;
      } else {
        const y = -log((1 - u) / shape);
        const x = pow(1 - shape + shape * y, 1 / shape);
        if (x <= v + y) return x;
      }
    }
  }
  const b = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * b);
  for (;;) {
    let x: number;
    let v: number;
    do {
      x = random.nextGaussian();
      v = 1 + c * x;
    } while (v <= 0);
    v = v * v * v;
    const u = random.nextDouble();
    if (u < 1 - 0.0331 * (x * x) * (x * x)) return b * v;
    if (log(u) < 0.5 * x * x + b * (1 - v + log(v))) return b * v;
  }
}

export function beta(random: Source, a: number, b: number): number {
  if (a <= 1 && b <= 1) {
    for (;;) {
      const u = random.nextDouble();
      const v = random.nextDouble();
      const x = pow(u, 1 / a);
      const y = pow(v, 1 / b);
      if (x + y > 1) continue;
      if (x + y > 0) return x / (x + y);
      let logX = log(u) / a;
      let logY = log(v) / b;
      const most = Math.max(logX, logY);
      logX -= most;
      logY -= most;
      return exp(logX - log(exp(logX) + exp(logY)));
    }
  }
  const x = standardGamma(random, a);
  const y = standardGamma(random, b);
  return x / (x + y);
}

export function laplace(random: Source, centre: number, scale: number): number {
  for (;;) {
    const u = random.nextDouble();
    if (u >= 0.5) return centre - scale * log(2 - u - u);
    if (u > 0) return centre + scale * log(u + u);
  }
}

export function logistic(random: Source, centre: number, scale: number): number {
  for (;;) {
    const u = random.nextDouble();
    if (u > 0) return centre + scale * log(u / (1 - u));
  }
}

export function gumbel(random: Source, centre: number, scale: number): number {
  for (;;) {
    const u = 1 - random.nextDouble();
    if (u < 1) return centre - scale * log(-log(u));
  }
}

/** The number of trials until the first success. */
export function geometric(random: Source, p: number): number {
  if (p >= 1 / 3) {
    let x = 1;
    let sum = p;
    let product = p;
    const u = random.nextDouble();
    while (u > sum) {
      product *= 1 - p;
      sum += product;
      x++;
    }
    return x;
  }
  return Math.ceil(log(1 - random.nextDouble()) / log(1 - p));
}

export function triangular(random: Source, left: number, mode: number, right: number): number {
  const base = right - left;
  const leftBase = mode - left;
  const u = random.nextDouble();
  if (u <= leftBase / base) return left + Math.sqrt(u * leftBase * base);
  return right - Math.sqrt((1 - u) * (right - mode) * base);
}

export function checkProbability(p: number): void {
  if (!(p >= 0 && p <= 1)) throw new RaisedError('ValueError', 'p < 0, p > 1 or p is NaN');
}
