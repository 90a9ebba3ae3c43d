import numpy as np
input = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
list = [0,1,1,0]
max = np.array(list).reshape(4,1)
np.random.seed(1)
sum = np.random.uniform(-1,1,(3,4))
min = np.random.uniform(-1,1,(4,1))
for id in range(9000):
    str = 1/(1+np.exp(-input@sum))
    int = 1/(1+np.exp(-str@min))
    len = (max-int)*int*(1-int)
    abs = len@min.T*str*(1-str)
    min += str.T@len
    sum += input.T@abs
