"""Records in script-numpy.json what snippets of Python print with NumPy, their warnings and their errors.

A snippet is run in a fresh namespace with `np`. Snippets are written out below, or made from lists of functions and
arrays. Run it with Python 3 and NumPy 2.4; the file is read by test/script/numpy/goldens.test.ts.
"""

import contextlib
import io
import json
import pathlib
import warnings

import numpy as np

# Each snippet ends at a blank line.
WRITTEN = r"""
a = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
print(a, a.T, a.shape, a.dtype, a.ndim, a.size, len(a))
print(repr(a), repr(a.T))

y = np.array([[0, 1, 1, 0]]).T
print(y, y.shape, repr(y))

print(np.array([1, 2.5, True]), np.array([True, False]), np.array([1, True]), np.array([]), repr(np.array([])))

print(np.array([[]]), repr(np.array([[]])), repr(np.zeros((0, 3))), np.zeros((0, 3)))

print(np.array(5), repr(np.array(5)), np.array(5.5), repr(np.array(5.5)), np.array(5).shape, repr(np.array(True)))

print(np.array(['a', 'bcd']), repr(np.array(['a', 'bcd'])), np.array(['a', 'bcd']).dtype)

print(np.array([1, 'a']), np.array([1.5, 'a']), np.array([True, 'a']))

print(np.array(['x', 'y', 'x']) == 'x', np.array(['x', 'y', 'x']) != np.array(['x', 'x', 'x']))

print(np.array([1, 2, 3], dtype=float), np.array([1.7, 2.2], dtype=int), np.array([0, 1, 2], dtype=bool))

print(repr(np.array([1, 2, 3], dtype=np.float32)), repr(np.array([1, 2, 3], dtype=np.uint8)), repr(np.array([1], dtype='int32')))

print(np.array([[1, 2], [3, 4]], ndmin=3), np.array([1, 2], ndmin=2).shape)

X = np.zeros((6, 2))
X[range(2, 4)] = np.c_[[1, 2], [3, 4]]
X[range(0, 2), range(0, 2)] -= 1
print(X, X[range(3)], X[range(1, 3), 1], X[:, range(1)])

np.zeros(3)[range(1, 5)]

np.array([[1, 2], [3]])

np.array([1, [2, 3]])

np.array([[1, 2], [3]], dtype=float)

np.array([[[1], [2]], [[3], [4, 5]]])

a = np.array([[1, 2, 3], [4, 5, 6]])
b = np.array(a)
b[0, 0] = 100
print(a, b)

a = np.array([[1, 2, 3], [4, 5, 6]])
b = np.asarray(a)
b[0, 0] = 100
print(a, b is a)

print(np.zeros(3), np.zeros((2, 3)), np.ones((2, 2)), np.zeros((2, 2), dtype=int), np.ones(3, dtype=bool), np.zeros(0))

print(np.full((2, 3), 7), np.full(3, 0.5), np.full((2, 2), True), np.full((2,), 7, dtype=float))

print(np.eye(3), np.eye(2, 3), np.eye(3, k=1), np.identity(2), np.eye(2, dtype=int))

print(np.arange(5), np.arange(1, 5), np.arange(0, 1, 0.25), np.arange(5, 0, -2), np.arange(3.0), np.arange(0))

print(np.arange(0, 1, 0.1), np.arange(10, dtype=float), repr(np.arange(1, 10, 3)))

print(np.linspace(0, 1, 5), np.linspace(0, 1, 4, endpoint=False), np.linspace(-5, 5, 11), np.linspace(2, 3, 1))

print(np.linspace(0, 10, 5, dtype=int), np.linspace(0, 1, 3, retstep=True))

print(np.logspace(0, 2, 3), np.geomspace(1, 1000, 4))

a = np.arange(6).reshape(2, 3)
print(np.zeros_like(a), np.ones_like(a, dtype=float), np.full_like(a, 9), np.empty_like(a).shape)

print(np.diag([1, 2, 3]), np.diag(np.arange(9).reshape(3, 3)), np.diag([1, 2], k=1), np.diag(np.arange(6).reshape(2, 3), k=1))

print(np.tile([1, 2], 3), np.tile([1, 2], (2, 2)), np.tile(np.array([[1], [2]]), (1, 3)), np.tile(5, 3))

print(np.repeat([1, 2], 2), np.repeat([[1, 2], [3, 4]], 2, axis=0), np.repeat([[1, 2], [3, 4]], [1, 3], axis=1), np.repeat(7, 3))

x, y = np.meshgrid(np.arange(3), np.arange(2))
print(x, y)

x, y = np.meshgrid([0.0, 0.5], [1, 2, 3], indexing='ij')
print(x, y, type(np.meshgrid([1], [2])).__name__)

print(np.tril(np.ones((3, 3))), np.triu(np.arange(9).reshape(3, 3), 1), np.tri(3, dtype=int))

print(np.fromiter([1, 2, 3], dtype=float), np.fromiter([1, 2, 3], int, 2))

print(np.indices((2, 3)))

print(np.atleast_1d(5), np.atleast_2d([1, 2, 3]), np.atleast_2d(5).shape, np.atleast_3d([1, 2]).shape)

print(np.broadcast_to([1, 2, 3], (2, 3)))

np.broadcast_to([1, 2, 3], (2, 4))

a = np.arange(12).reshape(3, 4)
print(a[0], a[-1], a[1, 2], a[:, 1], a[1:, 2:], a[::2], a[::-1], a[:, ::-1], a[..., 0], a[1, ...])

a = np.arange(12).reshape(3, 4)
print(a[None].shape, a[:, None].shape, a[:, np.newaxis, 1].shape, a[np.newaxis, 0].shape)

a = np.arange(12).reshape(3, 4)
print(a[[0, 2]], a[[0, 2], [1, 3]], a[:, [1, 3]], a[[0, 2]][:, [0, 1]], a[np.array([0, 1]), :2], a[[[0, 1], [1, 2]]].shape)

a = np.arange(12).reshape(3, 4)
print(a[a > 5], a[a[:, 0] > 3], a[a % 2 == 0], a[[True, False, True]], a[:, a[0] > 1], a[np.array([False, True, False]), 1])

a = np.arange(24).reshape(2, 3, 4)
print(a[0, :, 1], a[:, 1], a[..., -1], a[[0, 1], :, [1, 2]], a[:, [0, 2], 1:3], a[1, [0, 1]], a[0, 1, 2])

a = np.arange(24).reshape(2, 3, 4)
print(a[:, [0, 1], [1, 2]].shape, a[[0], :, [1]].shape, a[0, :, [1, 2]].shape, a[a > 20], a[:, None, [1]].shape)

a = np.arange(5)
a[4]
a[5]

a = np.arange(5)
a[-6]

a = np.arange(12).reshape(3, 4)
a[3, 0]

a = np.arange(12).reshape(3, 4)
a[0, 4]

a = np.arange(5)
a[1, 2]

a = np.arange(5)
a[1.0]

a = np.arange(5)
a['x']

a = np.arange(5)
a[np.array([0.5])]

a = np.arange(5)
a[np.array([True, False])]

a = np.arange(5)
a[[0, 9]]

a = np.arange(6).reshape(2, 3)
a[[0, 1], [0, 1, 2]]

a = np.arange(5)
a[::0]

a = np.arange(5)
a[1:2.5]

for p in [[1, -3, 2], [1, 2, 1], [2], [0, 0], [], [1, -6, 11, -6], [1, 0, 0], [1.5, 2, 0, 0], [0, 0, 2, -8]]: print(np.round(np.roots(p), 6))

print(np.poly([1, 2]), np.poly([]), np.round(np.poly(np.array([[1, 2], [3, 4]])), 9), np.polyder([1, 2, 3]), np.polyder([3]), np.polyder([1, 2, 3], 2))

print(np.polyint([1, 2, 3]), np.polyint([2], k=5), np.polyadd([1, 2], [1, 2, 3]), np.polysub([1], [1, 2]), np.polymul([1, 2], [1, 3.5]), np.polydiv([1, 5, 6], [1, 2]), np.polydiv([1, 5, 7], [2, 2]))

p = np.poly1d([1, 2, 3])
q = np.poly1d([0, 0, 1.5, -2])
print(p, q, p + q, p - q, p * q, p / 2, p ** 2, -p, p * 2, 2 * p, p + 1, 1 - p)
print(repr(p), repr(q), repr(p / q), p(3), p(np.array([1.0, 2])), p(q), p[0], p[5], len(p), list(p), p.coeffs, p.order, p.deriv(), p.integ(), p.c, p == q, p != q, p == np.poly1d([1, 2, 3]))

print(np.poly1d([1, -3, 2]).r, np.poly1d([1, 2], True), np.poly1d([0]), np.poly1d([1, 0, -1]), np.poly1d([0.5]), np.poly1d([1, 2, 3], variable='z'), np.poly1d([-1, -1, 1]), np.poly1d([1e-5, 123456.789, 2]), np.poly1d(np.arange(14.0)), np.polyval(np.poly1d([1, 2]), 3))

print(np.poly1d(np.round(np.polyfit([0, 1, 2, 3.0], [1, 3, 7.0, 13], 2), 9)))

n = np.array([[1.0, np.nan, 3], [np.nan, 5, 2]])
print(np.nanargmax(n), np.nanargmin(n, axis=0), np.nanargmax(n, axis=1), np.nancumsum(n), np.nancumsum(n, axis=1), np.nancumprod(n, axis=0), np.nanpercentile(n, 50), np.nanquantile(n, [0.25, 0.5], axis=0))

np.nanargmax(np.array([np.nan, np.nan]))

print(np.divmod(7, 3), np.divmod(np.array([7.5, -7]), 2), np.modf(np.array([1.5, -2.25, 0, -0.0])), np.modf(2.5), np.isneginf([-np.inf, 1]), np.isposinf([np.inf, -np.inf]), np.logaddexp2(1, 2))

print(np.hanning(5), np.hamming(4), np.round(np.blackman(5), 9), np.bartlett(5), np.bartlett(4), np.hanning(1), np.hanning(0))

a = np.ones((2, 2))
print(np.block([[a, 2 * a], [3 * a, a]]), np.block([a, a]), np.block([1, 2, 3]), np.block([[1, 2], [3, 4]]), np.unstack(np.arange(4).reshape(2, 2)), np.unstack(np.arange(4).reshape(2, 2), axis=1))

print(np.tril_indices_from(np.ones((3, 3))), np.triu_indices_from(np.ones((2, 3)), 1), np.broadcast_shapes((2, 1), (3,), (1, 1)))

print(np.round(np.linalg.svdvals(np.array([[3.0, 0], [4, 5]])), 9), np.round(np.linalg.cond(np.array([[1.0, 2], [3, 4]])), 6), np.linalg.slogdet(np.diag([2.0, 1])), np.linalg.slogdet(np.ones((2, 2))).sign, np.linalg.qr(np.eye(2)).R)

for a in [np.array([[1.0, 2], [3, 4], [5, 6]]), np.array([[1.0, 2, 3], [0, 4, 5]]), np.array([[2.0]])]: print(*[np.round(x, 6) + 0.0 for x in np.linalg.qr(a)])

r = np.random.Generator(np.random.PCG64(3))
print(r.random(3), np.random.default_rng(3).random(3))

a = np.array([[4.0, 1, 0.5, 2], [1, 3, 0, 1], [0.5, 0, 2, 1], [2, 1, 1, 5]])
w, v = np.linalg.eigh(a)
print(np.round(w, 6), np.round(v, 6), np.round(np.linalg.eigvalsh(a), 6))
w, v = np.linalg.eig(a)
print(np.round(w, 6), np.round(v, 6))

b = np.array([[2.0, 1, 0], [0.5, 3, 1], [0.1, 0.2, 1]])
w, v = np.linalg.eig(b)
print(np.round(w, 6), np.round(v, 6), np.round(np.linalg.eigvals(b), 6))

print(np.linalg.eig(np.diag([2.0, 1, 3])), np.linalg.eigh(np.array([[2.0, 1], [1, 2]])), np.linalg.eig(np.array([[2.0, 1], [1, 2]]))[0], np.linalg.eigvals(np.array([[0.0, 1], [0, 2]])))

a = np.cov(np.array([[1.0, 2, 4, 3, 9], [2, 1, 5, 2, 3], [7, 1, 3, 9, 4]]))
w, v = np.linalg.eig(a)
print(np.round(w, 6), np.round(v, 6))

a = np.array([[1.0, 2, 3], [4, 5, 6], [7, 8, 10], [2, 2, 1]])
u, s, vt = np.linalg.svd(a, full_matrices=False)
print(np.round(s, 9), np.round(u @ np.diag(s) @ vt, 6), np.round(np.abs(u), 6), np.round(np.abs(vt), 6))

s = np.float64(0.75)
z = np.int64(3)
for x in [s[None], z[z > 1], z[True], s[~(s > 0)], s[...], s[()], s[None, None], np.squeeze(s), np.squeeze(0.5), np.squeeze([[0.5]]), np.transpose(s), np.transpose(2.0), np.flip(s), np.argsort(s), np.argsort(3), np.argwhere(s), np.argwhere(0)]: print(repr(x))

np.float64(1)[0]

for x in [np.count_nonzero([1, 0]), np.count_nonzero(np.ones((2, 2)), axis=0), np.nansum([True, False]), np.nansum(np.int32(3)), np.nanmax([True]), np.nanmin(np.array([1, 2], dtype=np.int32)), np.nanprod([True, True]), np.repeat([1, 2], 1.5), np.dot(np.array([1, 2], dtype=np.float32), -1), np.dot(np.array([1, 2], dtype=np.float32), 0.5), np.dot(2, 3), np.tril([1, 2]), np.triu(np.arange(3), 1), np.isin(3, [3]), np.isin([3, 4], [3])]: print(repr(x))

for x in [np.where(True, 1, -1), np.where(np.float64(2) > 1, 1.0, 0.0), np.where(np.array(3) > 1, [1, 2], 0), np.choose(1, [5, 6]), np.kron(2, 3), np.kron([2], 3), np.tensordot([1], [2], 1), 2 * np.where(True, 1, -1)]: print(repr(x))

a = np.array(5)
a[0]

a = np.zeros((2, 3))
a[0] = 1
a[1, 2] = 5
a[:, 1] = [7, 8]
a[0, :] += 10
print(a)

a = np.arange(6)
b = a[2:5]
b[0] = 100
b += 1
print(a, b, b.base is a)

a = np.arange(6).reshape(2, 3)
b = a.T
b[0, 1] = 100
c = a.reshape(3, 2)
c[0, 0] = -1
d = a.ravel()
d[5] = 50
e = a.flatten()
e[0] = 9
print(a, b, c, d, e)

a = np.arange(6).reshape(2, 3)
b = a.T.reshape(6)
b[0] = 100
c = a.T.ravel()
c[1] = 100
print(a)

a = np.arange(12).reshape(3, 4)
b = a[:, 1:3]
b *= 10
c = a[::2]
c[:] = 0
print(a)

a = np.arange(5.0)
a[[0, 2]] = 9
a[a < 2] = -1
a[[3, 3]] += 1
print(a)

a = np.arange(6)
a[a > 2] = [10, 20, 30]
print(a)

a = np.arange(6)
a[a > 2] = [10, 20]

a = np.arange(6)
a[[0, 1, 2]] = [1, 2]

a = np.zeros((2, 3))
a[0] = [1, 2]

a = np.zeros((2, 3))
a[:] = np.ones((3, 2))

a = np.zeros(3)
a[0] = [1, 2]

a = np.arange(12.0).reshape(3, 4)
b = a[1:]
b[b > 6] = -1
b[b < 0] += 0.5
a[a % 2 == 0] = np.arange(5.0)
print(a)

a = np.arange(6.0)
a[a > 2] = a[:3]
a[a == 1] = [7, 8]
a[a < 0] = 5
a[a > 100] = []
print(a)

a = np.arange(4.0)
a[a > 1] = np.array([5.0])
a[np.array([True, False, True, False])] = np.array([1, 2])
print(a)

a = np.arange(4.0)
a[a > 1] = np.array([1.0, 2.0, 3.0])

a = np.arange(4)
a[a >= 2] = 1.7
print(a, a != 1, a <= 1, np.array([np.nan, 1]) != np.array([np.nan, 1]), np.array([np.nan, 1]) >= 1)

a = np.arange(4)
a[a > 1] = np.nan

a = np.ones(3)
a[a > 0] = np.nan
a[np.isnan(a)] = 0
print(a)

a = np.zeros(3)
a[0] = np.array(1.5)
a[1] = np.float64(2.5)
a[2] = True
print(a)

a = np.zeros(3, dtype=int)
a[0] = 2.9
a[1:] = [1.5, -1.5]
print(a)

a = np.zeros(3)
a[0] = 'x'

a = np.zeros(3)
a[1] = '2.5'
print(a)

a = np.zeros(3)
a[3] = 1

a = np.array([1, 2, 3], dtype=np.uint8)
a[0] = 300

a = np.arange(5)
a[1:] = a[:-1]
print(a)

a = np.arange(5)
a += a[::-1]
print(a)

a = np.arange(9).reshape(3, 3)
a += a.T
print(a)

a = np.eye(2)
b = a
b[0, 0] = 5
c = a.copy()
c[0, 0] = 6
a = a + 1
print(a, b, c)

probs = np.array([[0.2, 0.8], [0.6, 0.4]])
d = probs
d[np.arange(2), [0, 1]] -= 1
print(probs)

a = np.arange(6)
a.shape = (2, 3)
print(a)
a.shape = -1
print(a)

a = np.arange(6)
a.shape = (4, 2)

a = np.arange(12)
a.reshape(5)

a = np.arange(12)
a.reshape(5, -1)

a = np.arange(12)
a.reshape(-1, -1)

a = np.arange(12)
print(a.reshape(3, -1), a.reshape((2, 6)), a.reshape(2, -1, 3).shape, a.reshape(-1, 1).shape, a.reshape(3, 4, order='F'))

a = np.arange(24).reshape(2, 3, 4)
print(a.transpose().shape, a.transpose(1, 0, 2).shape, a.transpose((2, 0, 1))[0], a.swapaxes(0, 2).shape, np.moveaxis(a, 0, -1).shape)

a = np.zeros((1, 3, 1))
print(a.squeeze().shape, a.squeeze(0).shape, np.squeeze(a, axis=2).shape, np.expand_dims(np.ones(3), 0).shape, np.expand_dims(np.ones(3), 1).shape, np.expand_dims(np.ones(3), (0, 2)).shape)

np.squeeze(np.zeros((1, 3)), axis=1)

print(np.arange(3).T, np.array(3).T, np.arange(4).reshape(2, 2).T)

np.array([[1, 2], [3, 4]]) + np.array([1, 2, 3])

np.ones((4, 3)) + np.ones((2, 1))

np.ones((4, 3)) * np.ones((4,))

np.dot(np.ones((4, 3)), np.ones((4, 1)))

np.dot(np.ones((4, 3)), np.ones(4))

np.dot(np.ones(3), np.ones(4))

np.ones((4, 3)) @ np.ones((4, 1))

np.ones((4, 3)) @ np.ones(4)

np.ones(3) @ np.ones((4, 3))

np.ones((4, 3)) @ 2

np.matmul(2, np.ones(3))

print(np.dot([1, 2, 3], [4, 5, 6]), np.dot([[1, 2], [3, 4]], [1, 1]), np.dot([1, 1], [[1, 2], [3, 4]]), np.dot(2, [1, 2]), np.dot(3, 4))

print(np.array([[1, 2], [3, 4]]) @ np.array([[1, 0], [0, 1]]), np.array([1, 2]) @ np.array([3, 4]), np.array([[1.5, 2]]) @ [1, 2])

a = np.arange(12.0).reshape(3, 4)
b = np.arange(8.0).reshape(2, 4)
print(a @ b.T, b @ a.T, a.T @ a, a[:, 1:] @ b[:, :3].T, a[::-1, ::2] @ b.T[::2])

a = np.arange(12).reshape(2, 2, 3)
b = np.arange(12).reshape(2, 3, 2)
print(a @ b, np.dot(a, b).shape, np.matmul(a, b[0]), np.matmul(a[0], b), a @ np.ones(3))

print(np.outer([1, 2], [3, 4, 5]), np.inner([1, 2], [3, 4]), np.inner([[1, 2], [3, 4]], [[1, 0], [2, 1]]), np.vdot([1, 2], [3, 4]))

print(np.tensordot(np.arange(6).reshape(2, 3), np.arange(12).reshape(3, 4), axes=1), np.tensordot(np.ones((2, 3)), np.ones((2, 3)), axes=2), np.kron([1, 2], [1, 10]))

print(np.einsum('ij,jk->ik', np.arange(6).reshape(2, 3), np.arange(6).reshape(3, 2)), np.einsum('ii', np.eye(3)), np.einsum('ij->j', np.ones((2, 3))), np.einsum('i,i', [1.0, 2], [3, 4]), np.einsum('ij->ji', np.arange(6).reshape(2, 3)), np.einsum('i,j->ij', [1, 2], [3, 4]))

print(np.linalg.norm([3, 4]), np.linalg.norm(np.arange(4).reshape(2, 2)), np.linalg.norm([[3, 4], [6, 8]], axis=1), np.linalg.norm([1, -2], 1), np.linalg.norm([1, -5], np.inf))

print(np.linalg.inv([[2.0, 0], [0, 4]]), np.linalg.det([[1, 2], [3, 5]]), np.linalg.solve([[2, 1], [1, 3]], [3, 5]))

print(np.linalg.pinv(np.array([[1.0, 2], [3, 5], [5, 7]])), np.linalg.matrix_rank([[1, 2], [2, 4]]), np.linalg.cholesky([[4.0, 2], [2, 3]]))

a = np.array([1, 2, 3])
a += 1.5

a = np.array([1, 2, 3])
a /= 2

a = np.array([1, 2, 3])
a -= np.array([0.5, 0.5, 0.5])

a = np.array([1, 2, 3])
a *= 2
a += True
a //= 2
a **= 2
a %= 5
print(a)

a = np.ones(3)
a += np.ones((2, 3))

a = np.ones((4, 1))
a += np.ones((4, 3))

a = np.ones((2, 3))
a += np.arange(3)
a -= [[1], [2]]
print(a)

if np.array([1, 2]) > 1:
    pass

print(bool(np.array([1])), bool(np.array([0.0])), bool(np.array([[2]])))

bool(np.array([]))

bool(np.array([1, 2]))

not np.array([True, False])

float(np.array([1, 2]))

print(int(np.array(1.5)), float(np.array(2)), int(np.float64(2.7)), float(np.int64(3)))

len(np.array(5))

for x in np.array(5):
    pass

for row in np.arange(4).reshape(2, 2):
    print(row)
for x in np.array([0.5, 1.5]):
    print(x, repr(x))

np.array([1, 2]) + None

np.array([1.5, 2]) * None

np.array([1, 2]) + 'a'

np.array(['a', 'b']) * 2.0

np.array([1.5]) & 1

np.array([True, False]) - np.array([True, True])

-np.array([True, False])

print(np.array([1, 2]) == None, np.array([1, 2]) == 'a', np.array([1, 2]) != 'a')

np.array([1, 2, 3]) == np.array([1, 2])

{}[np.array([1])]

np.array([2]) ** -1

np.array([2, 3]) ** np.array([-1, 2])

print(np.array([2.0]) ** -1, np.array([2, 3]) ** 2, np.array([2, 3]) ** 2.0, 2 ** np.array([1, 2, 3]), np.array([4.0, 9.0]) ** 0.5)

print(np.uint8(200) + np.uint8(100))

print(np.array([200], dtype=np.uint8) + np.array([100], dtype=np.uint8), np.array([1], dtype=np.uint8) - np.array([2], dtype=np.uint8), np.array([2], dtype=np.uint8) * 100)

np.array([200], dtype=np.uint8) + 300

print(np.array([1, 2], dtype=np.uint8) / 255, np.array([1, 2], dtype=np.uint8) * 1.5, np.array([1], dtype=np.float32) * 2.5, np.array([1], dtype=np.float32) + np.array([1.5]), np.float32(1) + 1.5)

print((np.array([1], dtype=np.float32) * np.float64(2)).dtype, (np.array([1], dtype=np.int32) + np.int64(1)).dtype, (np.array([1], dtype=np.uint8) + np.array([1], dtype=np.int8)).dtype, (np.array([True]) + 1).dtype, (np.array([1], dtype=np.int32) * 1.0).dtype, (np.array([True]) * 1.0).dtype)

x = np.float64(0.5)
print(x, repr(x), [x], (x, x), x + 1, repr(x + 1), repr(x * np.float64(2)), x.shape, x.dtype, x.ndim, type(x).__name__, x.item(), repr(x.sum()), repr(x.mean()))

x = np.int64(3)
print(x, repr(x), [x], x + 1, repr(x / 2), repr(x // 2), repr(x % 2), repr(x ** 2), repr(-x), repr(x * 1.5), repr(x == 3), type(x).__name__)

print(repr(np.bool_(True)), repr(np.float32(0.1)), np.float32(0.1), repr(np.uint8(3)), repr(np.int32(7)), np.bool_(False), [np.float32(1.0) / 3])

print(repr(np.float64('nan')), repr(np.float64('inf')), np.float64(1e300) * 10, repr(np.float64(1e16)), repr(np.float64(123456789.0)), repr(np.float64(-0.0)), repr(np.float64(1e-5)))

print(np.float64(1) / 0, np.float64(0) / 0, np.float64(-1) / 0)

print(np.float64(1e308) * 10)

print(np.int64(1) // np.int64(0))

print(1 / np.array([1.0, 0.0, -1.0]), np.array([0.0]) / 0)

print(np.array([1, 2]) / 0, np.array([0, 1]) // 0, np.array([1, 2]) % 0)

print(np.exp(np.array([1.0, 1000.0])), np.exp(-1000.0))

print(np.log(np.array([1.0, 0.0, -1.0])), np.log2(0), np.log10(-1))

print(np.sqrt(np.array([4.0, -1.0])), np.sqrt(-1))

print(np.array([1e308]) * 10, np.array([1e308]) + np.array([1e308]), np.array([np.inf]) - np.inf)

a = np.array([1e308, 1.0])
a *= 10
print(a)

print(np.power(np.array([0.0, -8.0, 2.0]), -1), np.power(-8.0, 1 / 3), np.power(10.0, 400))

print(np.mean([]))

print(np.sum([]), np.prod([]), np.array([]).sum())

np.max([])

np.array([]).min()

np.argmax([])

print(np.array([np.nan, 1]).max(), np.array([np.nan, 1]).min(), np.nanmax([np.nan, 1]), np.argmax([1, np.nan, 3]), np.nansum([1, np.nan]), np.nanmean([1, np.nan, 3]))

np.sum(np.ones((2, 3)), axis=2)

np.ones((2, 3)).mean(axis=-3)

np.mean('a')

np.concatenate([np.ones((2, 3)), np.ones((2, 2))])

np.concatenate([np.ones((2, 3)), np.ones(3)])

np.concatenate([])

np.concatenate((1, 2))

np.hstack([np.ones((2, 2)), np.ones((3, 2))])

np.vstack([np.ones(3), np.ones(2)])

np.stack([np.ones(3), np.ones(2)])

print(np.concatenate([[1, 2], [3.5]]), np.concatenate([np.ones((1, 2)), np.zeros((2, 2))]), np.concatenate([np.ones((2, 1)), np.zeros((2, 2))], axis=1), np.concatenate(([[1, 2]], [[3, 4]]), axis=None))

print(np.vstack([[1, 2], [3, 4]]), np.hstack([[1, 2], [3]]), np.hstack([[[1], [2]], [[3], [4]]]), np.stack([[1, 2], [3, 4]]), np.stack([[1, 2], [3, 4]], axis=1), np.dstack([[1, 2], [3, 4]]), np.column_stack([[1, 2], [3, 4]]))

print(np.c_[[1, 2], [3, 4]], np.c_[np.ones(2), np.array([[1, 2], [3, 4]])], np.r_[1, 2, [3, 4]], np.r_[0:5], np.r_[np.zeros(2), 1])

print(np.append([1, 2], 3), np.append([[1, 2]], [[3, 4]], axis=0), np.append([[1, 2]], [3]), np.insert([1, 2, 3], 1, 9), np.insert([[1, 2], [3, 4]], 0, 1, axis=1), np.insert(np.eye(2), 2, 5, axis=0), np.insert([1, 2, 3], [0, 2], [7, 8]))

print(np.delete([1, 2, 3], 1), np.delete([[1, 2], [3, 4]], 0, axis=1), np.delete(np.arange(5), [0, -1]), np.delete(np.arange(5), slice(1, 3)))

np.delete([1, 2, 3], 5)

print(np.split(np.arange(6), 3), np.array_split(np.arange(5), 2), np.split(np.arange(6), [2, 4]), np.hsplit(np.arange(4).reshape(2, 2), 2), np.vsplit(np.arange(4).reshape(2, 2), 2))

np.split(np.arange(5), 2)

print(np.roll([1, 2, 3], 1), np.roll(np.arange(6).reshape(2, 3), 1), np.roll(np.arange(6).reshape(2, 3), 1, axis=1), np.flip([1, 2]), np.flip(np.arange(4).reshape(2, 2)), np.flipud(np.arange(4).reshape(2, 2)), np.fliplr(np.arange(4).reshape(2, 2)), np.rot90(np.arange(4).reshape(2, 2)))

print(np.pad([1, 2], 1), np.pad([[1, 2]], ((1, 0), (0, 2))), np.pad([1, 2, 3], 2, mode='edge'), np.pad([1, 2, 3], 2, mode='reflect'), np.pad([1, 2, 3], 2, 'symmetric'), np.pad([1, 2, 3], 2, 'wrap'), np.pad([1.5], 1, constant_values=9))

print(np.cumsum([1, 2, 3]), np.cumsum([[1, 2], [3, 4]]), np.cumsum([[1, 2], [3, 4]], axis=0), np.cumprod([1.0, 2, 3]), np.diff([1, 4, 9]), np.diff([[1, 2], [4, 8]], axis=0), np.diff([1, 4, 9], n=2), np.cumsum([True, True]))

print(np.cov([1, 2, 3], [1, 2, 4]), np.cov([[1, 2, 3], [3, 2, 1]]), np.corrcoef([1, 2, 3], [1, 2, 4]), np.cov([1.0, 2, 4]), np.corrcoef([[1, 2, 3], [3, 1, 1]]))

print(np.percentile([1, 2, 3, 4], 50), np.percentile([1, 2, 3, 4], [25, 75]), np.median([3, 1, 2]), np.median([[1, 2], [3, 4]], axis=0), np.median([1, 2, 3, 4]), np.quantile([1, 2, 3], 0.4), np.percentile([[1, 2], [3, 4]], 30, axis=1))

print(np.histogram([1, 2, 1, 3, 5], bins=4), np.histogram([1, 2, 1], bins=[0, 1, 2, 3]), np.bincount([0, 1, 1, 3]), np.digitize([0.5, 1.5], [0, 1, 2]))

print(np.unique([3, 1, 1, 2]), np.unique([3, 1, 1], return_counts=True), np.unique(['b', 'a', 'b'], return_inverse=True), np.unique([[1, 2], [1, 2], [0, 1]], axis=0), np.unique([3, 1, 1], return_index=True))

print(np.isin([1, 2, 3], [2, 4]), np.intersect1d([1, 2, 3], [2, 3, 4]), np.union1d([1, 2], [2, 3]), np.setdiff1d([1, 2, 3], [2]))

print(np.where([True, False], 1, 0), np.where(np.array([1, -1]) > 0), np.where([[True, False]], [[1.5, 2]], 0), np.where(np.arange(3) > 1, 'a', 'b'), np.nonzero([0, 1, 2]), np.argwhere([[0, 1], [1, 0]]), np.flatnonzero([0, 1]))

print(np.sort([3, 1, 2]), np.sort([[3, 1], [2, 0]]), np.sort([[3, 1], [2, 0]], axis=0), np.sort([[3, 1], [2, 0]], axis=None), np.argsort([3, 1, 2]), np.argsort([[3, 1], [0, 2]], axis=0), np.sort(['b', 'a']), np.sort([2, np.nan, 1]))

a = np.array([3, 1, 2])
a.sort()
print(a, a[::-1], np.searchsorted([1, 2, 3], 2), np.searchsorted([1, 2, 3], [0, 2.5, 9], side='right'))

print(np.take([4, 5, 6], [0, 2]), np.take([[1, 2], [3, 4]], 0, axis=1), np.choose([0, 1], [[1, 2], [3, 4]]), np.compress([True, False], [1, 2]), np.select([np.arange(3) < 1, np.arange(3) > 1], [np.arange(3), np.arange(3) * 10], 7))

print(np.clip([-1, 0.5, 2], 0, 1), np.clip(np.arange(5), 1, 3), np.arange(5).clip(2), np.clip(5, 0, 3), np.clip([1, 2], None, 1))

print(np.round(2.5), np.round([0.5, 1.5, 2.567], 1), np.around(1234.5678, -2), np.round(np.array([1, 25]), -1), np.rint([0.5, 1.5]), np.floor([-0.5, 1.5]), np.ceil([-0.5, 1.5]), np.trunc([-1.5]), np.fix([-1.5, 1.5]), np.round(3.14159, 2), np.floor(2), repr(np.round(2.5)))

print(np.array_equal([1, 2], [1, 2]), np.array_equal([1, 2], [1, 3]), np.allclose([1, 2], [1, 2 + 1e-9]), np.isclose([1, 2], [1, 2.1]), np.isnan([1, np.nan]), np.isinf([np.inf, 1]), np.isfinite([1, np.nan]))

print(np.any([0, 1]), np.all([0, 1]), np.any([[0, 1], [0, 0]], axis=0), np.all([[1, 1], [0, 1]], axis=1), repr(np.any([True])), np.count_nonzero([0, 1, 2]), np.count_nonzero([[0, 1], [1, 1]], axis=0))

print(np.average([1, 2, 3]), np.average([1, 2, 3], weights=[3, 2, 1]), np.average([[1, 2], [3, 4]], axis=0), np.average([[1, 2], [3, 4]], axis=0, weights=[1, 3]), np.ptp([1, 5]), np.std([1, 2, 3]), np.var([1, 2, 3]), np.std([1, 2, 3], ddof=1), np.std([[1, 2], [3, 5]], axis=0))

print(np.maximum([1, 5], [3, 2]), np.minimum([1, 5], 3), np.maximum(0, np.array([-1.5, 2])), np.fmax([np.nan, 1], 0), np.maximum([np.nan, 1], 0), np.mod([5, -5], 3), np.fmod([5, -5], 3), np.remainder(5.5, 2), np.floor_divide([7, -7], 2), np.array([7.5, -7.5]) // 2)

print(np.sign([-2, 0, 3]), np.sign([-2.5, 0.0]), np.abs([-1, 2]), np.fabs([-1, 2]), np.square([1, 2]), np.reciprocal([2.0, 4]), np.negative([1, -2]), np.positive([1]), np.cbrt([8.0, 27]), np.hypot(3, 4), np.exp2([1, 2, 3]), np.log1p([0.0, 1e-10]), np.expm1([0.0, 1e-10]), np.deg2rad(180), np.rad2deg(np.pi))

print(np.logical_and([True, False], [True, True]), np.logical_or([0, 1], [0, 0]), np.logical_not([0, 1]), np.logical_xor([1, 0], [1, 1]), np.array([True, False]) & np.array([True, True]), np.array([True, False]) | True, ~np.array([True, False]), np.array([5, 6]) & 3, np.array([1, 2]) << 2, np.array([8, 9]) >> 1, np.array([5]) ^ 1, ~np.array([1, 2]), np.invert(np.array([0], dtype=np.uint8)))

print(np.add([1, 2], [3, 4]), np.subtract(5, [1, 2]), np.multiply([1, 2], 2), np.divide([1, 2], 2), np.true_divide(1, 4), np.power([1, 2], 2), np.add.reduce([1, 2, 3]), np.multiply.reduce([1, 2, 3, 4]), np.add.accumulate([1, 2, 3]), np.maximum.reduce([[1, 5], [4, 2]]), np.multiply.outer([1, 2], [3, 4]), np.add.reduce([[1, 2], [3, 4]], axis=1))

a = np.zeros(3)
np.add(a, 1, out=a)
np.multiply(a, 5, out=a, where=np.array([True, False, True]))
print(a)

a = np.zeros(4)
np.add.at(a, [0, 0, 2], 1)
np.subtract.at(a, [1], [5])
print(a)

a = np.arange(3)
np.add(a, 0.5, out=a)

b = np.array([1.0, 0.0, 2.0])
print(np.divide(1, b, out=np.zeros(3), where=b != 0))

print(np.sum([1, 2, 3], dtype=float), np.sum([[1, 2], [3, 4]], axis=0, keepdims=True), np.sum(np.ones((2, 3, 4)), axis=(0, 2)), np.mean([[1, 2], [3, 4]], axis=1, keepdims=True), np.sum([True, True]), repr(np.sum([1.5])), np.prod([1, 2, 3]))

print(np.sum(np.array([1, 2, 3], dtype=np.uint8)).dtype, np.sum(np.array([1], dtype=np.float32)).dtype, np.mean(np.array([1, 2], dtype=np.float32)).dtype, np.mean(np.array([1, 2])).dtype, np.sum(np.array([1], dtype=np.int32)).dtype, np.max(np.array([1], dtype=np.int32)).dtype)

print(np.argmax([[1, 5], [7, 2]]), np.argmax([[1, 5], [7, 2]], axis=0), np.argmin([3, 1, 1]), np.argmax([[1, 5], [7, 2]], axis=1, keepdims=True), repr(np.argmax([1])))

a = np.array([[1.5, 2], [3, 4]])
print(a.tolist(), a.astype(int).tolist(), np.array(3).tolist(), a.item(0), a.item(1, 1), np.array([7]).item(), np.array([True]).tolist())

print(np.array([1, 2, 3]).astype(float), np.array([1.9, -1.9]).astype(int), np.array([0, 2]).astype(bool), np.array(['1.5', '2']).astype(float), np.array([1, 2]).astype(str), np.array([1.5]).astype('float32'), np.array([300]).astype(np.uint8), np.array([-1]).astype(np.uint8))

np.array(['a']).astype(float)

np.array([1.5]).astype(int, casting='safe')

print(np.array([1, 2, 3]).dot([1, 2, 3]), np.array([[1, 2], [3, 4]]).sum(axis=0), np.array([1, 2]).mean(), np.array([1, 2]).max(), np.array([3, 4]).argmax(), np.array([1.5]).round(), np.array([1, 2]).std(), np.array([1, 2]).var(), np.array([1, 2]).prod(), np.array([1, 2]).cumsum(), np.array([0, 1]).any(), np.array([0, 1]).all(), np.array([[1, 2]]).trace(), np.array([1, 2]).nonzero(), np.array([1, 2]).repeat(2))

a = np.zeros(2)
a.fill(5)
print(a, a.nbytes, a.itemsize, a.flat[1], a.strides, np.ones((2, 3)).strides, a.real)

print(np.dtype('float64'), repr(np.dtype(float)), np.dtype(int) == np.int64, np.array([1]).dtype == int, np.array([1.0]).dtype == 'float64', np.float64 == np.dtype(float), np.dtype('f4').itemsize, np.dtype(bool).kind, np.array([1]).dtype.name)

np.array([1], dtype='foo')

np.zeros((2, -1))

np.zeros(2.5)

np.zeros('a')

np.eye(2.5)

np.ones(2, 3)

np.reshape(np.arange(6), (4, 2))

np.arange(6).reshape(2, 3).foo

np.foo(1)

np.exp('a')

np.exp(None)

np.exp([1, None])

np.sqrt(np.array(['a']))

np.exp(1, 2, 3, 4)

np.add(1)

print(np.pi, np.e, np.inf, np.nan, np.newaxis)

print(np.shape([[1, 2]]), np.ndim([[1]]), np.size([[1, 2]]), np.shape(5), np.size(np.ones((2, 3)), 0))

print(np.isscalar(5), np.isscalar([1]), np.isscalar(np.float64(1)), np.issubdtype(np.float64, np.floating), np.issubdtype(np.int32, np.integer), np.issubdtype(np.array([1.0]).dtype, np.number))

print(np.ix_([0, 1], [1, 2]), np.arange(9).reshape(3, 3)[np.ix_([0, 2], [0, 1])])

print(np.unravel_index(5, (2, 3)), np.ravel_multi_index((1, 2), (2, 3)), np.tril_indices(2), np.diag_indices(2), np.mgrid[0:2, 0:3], np.ogrid[0:2, 0:2], np.mgrid[0:1:0.5])

print(np.unpackbits(np.array([5, 255], dtype=np.uint8)), np.unpackbits(np.array([[2], [7]], dtype=np.uint8), axis=1), np.packbits([1, 0, 1, 0, 0, 0, 0, 1]), np.binary_repr(5, 8), np.binary_repr(-3), np.base_repr(10, 2))

np.unpackbits(np.array([1]))

print(np.interp([0.5, 5], [0, 1, 2], [0, 10, 20]), np.convolve([1, 2, 3], [1, 1]), np.convolve([1, 2, 3], [0, 1, 0.5], 'same'), np.gradient([1.0, 4, 9]), np.cross([1, 0, 0], [0, 1, 0]), np.trapezoid([1, 2, 3]), np.nan_to_num([np.nan, 1]), np.polyval([1, 2, 3], 2))

print(np.trace(np.eye(3)), np.vander([1, 2, 3], 3), np.resize([1, 2, 3], (2, 2)), np.ndim(5), np.sinc(0.5), np.heaviside([-1, 0, 1], 0.5), np.lexsort(([1, 2, 0], [0, 0, 0])), np.extract([True, False], [1, 2]))

a = np.arange(4)
np.put(a, [0, 1], [9, 8])
np.place(a, a > 5, 0)
np.putmask(a, a == 3, 7)
np.copyto(a[:1], 5)
b = np.zeros((2, 2))
np.fill_diagonal(b, 1)
print(a, b)

print(np.take_along_axis(np.array([[3, 1], [2, 5]]), np.array([[1], [0]]), axis=1), np.array_equiv([1, 2], [[1, 2], [1, 2]]), np.may_share_memory(np.zeros(2), np.zeros(2)), np.can_cast(int, float), np.result_type(1, 2.0), np.promote_types('i4', 'f4'))

print([i for i in np.ndindex(2, 2)], [x for x in np.ndenumerate([[1, 2]])])

print(3 in np.array([1, 2, 3]), 5 in np.array([1, 2]), 2.5 not in np.array([2.5]))

print(np.finfo(float).eps, np.finfo(float).max, np.iinfo(int).bits, np.finfo(np.float32).eps, np.iinfo(np.uint8).max, np.float64(5).is_integer())

with np.errstate(divide='ignore', invalid='ignore'):
    print(np.array([1.0, 0.0]) / 0)

with np.errstate(all='raise'):
    np.array([1.0]) / 0

with np.errstate(over='raise'):
    np.exp(1000.0)

old = np.seterr(all='ignore')
print(np.log(0.0), np.array([1.0]) / 0)

np.set_printoptions(precision=3)
print(np.array([1 / 3, 2 / 3, 100.123456]), np.pi, np.float64(1 / 3))

np.set_printoptions(suppress=True)
print(np.array([1e-10, 1.0, 1000.0]), np.array([1e9, 0.001]))

np.set_printoptions(precision=2, suppress=True, linewidth=40)
print(np.arange(20) / 7)

np.set_printoptions(threshold=5, edgeitems=2)
print(np.arange(10), np.arange(100).reshape(10, 10), repr(np.arange(10)))

np.set_printoptions(floatmode='fixed', precision=3)
print(np.array([1.0, 2.5]), np.array([1e10, 1.0]))

np.set_printoptions(sign='+')
print(np.array([1.0, -2.5]), np.array([1, -2]))

np.set_printoptions(nanstr='NaN', infstr='Infinity')
print(np.array([np.nan, np.inf, 1.0]))

with np.printoptions(precision=2):
    print(np.array([1 / 3]))
print(np.array([1 / 3]))

print(np.array2string(np.array([1 / 3, 2.0]), precision=3, separator=', '), np.array_str(np.array([1.5])), np.array_repr(np.array([1.5])), np.array2string(np.arange(3), prefix='abc'), np.array2string(np.array([1.0, 2.0]), floatmode='unique'))

print(np.arange(1001), np.arange(2000).reshape(40, 50), np.zeros((1001, 2)), np.zeros((2, 600)))

print(repr(np.arange(1001)), repr(np.zeros((30, 40))), repr(np.ones(1200, dtype=bool)))

print(np.arange(30), np.arange(30) / 10, repr(np.arange(30) / 7), repr(np.arange(40).reshape(2, 20)))

print(np.array([1.0, np.nan, np.inf]), np.array([-np.inf, 1.5]), np.array([np.nan]), np.array([-np.inf, np.inf]), np.array([1e10, np.nan]), np.array([np.nan, np.nan]))

print(np.array([1e-10]), np.array([1e-5, 1.0]), np.array([1e8]), np.array([99999999.0]), np.array([1e16, 1.0]), np.array([0.0001, 0.1]), np.array([0.00001]), np.array([1234.5, 0.01]), np.array([1e-310]), np.array([1e300, 1e-300]), np.array([1e100]))

print(np.array([0.1, 0.12, 0.123456789123]), np.array([1.0, 10.0, 100.0]), np.array([-1.5, 22.25]), np.array([0.0, -0.0]), np.array([123456.789]), np.array([0.1 + 0.2]), np.array([1 / 3, 1e-3]), np.array([5e-324]))

print(np.array([[1.5, -2], [300, 4]]), np.array([[1, -2], [300, 4]]), np.array([[True, False]]), np.arange(8).reshape(2, 2, 2), np.zeros((2, 1, 2)), np.arange(16).reshape(2, 2, 2, 2))

print(np.array([1, 2, 3], dtype=np.float32) / 3, np.array([1e7, 1.0], dtype=np.float32), np.array([0.1], dtype=np.float32), repr(np.array([0.1, 0.25], dtype=np.float32)))

print(np.array([123456789, 1]), np.array([-5, 10]), np.array([10 ** 15]), repr(np.array([[1, 2], [3, 4]], dtype=np.int32)), repr(np.arange(25, dtype=np.int32)))

print(np.array(['a', "it's"]), repr(np.array([['a', 'b'], ['c', 'd']])), np.array(['x'])[0], np.array([None, 1]), np.array([{}, 1]))

print([np.array([1, 2]), np.array([0.5])], (np.zeros(2),), [[np.float64(1.5)]])

np.random.seed(1)
print(np.random.random((3, 1)), np.random.rand(2, 2), np.random.randn(3), np.random.random(), np.random.rand(), np.random.randn())

np.random.seed(0)
print(np.random.randint(10), np.random.randint(0, 10, 5), np.random.randint(5, size=(2, 3)), np.random.randint(1, 7, size=3), type(np.random.randint(3)).__name__, np.random.randint(0, 2, 10), np.random.randint(-5, 5, 4), np.random.randint(0, 10 ** 12, 3))

np.random.seed(3)
print(np.random.randint(0, 255, 6, dtype=np.uint8), np.random.randint(0, 2, 40, dtype=bool), np.random.randint(0, 1000, 5, dtype=np.int16), np.random.randint(0, 1000, 5, dtype=np.int32), np.random.randint([1, 2], [10, 20]), np.random.random_sample(2))

np.random.seed(2)
print(np.random.uniform(-1, 1, (2, 2)), np.random.uniform(), np.random.uniform(5, 10), np.random.normal(0, 1, 3), np.random.normal(), np.random.normal(5, 0.1, size=(2, 2)), np.random.standard_normal(2), np.random.uniform([0, 10], [1, 20]), np.random.normal(scale=0.01, size=2))

np.random.seed(4)
print(np.random.binomial(10, 0.5, 10), np.random.binomial(100, 0.5, 10), np.random.binomial(1, 0.3), np.random.binomial([np.ones((2, 3))], 0.8), np.random.binomial(1000, 0.7, 5), np.random.binomial(1, 0.5, size=(2, 4)), np.random.binomial(500, 0.03, 6))

np.random.seed(5)
print(np.random.choice(5, 3), np.random.choice(5), np.random.choice([10, 20, 30], 4), np.random.choice(5, 3, replace=False), np.random.choice([0.5, 1.5], p=[0.1, 0.9]), np.random.choice(4, 5, p=[0.1, 0.2, 0.3, 0.4]), np.random.choice(4, 3, replace=False, p=[0.1, 0.2, 0.3, 0.4]), np.random.choice(['a', 'b'], 3), np.random.choice(3, (2, 2)))

np.random.seed(6)
a = np.arange(6)
np.random.shuffle(a)
b = np.arange(6).reshape(3, 2)
np.random.shuffle(b)
c = [1, 2, 3, 4]
np.random.shuffle(c)
print(a, b, c, np.random.permutation(5), np.random.permutation([5, 6, 7]), np.random.permutation(np.arange(6).reshape(3, 2)))

np.random.seed(7)
print(np.random.exponential(2.0, 3), np.random.poisson(3, 5), np.random.poisson(50, 5), np.random.gamma(2.0, 3.0, 3), np.random.gamma(0.5, 1.0, 3), np.random.beta(2, 3, 3), np.random.beta(0.5, 0.5, 2), np.random.laplace(size=2), np.random.logistic(size=2), np.random.gumbel(size=2), np.random.geometric(0.5, 4), np.random.geometric(0.1, 3), np.random.lognormal(size=2), np.random.chisquare(3, 2), np.random.triangular(0, 1, 3, 2), np.random.multinomial(10, [0.2, 0.3, 0.5]), np.random.dirichlet([1, 2, 3]), np.random.standard_exponential(2), np.random.exponential(), np.random.poisson())

rng = np.random.RandomState(42)
print(rng.rand(2), rng.randn(2), rng.randint(0, 10, 3), rng.uniform(size=2), rng.permutation(4), rng.choice(3), rng.normal(size=2))

np.random.seed([1, 2, 3])
print(np.random.rand(3), np.random.randint(100))

np.random.seed(1)
s = np.random.get_state()
a = np.random.rand()
b = np.random.randn()
np.random.set_state(s)
print(a == np.random.rand(), b == np.random.randn(), s[0], s[2], s[3])

np.random.seed(-1)

np.random.seed(1.5)

np.random.seed('a')

np.random.randint(5, 5)

np.random.randint(0)

np.random.choice(3, 5, replace=False)

np.random.choice([])

np.random.choice([1, 2], p=[0.5, 0.6])

np.random.choice([1, 2], p=[0.5])

np.random.choice([[1, 2]])

np.random.normal(0, -1)

np.random.binomial(5, 1.5)

np.random.rand('a')

np.random.rand((2, 3))

np.random.seed(1)
syn0 = 2 * np.random.random((3, 4)) - 1
syn1 = 2 * np.random.random((4, 1)) - 1
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0], [1], [1], [0]])
for j in range(60):
    l1 = 1 / (1 + np.exp(-(np.dot(X, syn0))))
    l2 = 1 / (1 + np.exp(-(np.dot(l1, syn1))))
    l2_delta = (y - l2) * (l2 * (1 - l2))
    l1_delta = l2_delta.dot(syn1.T) * (l1 * (1 - l1))
    syn1 += l1.T.dot(l2_delta)
    syn0 += X.T.dot(l1_delta)
print(l2, syn0, np.mean(np.abs(y - l2)))

rng = np.random.default_rng(42)
print(rng.random(3), rng.random(), rng.standard_normal(4), rng.normal(1, 2, 3), rng.uniform(-1, 1, 2), rng.integers(0, 10, 5), rng.integers(100), rng.integers(0, 2, (2, 3)), rng.random((2, 2)), rng.standard_normal((2, 2)))

rng = np.random.default_rng(7)
a = np.arange(6)
rng.shuffle(a)
print(a, rng.permutation(5), rng.choice(10, 3), rng.choice(10, 3, replace=False), rng.choice([1.5, 2.5], 4, p=[0.3, 0.7]), rng.permutation(np.arange(6).reshape(3, 2)), rng.exponential(size=3), rng.integers(1, 7, size=4, endpoint=True), rng.choice(['a', 'b', 'c']), rng.integers(0, 10 ** 12, 3))

rng = np.random.default_rng([1, 2])
print(rng.random(2), rng.integers(0, 1000, 3))

rng = np.random.default_rng(12345)
print(rng.standard_normal(200).sum(), rng.random(100).sum(), rng.integers(0, 5, 50), rng.binomial(10, 0.5, 5), rng.poisson(3, 4), rng.standard_exponential(3))

np.random.seed(0)
largest = 2 ** 8
binary = np.unpackbits(np.array([range(largest)], dtype=np.uint8).T, axis=1)
print(binary[5], binary.shape, binary.dtype)
d = np.zeros_like(binary[0])
X = np.array([[binary[5][3], binary[6][3]]])
c = np.array([[binary[11][3]]]).T
print(X, c, X.dtype, repr(binary[5][3]), d)
out = 0
for x in [1, 0, 1]:
    out += x * 2
print(out)

np.random.seed(3)
h = 0.02
xx, yy = np.meshgrid(np.arange(-1, 1, 0.5), np.arange(0, 1, 0.5))
print(np.c_[xx.ravel(), yy.ravel()], xx.shape)

np.random.seed(12)
N = 4
D = 2
K = 3
X = np.zeros((N * K, D))
y = np.zeros(N * K, dtype='uint8')
for j in range(K):
    ix = range(N * j, N * (j + 1))
    r = np.linspace(0.0, 1, N)
    t = np.linspace(j * 4, (j + 1) * 4, N) + np.random.randn(N) * 0.2
    X[ix] = np.c_[r * np.sin(t), r * np.cos(t)]
    y[ix] = j
print(X, y)
W = 0.01 * np.random.randn(D, K)
b = np.zeros((1, K))
scores = np.dot(X, W) + b
exp_scores = np.exp(scores)
probs = exp_scores / np.sum(exp_scores, axis=1, keepdims=True)
correct = -np.log(probs[range(N * K), y])
loss = np.sum(correct) / (N * K)
dscores = probs
dscores[range(N * K), y] -= 1
dscores /= N * K
dW = np.dot(X.T, dscores)
db = np.sum(dscores, axis=0, keepdims=True)
print(loss, dW, db, np.mean(np.argmax(scores, axis=1) == y))

a = np.array([[1, 2], [3, 4]])
print(a.T.dot(a), a.dot(a.T), a @ a, np.sum(a ** 2), np.sqrt(np.sum((a - 1) ** 2)), (a > 1).astype(int), np.where(a > 2, a, 0), a.max(axis=1), a.argmax(axis=0))

x = np.array([[1.0, 2.0, 3.0]])
print(x.T, np.dot(x, x.T), np.dot(x.T, x), x.shape, x.ravel(), x[0], x.flatten(), x * x, x / x.sum(), x - x.mean())

x = np.linspace(0, 1, 5).reshape(-1, 1)
print(x, np.hstack([x, np.ones((5, 1))]), np.append(x, np.ones((5, 1)), axis=1), np.concatenate((x, x ** 2), axis=1))

m = np.array([[2, 9], [1, 5], [3, 6]], dtype=float)
m = m / np.amax(m, axis=0)
print(m, np.amax(m), np.amin(m, axis=1))

labels = np.array([0, 2, 1])
onehot = np.zeros((3, 3))
onehot[np.arange(3), labels] = 1
print(onehot, np.eye(3)[labels], onehot.argmax(1), np.eye(3)[[0, 0]])

np.random.seed(5)
idx = np.random.permutation(6)
X = np.arange(12).reshape(6, 2)
print(X[idx], X[idx[:2]], idx, X[idx][::2])

np.random.seed(1)
mask = np.random.binomial([np.ones((2, 3))], 1 - 0.2)[0] * (1.0 / (1 - 0.2))
print(mask)

a = np.ones((3, 1))
b = np.ones((1, 3))
print((a + b).shape, (a * b).shape, (a @ b).shape, (b @ a), np.multiply(a, b))

a = np.array([1, 2, 3])
b = np.array([[1], [2]])
print(a + b, a * b, a - b, a > b, a == b)

a = np.arange(4.0)
print(a[1:] - a[:-1], a[::-1].cumsum(), a[a.argsort()[::-1]], np.dot(a, a), np.outer(a, a).trace())

e = np.array([[0.5], [-0.25]])
print(str(np.mean(np.abs(e))), "Error: " + str(np.mean(np.abs(e))), np.mean(np.square(e)), (e ** 2).mean(), np.abs(e).sum(), np.absolute(e))

shares = np.array([0.1, 0.7, 0.2])
print(np.argmax(shares), shares.argsort(), np.round(shares * 100, 1), shares / np.linalg.norm(shares), np.exp(shares) / np.sum(np.exp(shares)))

a = np.zeros((2, 2))
a[0][1] = 5
a[1] += [1, 2]
a[:, 0] -= 1
a[a == 5] = 7
print(a)

a = [np.zeros((2, 1)), np.ones((1, 2))]
a[0] += 1
print(a, [x.shape for x in a])

w = [np.full((2, 2), 0.5) for i in range(2)]
for x in w:
    x -= 0.1
print(w)

a = np.arange(10)
print(a[2:5], a[-3:], a[:-3], a[1:8:3], a[::-2], a[5:2], a[10:], a[-100:3])

a = np.array([3, 1, 2])
b = np.array([30, 10, 20])
print(b[np.argsort(a)], a[np.where(a > 1)], np.where(a > 1)[0], np.max(np.where(a > 0, a, -1)))

a = np.array([1.0, 2.0, np.nan])
print(np.isnan(a), np.nan_to_num(a), a[~np.isnan(a)], np.nanmean(a), np.sum(np.isnan(a)))

print(np.array([[1, 2, 3]]).shape, np.array([1, 2, 3])[:, np.newaxis].shape, np.array([1, 2, 3]).reshape(-1, 1).shape, np.array([[1], [2]]).squeeze().shape)

print(np.array_split(np.arange(7), 3), np.array([1, 2]) // 2, np.array([5, 7]) % 3, -np.array([1, -2]), +np.array([1]), np.abs(-3), np.abs(np.float64(-2.5)))

print(np.mean([True, False, True]), np.sum(np.array([1, 2]) == np.array([1, 3])), (np.array([1, 2]) == np.array([1, 3])).mean(), (np.array([1, 2]) == np.array([1, 2])).all())

print(np.tanh(0.5), 1 - np.tanh(0.5) ** 2, np.exp(0), np.log(1), np.sqrt(16), np.power(2, 3), np.power(2.0, 0.5), np.maximum(0, -1), np.sum(5), np.dot(2, 3))

print(repr(np.exp(0)), repr(np.sqrt(16)), repr(np.power(2, 3)), repr(np.maximum(0, -1)), repr(np.sum([1, 2])), repr(np.mean([1, 2])), repr(np.dot([1, 2], [3, 4])), repr(np.max([1.5])), repr(np.abs(-3)), repr(np.round(2.7)), repr(np.argmax([1, 2])))

x = np.float32(0.1)
print(x + x, repr(x * 2), repr(x * 2.0), repr(x + np.float64(1)), np.float32(1) / 3, np.array([x, x]), repr(np.array([x])), x.dtype)

x = np.array([0.1, 0.2], dtype=np.float32)
print(x, repr(x), x * 2, x.dtype, (x * 2.0).dtype, (x + np.array([1.0])).dtype, np.dot(x, x).dtype, x.mean().dtype, np.exp(x).dtype, x.astype(np.float64))

a = np.array([[1, 2], [3, 4]])
a[0], a[1] = a[1].copy(), a[0].copy()
print(a)

a = np.arange(3)
b = a
a = a + 1
print(a, b)

a = np.arange(3)
b = a
a += 1
print(a, b, a is b)

a = np.arange(6).reshape(2, 3)
for row in a:
    row += 10
print(a)

a = np.array([1, 2, 3])
print(a.tolist() + [4], list(a), a.sum(), a.min(), a.prod(), a.std(), a.var(), np.ptp(a))

print(np.zeros((1, 2, 3)), np.ones((2, 1, 1)) * 0.5, np.arange(12).reshape(2, 3, 2)[:, :, 0], np.arange(8).reshape(2, 2, 2).sum(axis=(0, 1)))

print(np.random.RandomState(0).normal(0.0, 0.5, (2, 2)), np.random.RandomState(7).uniform(-0.5, 0.5, 3))

np.random.seed(42)
print(np.random.normal(0.0, 10 ** -0.5, (2, 3)), np.random.rand(3, 2) - 0.5, 2 * np.random.rand(2) - 1, np.random.randn(2, 2) * 0.01, np.random.randn(2, 2) / np.sqrt(2), np.random.uniform(size=(2, 2)), np.random.uniform(-1, 1, size=3), np.random.random((2,)), np.random.choice([0, 1], size=(3,)))

np.set_printoptions(precision=4, suppress=True)
print(np.array([[0.123456, 1e-7], [123.456, 2.0]]), np.array([1e-10]), np.array([12345678.9]), np.array([0.00001234, 1]))

np.set_printoptions(formatter=None, precision=5)
print(np.array([1 / 3]), np.float64(1 / 3), [1 / 3], np.array([[1e-6, 1]]))

np.ones((2, 3)).dot(np.ones((2, 3)))

np.dot([[1, 2]], [[3, 4]])

np.ones((3, 4)) - np.ones((4, 3))

np.array([1, 2, 3]).reshape(2, 2)

np.zeros((3, 1)) + np.zeros(4).reshape(2, 2)

a = np.zeros((4, 1))
a -= np.zeros((4, 4))

np.zeros((2, 2))[2]

np.zeros((2, 2))[0, 5]

np.zeros((2, 2))[0][5]

np.array([1, 2])['a']

np.array([1, 2])[1.5]

np.array([1, 2, 3])[np.array([1.0, 2.0])]

np.hstack(1)

np.vstack([])

np.concatenate([np.ones((2, 2)), np.ones((3, 3))], axis=1)

np.random.randint(10, 5)

np.random.rand(2.5)

np.random.normal(size=-1)

np.random.uniform(size=(2, -1))

np.zeros((2, 3)).T.reshape(5)

np.linalg.inv(np.ones((2, 3)))

np.linalg.inv([[1, 2], [2, 4]])

np.linalg.solve([[1, 2], [3, 4]], [1, 2, 3])

np.linalg.det([1, 2])

np.split(np.arange(4), 3)

np.array([1, 2]).foo()

np.mean([[1, 2], [3]])

np.sum([1, 'a'])

np.max(['a', 'b'])

np.array([1, 2]) @ np.array([1, 2, 3])

np.matmul(np.ones((2, 3)), np.ones((2, 3)))

np.stack([1, 2], axis=3)

np.expand_dims([1, 2], 5)

np.transpose(np.ones((2, 3)), (0, 0))

np.transpose(np.ones((2, 3)), (0, 1, 2))

np.swapaxes(np.ones((2, 3)), 0, 5)

np.repeat([1, 2, 3], [1, 2])

np.insert([1, 2], 5, 0)

np.take([1, 2, 3], 5)

np.unravel_index(10, (2, 3))

np.linspace(0, 1, -1)

np.arange()

np.full((2, 2))

np.array()

np.dot([1, 2])

np.clip([1, 2])

np.where([1, 2], 3)

np.full((2,), [1, 2, 3])

np.eye('a')

np.astype

np.array([1, 2]).astype('foo')

np.array(['1', 'b']).astype(int)

np.array([1, 2]) + [1, 2, 3]

[1, 2] + np.array([1, 2, 3])

np.array([[1, 2], [3, 4]]) + np.array([[1], [2], [3]])

a = np.array([1, 2, 3])
a[0] = 1.9
a[1] = True
print(a)
a[2] = np.nan

a = np.array([1, 2, 3])
a[:] = [1.5, 2.5, 3.5]
print(a)
a[1:] = np.array([7.9, -8.9])
print(a)

a = np.zeros(3, dtype=np.float32)
a[:] = 0.1
print(a, repr(a[0]), float(a[0]))

a = np.zeros(3, dtype=bool)
a[1] = 5
a[2] = 0.0
print(a)

a = np.array(['ab', 'c'])
a[1] = 'xyz'
print(a)

a = np.array([0.5, 1.5])
a[0] += 1
a[-1] *= 2
print(a, a[0] + a[1], a[0] == 1.5, a[0] > 1, bool(a[0]))

print(np.float64(3) == 3, np.int64(3) == 3.0, np.float64(0.1) + 0.2, 3 - np.float64(1), 2 ** np.float64(3), np.float64(7) // 2, np.float64(7) % 4, -np.float64(2), np.float64(2) ** 0.5, 1 / np.float64(4), np.float64(1) < 2)

print(np.int64(5) + 2.5, np.int64(5) * np.int64(2), np.int64(7) // 2, np.int64(-7) // 2, np.int64(-7) % 3, np.int64(2) ** 10, np.int64(6) / 3, np.int64(5) & 3, ~np.int64(5), np.int64(1) << 3)

print(np.True_, np.False_, np.bool_(1), np.bool_(True) | np.bool_(False), not np.bool_(True), np.bool_(True) & True)

print(np.shape(3), np.ndim([1]), np.size([1, 2]), np.isclose(0.1 + 0.2, 0.3), np.allclose([0.1 + 0.2], [0.3]), np.array_equal([1], [1.0]))

print(np.arange(6).reshape(2, 3).flat[4], [x for x in np.arange(4).reshape(2, 2).flat], np.arange(4).reshape(2, 2).ravel(order='F'), np.arange(4).reshape(2, 2).flatten('F'))

a = np.arange(4)
a.flat = 7
print(a)
a.flat[2] = 9
print(a)

a = np.arange(6).reshape(2, 3)
a.resize((3, 2))
print(a, a.itemsize, a.nbytes, a.base is None)

a = np.ones((2, 2))
a.shape
a.T[0, 1] = 9
print(a, a.T.base is a, a[0].base is a, a.copy().base)

print(np.argsort([2, 1, 2, 1]), np.argsort([0.5, np.nan, 0.1]), np.sort([True, False]), np.argmin([[3, 1], [0, 2]]), np.argmax([1, 1]), np.argmax([True, True]))

print(np.logspace(0, 3, 4), np.geomspace(1, 8, 4), np.linspace(1, 10, 4).astype(int), np.arange(0.5, 3), np.arange(-3, 3, 2), np.arange(3, 0), np.arange(1, 2, 0.3))

print(np.cumsum([0.1] * 3), np.cumprod([1, 2, 3]), np.diff([1, 3, 6]), np.prod([[1, 2], [3, 4]], axis=1), np.sum([[0.1, 0.2], [0.3, 0.4]]))

print(np.std([[1, 2], [3, 4]]), np.var([[1, 2], [3, 4]], axis=0), np.mean([[1, 2], [3, 4]], axis=0), np.median([1, 3, 2, 4]), np.std([1, 2, 3, 4], ddof=1), np.percentile([1, 2, 3, 4, 5], 90))

print(np.sin(np.pi / 2), np.cos(0), np.tan(0.5), np.arctan(1), np.arcsin(1), np.arccos(1), np.sinh(1), np.cosh(1), np.arctan2(1, -1), np.degrees(np.pi), np.radians(180))

print(np.random.RandomState(1).randint(0, 2, size=(2, 3)), np.random.RandomState(1).choice(5, size=3), np.random.RandomState(1).shuffle([1, 2]), np.random.RandomState(3).random_sample((2, 1)))

np.random.seed(10)
r = np.random.rand
n = np.random.randn
print(r(2), n(2), np.random.randint(0, 100, size=4), np.random.sample(2), np.random.ranf(1), np.random.standard_normal((1, 2)))

a = np.array([[4, 1], [2, 3]])
print(np.sort(a), np.sort(a, axis=0), np.sort(a.ravel())[::-1], a[a[:, 0].argsort()], np.unique([1, 2, 2, 3, 1]), np.bincount([1, 2, 2]))

a = np.empty((2, 0))
print(a, a.shape, a.size, np.hstack([a, np.ones((2, 1))]), np.append([], 1), np.concatenate([[], [1, 2]]), np.sum(a), np.zeros((0,)))

print(np.nonzero(np.array([[0, 1], [2, 0]])), np.argwhere(np.array([0, 5, 0, 6])), np.count_nonzero([1, 0, 2]), np.any(np.array([0, 0])), np.all(np.array([1, 2])))

print(np.interp(2.5, [1, 2, 3], [3, 2, 0]), np.polyfit([0, 1, 2], [1, 3, 5], 1).round(6), np.polyval([2, 1], 3), np.floor(2.7), np.ceil(2.1), np.rint(2.5), np.trunc(-2.7), np.sign(-3), np.gcd(12, 18), np.lcm(4, 6))

print(np.array([1, 2, 3], dtype=np.int8) + np.array([100, 100, 125], dtype=np.int8), np.array([1, 2], dtype=np.int16).dtype, np.uint8(5) - np.uint8(3), np.array([255], dtype=np.uint8) + np.uint8(1), np.array([3], dtype=np.uint8) * 2, np.array([200], dtype=np.uint8).astype(np.int8))

print(np.array([[0, 1], [1, 0]]) ^ 1, np.array([True, False]) ^ True, np.bitwise_and(5, 3), np.bitwise_or(5, 3), np.bitwise_xor(5, 3), np.left_shift(1, 3), np.right_shift(8, 2))

a = np.arange(12.0).reshape(3, 4)
a[1:, ::2] = a[0, :2]
print(a)
a[:, 0] = a[:, 1]
print(a)

a = np.arange(6).reshape(2, 3)
b = a[:, ::-1]
b[0] = [7, 8, 9]
print(a, b, b.shape)

a = np.arange(27).reshape(3, 3, 3)
print(a[1, 1, 1], a[:, 1, :].shape, a[[0, 1], [1, 2], [2, 0]], a[..., [0]].shape, a.sum(axis=(1, 2)), a[a % 5 == 0], a.mean(axis=0)[0], a.transpose(2, 0, 1)[1])

a = np.zeros((2, 3))
a[[0, 1], [1, 2]] += 5
a[np.array([[True, False, False], [False, True, False]])] -= 1
print(a)

a = np.array([1, 2, 3, 4])
a[a > 2] *= 10
a[::2] -= 1
print(a, a[-2:], a[[True, False, True, False]])

x = np.array([[1., 2], [3, 4]])
y = x[0]
y *= 2
x = x.T
x += 1
print(x, y)

print(np.maximum.accumulate([1, 3, 2]), np.add.outer([1, 2], [1, 2]), np.subtract.reduce([10, 2, 3]), np.minimum.reduce([3, 1, 2]), np.logical_and.reduce([True, False]), np.add.reduce([]), np.divide.outer([1.0, 2], [2, 4]))

a = np.zeros((2, 2))
np.add.at(a, ([0, 1], [1, 1]), [5, 6])
np.maximum.at(a, (0, 0), 3)
print(a)

a = np.ones((2, 3))
b = np.empty((2, 3))
np.exp(a, out=b)
print(b, np.dot(a, b.T, out=np.zeros((2, 2))), np.sum(a, axis=0, out=np.zeros(3)), np.clip(a, 0, 0.5, out=a), a)

print(np.where(np.array([[1, 0], [0, 1]])), np.where([1, 0], [1, 2], [3.5, 4]), np.where(True, 1, 2), np.where(np.array([1.5, np.nan]) > 1, 1, 0))

print(np.array([1e5, 1e-5]), np.array([100000.0]), np.array([1234567.0, 0.5]), np.array([1e5, 1.5]), np.array([0.5, 1e3]), np.array([0.5, 1e4]), np.array([1, 1e7]), np.array([-1e-4, 5]), np.array([[1e-3, 1e3]]))

print(np.array([1.0]), np.array([1.25, 3.5]), np.array([10.0, 0.001]), np.array([1 / 3, -2 / 3]), np.array([[1.0, 2.5], [-3.125, 4]]), np.array([1e-20, 1]), np.array([999.9999999]), np.array([0.99999999999]))

print(np.random.RandomState(5).rand(3, 3) * 100, np.random.RandomState(5).randn(2, 6) * 1e-3, np.random.RandomState(5).randn(15) * 1e3)

np.seterr(divide='raise')
np.array([1.0]) / 0

a = np.array([1, 2, 3])
b = a.view()
b[0] = 9
c = a[:]
c[1] = 8
d = np.asarray(a)
d[2] = 7
print(a)

a = np.arange(3)
print(a.sum() / len(a), a / a.sum(), a.dtype, (a / 1).dtype, (a // 2).dtype, (a * 1.0).dtype, (a + True).dtype, (a > 1).dtype)

print(np.arange(3) == np.arange(3).T, np.arange(3).reshape(3, 1) == np.arange(3))

print(np.float64(2).round(), np.float64(2.567).round(1), np.int64(5).item(), np.float64(1).sum(), np.float64(4).astype(int), np.float64(2).T, np.float64(2.5).tolist(), np.float64(3).dtype, np.float64(3).max(), np.float64(9).reshape(1))

x = np.float64(3)
x[0]

np.float64('abc')

print(np.float64('1.5'), np.int64('7'), np.float64(), np.int32(3.9), np.float32(1.1), np.array(np.float64(2)), np.float64([1, 2]), np.int64([1.5]), np.bool_(''), np.uint8(7))

np.uint8(300)

np.uint8(-1)

np.array([1, 2, 300], dtype=np.uint8)

np.int8(np.int64(200))

print(str(np.float32(0.1)))

a = np.array([[3, 4], [1, 2]])
a.sort(axis=0)
print(a, a.argsort(axis=1), a.min(0), a.max(1), a.cumsum(1), a.mean(0), a.T.ravel(), a.diagonal(), a.swapaxes(0, 1), a.take([0, 3]), a.clip(2, 3), a.any(1), a.all(0), a.std(0), a.repeat(2, axis=1), a.squeeze().shape, a.transpose(1, 0), a.argmin())

print(np.append(np.zeros((0, 2)), [[1, 2]], axis=0), np.vstack((np.empty((0, 2)), [3, 4])), np.hstack(([], [1, 2])), np.concatenate((np.array([], dtype=int), [1])).dtype)

print(np.ones((3, 2)) @ np.ones((2, 2)) @ np.ones(2), np.ones((1, 3)) @ np.arange(3), (np.ones((2, 3)) @ np.arange(6).reshape(3, 2)).dtype, np.dot(np.array([True]), np.array([True])))

print(np.dot(np.float64(2), np.ones(2)), np.dot(np.ones((2, 1)), 3), np.dot(np.ones((2, 2)), [[1], [2]]), np.dot(5.0, 2), np.array(2) * np.array([1, 2]), np.array(2.0) + 1, repr(np.array(2.0) + 1))

z = np.array(3.0)
print(z.sum(axis=0), np.max(z, axis=-1), np.any(z, axis=0), np.argmin(z, axis=0), np.cumsum(z, axis=0), np.subtract.reduce(z))

np.sum(np.array(3.0), axis=1)

np.mean(np.array(3.0), axis=0)

A = np.array([[1, 2], [3, 4]])
o = np.zeros((2, 2))
print(np.exp(A.T), np.sqrt(A[:, ::-1]), np.exp(A[::-1]), np.fabs(A.T), np.log(A.T), np.exp(A.T, out=o), o)
print(np.tanh(A[:, 0]), np.sin(A[1, ::-1]), np.isnan(A.T), np.sign(A.T), -A.T, np.abs(A.T), np.expm1(np.arange(3)[::-1]))
print(np.sqrt(np.arange(200).reshape(10, 20).T)[:3, :3], np.sqrt(A.T * 4.0, dtype=np.float32))

np.sqrt(np.ones((3, 2)), where=np.ones((2, 3, 2), dtype=bool), out=np.zeros((3, 2)))

np.ceil(np.ones(2), dtype=int)

np.add(1, np.ones(2), dtype=int)

a = np.arange(4.0).reshape(2, 2)
b, row = a, a[0]
a @= np.array([[0.0, 1.0], [1.0, 0.0]])
print(a, b, row, a is b)
a[:, ::-1] @= a.T
a @= a
a @= [[1, 2], [3, 4]]
print(b, row)

a = np.ones((2, 3))
a @= np.ones((3, 2))

a = np.ones((2, 2))
a @= np.ones((2, 3))

a = np.ones(3)
a @= np.ones((3, 2))

a = np.ones(3)
a @= np.ones(3)

a = np.ones((2, 2), dtype=int)
a @= np.ones((2, 2))

a = np.ones((2, 2), dtype=np.float32)
a @= np.ones((2, 2))
print(a, a.dtype)

np.matmul(np.ones((2, 3)), np.ones((3, 4)), out=np.zeros((2, 2)))

np.dot(np.ones((2, 3)), np.ones((3, 4)), out=np.zeros((2, 2)))

np.dot(np.ones((2, 2)), np.ones((2, 2)), out=np.zeros((2, 2), dtype=int))

np.outer(np.ones(2), np.ones(2), out=np.zeros((2, 3)))

np.sum(np.ones((3, 2)), axis=0, out=np.zeros((5, 2)))

np.sum(np.ones((3, 2)), axis=0, out=np.zeros(3))

np.max(np.ones((3, 2)), axis=1, out=np.zeros(2))

np.mean(np.ones((3, 2)), axis=0, out=np.zeros((1, 2)))

np.argmax(np.ones((3, 2)), axis=0, out=np.zeros(3, dtype=int))

np.cumsum(np.ones(3), out=np.zeros((2, 3)))

np.add.reduce(np.ones((3, 2)), axis=0, out=np.zeros((2, 2)))

np.concatenate([np.ones((1, 2)), np.ones((1, 2))], out=np.zeros((3, 2)))

np.round(np.ones(2), 1, out=np.zeros(3))

np.take([1, 2, 3], [0, 1], out=np.zeros(3, dtype=int))

o, s = np.zeros(2), np.zeros((2, 2))
print(np.take([1.0, 2.0, 3.0], [2, 0], out=o) is o, o)
print(np.array([4.0, 5.0, 6.0]).take([2, 0], out=o) is o, o)
print(np.stack([o, o + 1], out=s) is s, s)
print(np.einsum('ij,jk->ik', np.ones((2, 2)), s, out=s) is s, s)
print(np.ptp(s, axis=0, out=o) is o, o)
print(np.random.default_rng(3).random(out=o) is o, o)
print(np.random.default_rng(3).standard_normal(out=s) is s, s)
print(np.add.reduce(np.ones((3, 2)), axis=0, out=o) is o, o, np.subtract.reduce(np.ones((3, 2)), axis=0, out=o), o)
print(np.add.accumulate(o, out=o), np.maximum.accumulate(o, out=o) is o)

np.random.default_rng(3).random(3, out=np.zeros(2))

a = np.array([1e200, np.inf, np.nan, 0.0])
a *= a

a = np.array([np.inf, np.nan])
a += 1
a *= 2
a -= np.array([1.0, np.inf])

a = np.array([np.inf, 1.0])
a -= a

a = np.array([np.inf, 1.0])
a *= np.array([0.0, 2.0])

a = np.array([3.0, 1.0])
a %= 0

a = np.array([-1.0, 1.0])
a **= 0.3

a = np.full(600, np.inf)
a += 5
a -= a

a = np.full(600, 1e300)
a *= a

h = np.full(2, 1e300)
h ** 2.0

h = np.full(2, 1e300)
h **= 2

z = np.zeros(2)
z ** -1.0

for x in [-1.0, 1.0, -2.0, -0.0]: print(np.float64(x) ** np.inf, np.power(x, [-np.inf, np.nan, np.inf]), np.full(2, x) ** -np.inf)

print(np.power(np.array([-0.0, -np.inf, 4.0]), 0.5), np.power([-0.0, -np.inf], [0.5, 0.5]), np.array([-0.0, 4]) ** 0.5)

a = np.array(5)
print(a[True], a[False], a[None], a[...], a[()], a[np.True_], a[a > 1], a[None, True])
a[True] = 7
a[a > 100] = 8
print(repr(a), a[a > 1].shape)

b = np.arange(6).reshape(2, 3)
print(b[True].shape, b[False].shape, b[True, 1], b[True, [0, 1]], b[np.array(True)].shape, b[np.bool_(False)].shape)
b[False] = 9
b[True, 0] = 8
print(b)

a = np.array([1.0, 2])
print([1, 2] * a, (1, 2) * a, [1, 2] * np.array(3), [1, 2] * np.array([3]), np.array(3) * [1, 2])
x = [1, 2]
x += a
y = [1, 2]
y *= np.array(2)
z = [1, 2]
z += np.float64(1)
print(repr(x), repr(y), repr(z))
"""

# Expressions on matrices, one a line.
MATRICES = r"""
m, m.T, m.A, m.A1, m.I, m.H, m.getA(), m.getA1(), m.getI(), m.getT(), m.shape, m.ndim, m.size
m * m, m * 2, 2 * m, m * np.float64(2), np.float64(2) * m, m * [[1], [2]], [1, 2] * m, np.array([1.0, 2]) * m, m * m.T[:, 0]
m * np.array([1, 2])
n * m
m ** 2, m ** -1, m ** 0, m ** np.int64(3)
m ** 0.5
m @ m, m @ np.array([1, 2]), np.array([1, 2]) @ m, np.array([[1, 2]]) @ m
m + np.array([1, 2]), np.array([1, 2]) + m, m - 1, 1 - m, 1 / m, m / m, m // 2, m % 2, -m, +m, m + m
m > 1, m == m, 2 > m, np.array([1, 2]) < m, m != 1
m[0], m[0, 0], m[:, 0], m[0, :], m[..., 0], m[[0, 1]], m[m > 1], m[:, [0]], m[1:, 1], m[[0, 1], [0, 1]], m[0, [0, 1]], m[0][0], m[-1]
m[5]
[r for r in m], len(m), [x.T for x in m]
m.sum(), m.sum(0), m.sum(axis=1), m.mean(), m.mean(0), m.mean(axis=1), m.std(1), m.var(0), m.max(), m.max(1), m.min(0), m.prod(0)
m.any(), m.all(axis=1), m.argmax(), m.argmax(0), m.argmin(axis=1)
m.ravel(), m.flatten(), m.reshape(4), m.reshape(4, 1), m.reshape(1, 2, 2), m.copy(), m.astype(int), m.squeeze(), m[0].squeeze()
m.cumsum(), m.cumsum(0), m.repeat(2), m.round(), m.clip(0, 2), m.take([0]), m.diagonal(), m.trace(), m.transpose(), m.swapaxes(0, 1)
m.tolist(), m.item(0), m.tolist()[0], m.nonzero(), m.dot([1, 2]), m.dot(m), m.argsort()
np.matrix('1 2; 3 4'), np.matrix('1,2.5;3,4'), np.matrix([1, 2]), np.matrix(5), np.matrix([[True, False]]), np.matrix(n), np.matrix([1, 2], dtype=float)
np.matrix(np.zeros((2, 2, 2)))
np.matrix('1 2; 3')
np.matrix([[1, 2], [3]])
np.asmatrix([1, 2]), np.asmatrix(m) is m, np.bmat([[m, m], [m, m]]), type(m), np.matrix(np.zeros((0, 2)))
np.exp(m), np.dot(m, m), np.multiply(m, m), np.multiply(m, [1, 2]), np.maximum(0, m), np.tanh(m), np.where(m > 1, m, 0), np.dot(n, m), np.dot(m, 2)
np.sum(m), np.sum(m, axis=0), np.sum(m, 1), np.mean(m, axis=1), np.max(m, axis=0), np.std(m), np.argmax(m, axis=1), np.average(m, axis=0)
np.array(m), np.asarray(m), np.asanyarray(m), np.zeros_like(m), np.ones_like(m), np.copy(m), np.ravel(m), np.transpose(m), np.abs(m)
np.vstack([m, m]), np.hstack((m, m)), np.concatenate([m, m], axis=1), np.concatenate([m, n]), np.column_stack([m, m]), np.sort(m), np.round(m, 1)
np.linalg.inv(m), np.linalg.pinv(m), np.linalg.det(m), np.linalg.norm(m), np.linalg.matrix_power(m, 2), np.outer(m, m), np.trace(m), np.diag(m)
np.matrix([[1.0, 2], [2, 4]]).I
np.matrix([[1.0, 2, 3], [4, 5, 7]]).I.shape
np.matrix([[1, 2], [3, 4]]) / 2, np.matrix([[1, 2], [3, 4]]) * np.matrix([[1], [1]]), np.mean(np.square(m - m * m)), float(m[0, 0])
repr(m[0]), str(m[0]), type(m.A)
np.matrix(np.arange(40.0)), np.matrix(np.arange(3), dtype=np.float32), np.tile(m, 2), np.flip(m, 0), np.clip(m, 1, 2), np.cumsum(m, axis=0)
"""

MATRIX_STATEMENTS = r"""
m[:, 0] = m[:, 1]
m[0] = [7, 8]
m[:, 1] = np.array([9, 9])
m[0, 1] = 5
m[:, 0] = [[1], [2]]
m *= 2
m *= m
m -= m
m += [1, 1]
m **= 2
m /= 2
m @= m
for r in m: r += 1
a, b = m; a[0, 0] = 100
m = m.reshape(4, 1)
m = m.T; m[0] *= -1
m.A[0, 0] = 50
n *= m
n -= m
n = n - m
"""

ARRAYS = {
    "v": "np.array([1.5, -2.25, 0.0, 3.0])",
    "i": "np.array([3, -1, 0, 7])",
    "b": "np.array([True, False, True])",
    "m": "np.arange(12.0).reshape(3, 4) - 5.5",
    "n": "np.arange(6).reshape(2, 3)",
    "t": "np.arange(6).reshape(2, 3).T",
    "c": "np.array([[0.5], [-1.0], [2.0]])",
    "k": "np.arange(24).reshape(2, 3, 4) % 7",
    "u": "np.array([1, 200, 255], dtype=np.uint8)",
    "f": "np.array([0.1, -0.5, 2.0], dtype=np.float32)",
    "g": "np.array([2, -3, 5], dtype=np.int32)",
    "s": "np.float64(0.75)",
    "o": "np.array(2.5)",
    "e": "np.zeros((0, 3))",
}

UNARY = """negative positive absolute square sign sqrt exp exp2 expm1 log log2 log10 log1p sin cos tan arctan arcsin arccos sinh cosh tanh
arcsinh floor ceil rint trunc isnan isinf isfinite logical_not reciprocal cbrt""".split()
# Functions whose float32 results are rounded once. NumPy's other functions of a float32 differ in the last bit.
EXACT = "negative positive absolute square sign sqrt floor ceil rint trunc isnan isinf isfinite logical_not reciprocal".split()
BINARY = "+ - * / // % ** < <= == !=".split()
NAMED = "maximum minimum logical_and logical_or fmod arctan2 hypot power".split()
PAIRS = "v v, v i, i i, b b, m m, c m, n n, v s, s s, u u, f f, f v, g i, u g, v o, b i, i b, f g, u f, n b, e e".split(", ")
REDUCTIONS = "sum prod mean std var max min any all argmax argmin cumsum cumprod median ptp".split()

GENERATED = []
for name in UNARY:
    for key in "vimbfg":
        if key == "f" and name not in EXACT or key == "b" or (key == "i" and name == "reciprocal"):
            continue
        if name in ("exp", "sqrt") or key in "vif":
            GENERATED.append(f"a = {ARRAYS[key]}\nprint(repr(np.{name}(a)))")
for pair in PAIRS:
    p, q = pair.split()
    head = f"a = {ARRAYS[p]}\nb = {ARRAYS[q]}\n"
    for operator in BINARY:
        GENERATED.append(f"{head}print(repr(a {operator} b))")
    for name in NAMED:
        if name in ("arctan2", "hypot") and pair in ("b b", "u u", "f f", "u f"):
            continue
        GENERATED.append(f"{head}print(repr(np.{name}(a, b)))")
for key in "vibfug":
    for scalar in ("2", "0.5", "True", "-3", "np.float32(1.5)", "np.int64(2)"):
        for operator in "+ * / - // % **".split():
            if operator == "**" and (key == "f" or (key, scalar) == ("u", "np.int64(2)")):
                continue
            GENERATED.append(f"a = {ARRAYS[key]}\nprint(repr(a {operator} {scalar}), repr({scalar} {operator} a))")
for name in REDUCTIONS:
    for key in "vbmntkufge":
        if key == "f" and name in ("var", "std"):
            continue
        axes = ["", "axis=0"] + (["axis=1", "axis=-1"] if key in "mntk" else [])
        for axis in axes:
            GENERATED.append(f"a = {ARRAYS[key]}\nprint(repr(np.{name}(a{', ' + axis if axis else ''})))")
    if name not in ("cumsum", "cumprod"):
        GENERATED.append(f"a = {ARRAYS['k']}\nprint(repr(np.{name}(a, axis=1, keepdims=True)))")
for p in "vimnctk":
    for q in "vimnctk":
        for call in ("np.dot(a, b)", "a @ b"):
            GENERATED.append(f"a = {ARRAYS[p]}\nb = {ARRAYS[q]}\nprint(repr({call}))")
INDICES = """[1] [-1] [1:] [:-1] [::2] [::-1] [..., 1] [None] [[0, 1]] [[1, -1]] [[True, False]] [:, 1] [:, [1, 0]] [0, 1] [[0, 1], [1, 0]]
[:, None] [1, :] [a > 0] [:, ::-1] [..., None] [0, ..., 1] [[0], [1]]"""
for key in "vmntk":
    for index in [part.strip() + "]" for part in INDICES.replace("\n", " ").split("] ")]:
        index = index.replace("]]]", "]]") if index.endswith("]]]") else index
        if index.count("[") != index.count("]"):
            index = index[:-1]
        GENERATED.append(f"a = {ARRAYS[key]}\nprint(repr(a{index}))\na{index} = 9\nprint(a)")
MATRIX = "m = np.matrix([[1.0, 2], [3, 4]])\nn = np.array([[2.0, 0, 1], [1, 3, 0]])\n"
for line in MATRICES.strip().split("\n"):
    GENERATED.append(f"{MATRIX}print(m)\nfor x in ({line},): print(repr(x))")
for line in MATRIX_STATEMENTS.strip().split("\n"):
    square = MATRIX.replace("[2.0, 0, 1], [1, 3, 0]", "[2.0, 0], [1, 3]")
    GENERATED.append(square + line.replace("; ", "\n") + "\nprint(repr(m), repr(n))")
for precision in range(0, 9):
    GENERATED.append(f"np.set_printoptions(precision={precision})\nprint(np.array([1/3, 2.5, -100.125, 1e-3]), np.array([1/3e5, 1e5]))")


def run(source):
    output = io.StringIO()
    error = None
    with warnings.catch_warnings(record=True) as caught, contextlib.redirect_stdout(output):
        warnings.simplefilter("always")
        try:
            with np.printoptions(), np.errstate():
                exec(compile(source, "snippet", "exec"), {"np": np})
        except Exception as exception:
            kind = type(exception)
            while kind.__module__ != "builtins" and kind.__name__ not in ("LinAlgError", "AxisError"):
                kind = kind.__mro__[1]
            error = f"{kind.__name__}: {exception}"
    seen = []
    for warning in caught:
        # Python shows no such warning.
        if warning.category is PendingDeprecationWarning:
            continue
        text = f"{warning.category.__name__}: {warning.message}"
        if text not in seen:
            seen.append(text)
    case = {"source": source, "output": output.getvalue()}
    if seen:
        case["warnings"] = seen
    if error:
        case["error"] = error
    return case


def main():
    snippets = [part.strip("\n") for part in WRITTEN.split("\n\n") if part.strip()] + GENERATED
    cases = [run(source) for source in snippets]
    path = pathlib.Path(__file__).parent / "script-numpy.json"
    path.write_text("[\n" + ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases) + "\n]\n")
    print(len(cases), "cases")


if __name__ == "__main__":
    main()
