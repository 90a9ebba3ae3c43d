import numpy as np
class Data: pass
d = Data()
d.X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
d.y = np.array([[0],[1],[1],[0]])
class Net: pass
net = Net()
rs = np.random.RandomState(1)
net.W = [rs.uniform(-1, 1, (3, 4)), rs.uniform(-1, 1, (4, 1))]
net.a = [None]*3
for it in range(10000):
    net.a[0] = d.X
    for k in range(2):
        net.a[k+1] = 1/(1+np.exp(-net.a[k] @ net.W[k]))
    delta = (d.y - net.a[2])*net.a[2]*(1-net.a[2])
    for k in (1, 0):
        step = net.a[k].T @ delta
        delta = delta @ net.W[k].T*net.a[k]*(1-net.a[k])
        net.W[k] = net.W[k] + step
