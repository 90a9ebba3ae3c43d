import numpy as np
# l1 = inputs, l2 = hidden, l3 = output
l1 = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
target = np.array([[0],[1],[1],[0]])
np.random.seed(1)
syn1 = 2*np.random.random((3,4))-1
syn2 = 2*np.random.random((4,1))-1
for i in range(60000):
    l2 = 1/(1+np.exp(-np.dot(l1,syn1)))
    l3 = 1/(1+np.exp(-np.dot(l2,syn2)))
    l3_err = target-l3
    if i%10000==0: print("Error", np.mean(np.abs(l3_err)))
    l3_del = l3_err*l3*(1-l3)
    l2_err = np.dot(l3_del,syn2.T)
    l2_del = l2_err*l2*(1-l2)
    syn2 += np.dot(l2.T,l3_del)
    syn1 += np.dot(l1.T,l2_del)
