"""test-classes

Everything of softmax, 'quoted' and with a \\ in it.

Written by backprop-tui. PyTorch computes the gradients. NumPy draws the initial weights, batches
and masks in the same order as backprop-tui, so the numbers agree up to rounding.
"""

import math

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


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
    [0.5, -1.25, 1], [-0.75, 0.1, 0.3], [1.5, 1.4, -1.1], [0.2, -0.6, 0.9], [-1.3, 0.25, 1.2],
    [0.85, 0.95, 0.05], [-0.4, -1.7, -0.35], [1.1, -0.2, -1.6], [-1.6, 1.15, 0.7], [0, 0.45, -0.8],
    [-0.9, -0.55, -1.4], [0.65, 1.8, 0.4],
], dtype=torch.float64)
# y1, y2
y = torch.tensor([
    [1, 0], [0, 1], [0, 1], [1, 0], [0, 1], [1, 0], [1, 0], [0, 1], [0, 1], [1, 0], [0, 1], [0, 1],
], dtype=torch.float64)
X_test = torch.tensor([
    [0.6, -1.15, 1.1], [-0.65, 0.2, 0.4], [1.6, 1.5, -1], [0.30000000000000004, -0.5, 1],
    [-1.2, 0.35, 1.3],
], dtype=torch.float64)
y_test = torch.tensor([[1, 0], [0, 1], [0, 1], [1, 0], [0, 1]], dtype=torch.float64)


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.syn0 = nn.Linear(3, 4)
        self.syn1 = nn.Linear(4, 2)
        with torch.no_grad():  # nn.Linear keeps weights transposed
            self.syn0.weight.copy_(torch.tensor(np.sqrt(3 * (2 / 3)) * (2 * np.random.random((3, 4)) - 1)).T)
            nn.init.zeros_(self.syn0.bias)
            self.syn1.weight.copy_(torch.tensor(np.sqrt(3 * (2 / 4)) * (2 * np.random.random((4, 2)) - 1)).T)
            nn.init.zeros_(self.syn1.bias)

    def sums(self, x):
        l1 = F.relu(self.syn0(x))
        z2 = self.syn1(l1)
        return z2

    def forward(self, x):
        return torch.softmax(self.sums(x), dim=1)


np.random.seed(7)
model = Network()
optimizer = torch.optim.Adam(model.parameters(), lr=0.02, betas=(0.9, 0.999), eps=1e-8)
scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: (1 + math.cos(math.pi * min(k / 200, 1))) / 2)

for iteration in range(300):
    if iteration % 2 == 0:  # a new order for each epoch
        order = np.random.permutation(12)
    rows = order[(5 * iteration + np.arange(5)) % 10]
    sums = model.sums(X[rows])
    prediction = torch.softmax(sums, dim=1)
    loss = F.cross_entropy(sums, y[rows])  # cross-entropy
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    scheduler.step()
    if iteration % 50 == 0:
        print("Error:" + str((y - forward(X)).abs().mean().item()))

print("Output After Training:")
print(forward(X))
print("Accuracy:" + str(accuracy(forward(X), y)))
tested = forward(X_test)
print("Test error:" + str((y_test - tested).abs().mean().item()))
print("Test accuracy:" + str(accuracy(tested, y_test)))


# Your own rows, in original units, need these columns: x1, x2, x3
# The classes of the columns of y.
class_names = ["yes", "no"]


def predict(rows):  # for each row the classes with their probabilities, the largest first
    probabilities = forward(torch.tensor(rows, dtype=torch.float64)).tolist()
    pairs = [zip(class_names, row) for row in probabilities]
    return [sorted(own, key=lambda pair: -pair[1]) for own in pairs]


# predict([[0.5, -1.25, 1]])
# torch.save(model.state_dict(), "weights.pt")
