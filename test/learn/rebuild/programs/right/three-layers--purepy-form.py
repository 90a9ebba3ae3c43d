import math, random
random.seed(1)
X = [[0,0,1],[0,1,1],[1,0,1],[1,1,1]]
y = [0,1,1,0]
A = [[random.uniform(-1,1) for j in range(4)] for i in range(3)]
B = [random.uniform(-1,1) for j in range(4)]
def s(z): return 1/(1+math.exp(-z))
for it in range(60000):
    H = [[s(sum(x[i]*A[i][j] for i in range(3))) for j in range(4)] for x in X]
    O = [s(sum(h[j]*B[j] for j in range(4))) for h in H]
    dO = [(t-o)*o*(1-o) for t,o in zip(y,O)]
    dH = [[dO[n]*B[j]*H[n][j]*(1-H[n][j]) for j in range(4)] for n in range(4)]
    for j in range(4):
        B[j] += sum(H[n][j]*dO[n] for n in range(4))
        for i in range(3):
            A[i][j] += sum(X[n][i]*dH[n][j] for n in range(4))
