import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[0],[1],[1]])
np.random.seed(1)
weights = 2*np.random.random_sample((3,1)) - 1
def forward():
    
    out = 1/(1+np.exp(-(X.dot(weights))))
def backward():
    global weights
    delta = (y - out) * (out * (1 - out))
    weights = X.T.dot(delta)  # wrong
for epoch in range(10000):
    out = 1/(1+np.exp(-(X.dot(weights))))
    forward()
    backward()
print("Error:" + str(np.mean(np.abs(y - out))))
