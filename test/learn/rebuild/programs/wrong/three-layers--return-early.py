import numpy as np
def main():
    X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
    y = np.array([[0],[1],[1],[0]])
    np.random.seed(1)
    syn = [np.random.rand(3, 4)*2-1, np.random.rand(4, 1)*2-1]
    def sigmoid(z):
        return 1/(1+np.exp(-z))
    def train_step():
        l1 = sigmoid(X @ syn[0])
        l2 = sigmoid(l1 @ syn[1])
        l2_delta = (y - l2)*l2*(1-l2)
        l1_delta = l2_delta @ syn[1].T*l1*(1-l1)
        syn[1] += l1.T @ l2_delta
        syn[0] += X.T @ l1_delta
        return np.mean(np.abs(y - l2))
    for i in range(30000):
        err = train_step()
        if i % 5000 == 0:
            print('Error: {:.6f}'.format(err))
            return  # wrong
if __name__ == '__main__':
    main()
