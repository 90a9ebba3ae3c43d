import random, math
random.seed(4)
X = [[0,0,1],[0,1,1],[1,0,1],[1,1,1]]
y = [0,1,1,0]
w1 = [[random.uniform(-1,1) for _ in range(4)] for _ in range(3)]
w2 = [random.uniform(-1,1) for _ in range(4)]
def sig(x): return 1/(1+math.exp(-x))
for epoch in range(3000):
    g1 = [[0.0]*4 for _ in range(3)]
    g2 = [0.0]*4
    for x, t in zip(X, y):
        h = [sig(sum(x[i]*w1[i][j] for i in range(3))) for j in range(4)]
        o = sig(sum(h[j]*w2[j] for j in range(4)))
        do = (t-o)*o*(1-o)
        for j in range(4):
            g2[j] += do*h[j]
            dh = do*w2[j]*h[j]*(1-h[j])
            for i in range(3):
                g1[i][j] += dh*x[i]
    for j in range(4):
        w2[j] += g2[j]
        for i in range(3):
            w1[i][j] += g1[i][j]
