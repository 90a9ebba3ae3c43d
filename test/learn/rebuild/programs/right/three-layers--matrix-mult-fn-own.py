X = [[0,0,1],[0,1,1],[1,0,1],[1,1,1]]
y = [[0],[1],[1],[0]]
from math import exp
from random import random, seed
def matmul(A, B):
    return [[sum(a*b for a, b in zip(row, col)) for col in zip(*B)] for row in A]
def T(A): return [list(r) for r in zip(*A)]
def sig(A): return [[1/(1+exp(-v)) for v in row] for row in A]
seed(1)
w0 = [[2*random()-1 for _ in range(4)] for _ in range(3)]
w1 = [[2*random()-1] for _ in range(4)]
for i in range(3000):
    l1 = sig(matmul(X, w0))
    l2 = sig(matmul(l1, w1))
    d2 = [[(t[0]-o[0])*o[0]*(1-o[0])] for t, o in zip(y, l2)]
    e1 = matmul(d2, T(w1))
    d1 = [[e*h*(1-h) for e, h in zip(er, hr)] for er, hr in zip(e1, l1)]
    u1 = matmul(T(l1), d2)
    u0 = matmul(T(X), d1)
    w1 = [[w+u for w, u in zip(wr, ur)] for wr, ur in zip(w1, u1)]
    w0 = [[w+u for w, u in zip(wr, ur)] for wr, ur in zip(w0, u0)]
