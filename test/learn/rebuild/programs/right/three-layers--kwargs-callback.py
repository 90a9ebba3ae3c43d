import numpy as np
def make_data():
    X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
    return X, np.logical_xor(X[:,0], X[:,1]).astype(float).reshape(4,1)
def net(n_in=3, n_hidden=4, n_out=1, **kw):
    scale = kw.get('scale', 2)
    return dict(W1=scale*np.random.rand(n_in, n_hidden)-scale/2, W2=scale*np.random.rand(n_hidden, n_out)-scale/2)
def train(model, X, y, epochs, lr, callback=None):
    for epoch in range(1, epochs+1):
        h = np.divide(1, np.add(1, np.exp(np.negative(X.dot(model['W1'])))))
        yhat = np.divide(1, np.add(1, np.exp(np.negative(h.dot(model['W2'])))))
        loss = np.mean((yhat-y)**2)
        dz2 = 2*(yhat-y)/y.shape[0]*yhat*(1-yhat)
        dW2 = h.T.dot(dz2)
        dz1 = dz2.dot(model['W2'].T)*h*(1-h)
        dW1 = X.T.dot(dz1)
        for name, grad in dict(W1=dW1, W2=dW2).items():
            model[name] = model[name] - lr*grad
        if callback and epoch % 1000 == 0:
            callback(epoch, loss)
np.random.seed(10)
X, y = make_data()
model = net()
train(model, X, y, 20000, 2.0, callback=lambda e, l: print(f'{e=} {l:.3e}'))
