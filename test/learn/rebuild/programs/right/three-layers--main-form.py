import numpy as np
def main():
    X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
    y = np.array([[0],[1],[1],[0]])
    np.random.seed(1)
    s0 = 2*np.random.random((3,4)) - 1
    s1 = 2*np.random.random((4,1)) - 1
    for i in range(60000):
        l1 = 1/(1+np.exp(-X.dot(s0)))
        l2 = 1/(1+np.exp(-l1.dot(s1)))
        d2 = (y-l2)*l2*(1-l2)
        d1 = d2.dot(s1.T)*l1*(1-l1)
        s1 += l1.T.dot(d2)
        s0 += X.T.dot(d1)
if __name__ == "__main__":
    main()
