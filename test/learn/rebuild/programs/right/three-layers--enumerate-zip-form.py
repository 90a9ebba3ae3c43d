import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(1)
syn0 = 2*np.random.random((3,4)) - 1
syn1 = 2*np.random.random((4,1)) - 1
ws=[syn0,syn1]
for i in range(60000):
    acts=[X]
    for q in ws:
        acts.append(1/(1+np.exp(-acts[-1]@q)))
    d = (y-acts[-1])*acts[-1]*(1-acts[-1])
    ds=[d]
    for q, a in zip(reversed(ws[1:]), reversed(acts[1:-1])):
        ds.insert(0, ds[0]@q.T*a*(1-a))
    for q, a, d in zip(ws, acts, ds):
        q += a.T@d
