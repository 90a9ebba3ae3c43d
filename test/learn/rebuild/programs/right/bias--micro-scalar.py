import math, random
random.seed(3)
inputs = [[0,0],[0,1],[1,0],[1,1]]
targets = [0,1,1,0]
H = 4
w1 = [[random.uniform(-1,1) for j in range(H)] for i in range(2)]
b1 = [random.uniform(-1,1) for j in range(H)]
w2 = [random.uniform(-1,1) for j in range(H)]
b2 = random.uniform(-1,1)
def s(x): return 1/(1+math.exp(-x))
for epoch in range(3000):
    gw1 = [[0]*H for _ in range(2)]; gb1 = [0]*H; gw2 = [0]*H; gb2 = 0
    for x, t in zip(inputs, targets):
        h = [s(sum(x[i]*w1[i][j] for i in range(2)) + b1[j]) for j in range(H)]
        o = s(sum(h[j]*w2[j] for j in range(H)) + b2)
        do = (o-t)*o*(1-o)
        for j in range(H):
            dh = do*w2[j]*h[j]*(1-h[j])
            gw2[j] += do*h[j]
            gb1[j] += dh
            for i in range(2):
                gw1[i][j] += dh*x[i]
        gb2 += do
    for j in range(H):
        w2[j] -= gw2[j]
        b1[j] -= gb1[j]
        for i in range(2):
            w1[i][j] -= gw1[i][j]
    b2 -= gb2
