"""two-classes

Written by backprop-tui. PyTorch computes the gradients. NumPy draws the first weights, batches and
masks in the order in which backprop-tui draws them, so the numbers agree up to rounding.
"""

import numpy as np
import torch
from torch import nn


def classes(outputs):
    return outputs[:, 0] > 0.5 if outputs.shape[1] == 1 else outputs.argmax(dim=1)


def accuracy(predicted, targets):
    """The share of rows whose class is predicted correctly."""
    return (classes(predicted) == classes(targets)).double().mean().item()


def forward(x):
    """The prediction of the network as it is now, for any examples."""
    model.eval()
    with torch.no_grad():
        prediction = model(x)
    model.train()
    return prediction


torch.set_default_dtype(torch.float64)
torch.set_printoptions(precision=8)

# x1, x2, x3
X = torch.tensor([
    [0.7678571428571429, 0.7571428571428571, 0.5892857142857143], [0, 0.5571428571428572, 1],
    [0.19642857142857142, 0.5142857142857143, 0.6785714285714286],
    [1, 0.8857142857142856, 0.17857142857142858], [0.6964285714285714, 1, 0.7142857142857143],
    [0.32142857142857145, 0, 0.44642857142857145], [0.8571428571428571, 0.42857142857142855, 0],
    [0.6428571428571429, 0.12857142857142856, 0.9285714285714286],
    [0.5357142857142857, 0.31428571428571433, 0.8928571428571429],
], dtype=torch.float64)
# y
y = torch.tensor([[1], [0], [0], [0], [0], [1], [0], [1], [1]], dtype=torch.float64)
X_test = torch.tensor([
    [0.4642857142857143, 0.6142857142857142, 0.2857142857142857],
    [-0.10714285714285714, 0.8142857142857142, 0.8214285714285714],
    [0.14285714285714285, 0.32857142857142857, 0.07142857142857142],
], dtype=torch.float64)
y_test = torch.tensor([[1], [0], [0]], dtype=torch.float64)


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.syn0 = nn.Linear(3, 4)
        self.syn1 = nn.Linear(4, 1)
        with torch.no_grad():  # nn.Linear keeps weights transposed
            self.syn0.weight.copy_(torch.tensor(2 * np.random.random((3, 4)) - 1).T)
            self.syn0.bias.copy_(torch.tensor(np.zeros((1, 4)))[0])
            self.syn1.weight.copy_(torch.tensor(2 * np.random.random((4, 1)) - 1).T)
            self.syn1.bias.copy_(torch.tensor(np.zeros((1, 1)))[0])

    def forward(self, x):
        l1 = torch.sigmoid(self.syn0(x))
        l2 = torch.sigmoid(self.syn1(l1))
        return l2


np.random.seed(7)
model = Network()
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)

for iteration in range(300):
    prediction = model(X)
    loss = ((y - prediction) ** 2).sum() / 2  # half square
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if iteration % 50 == 0:
        print("Error:" + str((y - prediction).abs().mean().item()))

print("Output After Training:")
print(prediction.detach())
print("Accuracy:" + str(accuracy(prediction.detach(), y)))
tested = forward(X_test)
print("Test error:" + str((y_test - tested).abs().mean().item()))
print("Test accuracy:" + str(accuracy(tested, y_test)))


# Your own rows, in original units, need these columns: x1, x2, x3
# The network sees (row - input_shift) / input_unit.
input_shift = torch.tensor([118, -1.7, -316000], dtype=torch.float64)
input_unit = torch.tensor([112, 3.5, 28000], dtype=torch.float64)
# The classes of 0 and 1 in y.
class_names = ["C#, exp(", "it's \\ \"sqrt\""]


def predict(rows):  # for each row the classes with their probabilities, the largest first
    probabilities = forward((torch.tensor(rows, dtype=torch.float64) - input_shift) / input_unit).tolist()
    pairs = [zip(class_names, [1 - p, p]) for [p] in probabilities]
    return [sorted(own, key=lambda pair: -pair[1]) for own in pairs]


# predict([[204, 0.95, -299500]])
# torch.save(model.state_dict(), "weights.pt")
