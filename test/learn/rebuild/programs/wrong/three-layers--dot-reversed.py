import numpy as np
print("starting")
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); print(X.shape)
y = np.array([[0],[1],[1],[0]]); print("targets", y.T)
np.random.seed(1)
a = 2*np.random.random((3,4))-1; print("weights", a)
b = 2*np.random.random((4,1))-1
for i in range(60000):
    print_now = i % 20000 == 0
    l1 = 1/(1+np.exp(-X@a)); l2 = 1/(1+np.exp(-l1@b))
    if print_now: print("step", i, "mean abs error", np.abs(l2-y).mean())
    d2 = (l2-y)*l2*(1-l2)
    d1 = (b@d2.T)*l1*(1-l1)  # wrong
    b -= l1.T@d2; a -= X.T@d1
