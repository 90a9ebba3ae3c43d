from math import exp
import random
random.seed(1)
X = [(0,0,1),(0,1,1),(1,0,1),(1,1,1)]
y = [0,0,1,1]
w = [random.uniform(-1,1) for _ in range(3)]
def predict(x):
    return 1/(1+exp(-sum(wi*xi for wi,xi in zip(w,x))))
for epoch in range(5000):
    g = [0.0]*3
    for x, t in zip(X, y):
        p = predict(x)
        e = (t - p)*p*(1-p)
        g = [gi + e*xi for gi, xi in zip(g, x)]
        w = [wi + gi for wi, gi in zip(w, g)]  # wrong
