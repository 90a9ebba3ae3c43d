"""stop-without-improvement

Everything of stop-without-improvement, 'quoted' and with a \\ in it.

Written by backprop-tui. PyTorch computes the gradients. NumPy draws the initial weights, batches
and masks in the same order as backprop-tui, so the numbers agree up to rounding.
"""

import numpy as np
import torch
from torch import nn


def mask(values, keep):
    """1 / keep for each unit that is kept, 0 for each dropped unit."""
    return torch.tensor((np.random.random(tuple(values.shape)) <= keep) / keep)


def gradient_norm(model):
    return torch.sqrt(sum((own.grad ** 2).sum() for own in model.parameters()))


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


class Stop(Exception):
    pass


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

lowest, lowest_at = float("inf"), 0

class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.syn0 = nn.Linear(3, 4, bias=False)
        self.syn1 = nn.Linear(4, 2, bias=False)
        with torch.no_grad():  # nn.Linear keeps weights transposed
            self.syn0.weight.copy_(torch.tensor(2 * np.random.random((3, 4)) - 1).T)
            self.syn1.weight.copy_(torch.tensor(2 * np.random.random((4, 2)) - 1).T)

    def forward(self, x):
        l1 = torch.sigmoid(self.syn0(x))
        if self.training:
            l1 = l1 * mask(l1, 0.5)  # dropout
        l2 = torch.sigmoid(self.syn1(l1))
        return l2


np.random.seed(7)
model = Network()
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)

try:
    for iteration in range(30):
        rows = (5 * iteration + np.arange(5)) % 12  # mini-batches
        prediction = model(X[rows])
        loss = ((y[rows] - prediction) ** 2).sum() / 2  # half square
        optimizer.zero_grad()
        loss.backward()
        norm = gradient_norm(model).item()
        optimizer.step()
        if iteration % 50 == 0:
            print("Error:" + str((y - forward(X)).abs().mean().item()))
        if iteration < 29:  # the last iteration is checked after the change
            if 5 * (iteration + 1) % 12 < 5:  # at the end of an epoch
                error = (y - forward(X)).abs().mean().item()
                if error < lowest:
                    lowest, lowest_at = error, iteration + 1
                if iteration + 1 - lowest_at >= 15:
                    if iteration % 50 > 0:
                        print("Error:" + str((y - forward(X)).abs().mean().item()))
                    raise Stop("no new lowest error for 15 iterations")
            if norm < 1e-9:
                if iteration % 50 > 0:
                    print("Error:" + str((y - forward(X)).abs().mean().item()))
                raise Stop("the norm of the gradients is below 1e-9")

    # After 30 iterations
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    if 5 * (iteration + 1) % 12 < 5:  # at the end of an epoch
        error = (y - forward(X)).abs().mean().item()
        if error < lowest:
            lowest, lowest_at = error, 30
        if 30 - lowest_at >= 15:
            print("Error:" + str((y - forward(X)).abs().mean().item()))
            raise Stop("no new lowest error for 15 iterations")
    if norm < 1e-9:
        print("Error:" + str((y - forward(X)).abs().mean().item()))
        raise Stop("the norm of the gradients is below 1e-9")

    for iteration in range(30, 300):
        rows = (5 * iteration + np.arange(5)) % 12  # mini-batches
        prediction = model(X[rows])
        loss = ((y[rows] - prediction) ** 2).sum() / 2  # half square
        optimizer.zero_grad()
        loss.backward()
        norm = gradient_norm(model).item()
        optimizer.step()
        if iteration % 50 == 0:
            print("Error:" + str((y - forward(X)).abs().mean().item()))
        if 5 * (iteration + 1) % 12 < 5:  # at the end of an epoch
            error = (y - forward(X)).abs().mean().item()
            if error < lowest:
                lowest, lowest_at = error, iteration + 1
            if iteration + 1 - lowest_at >= 15:
                if iteration % 50 > 0:
                    print("Error:" + str((y - forward(X)).abs().mean().item()))
                raise Stop("no new lowest error for 15 iterations")
        if norm < 1e-9:
            if iteration % 50 > 0:
                print("Error:" + str((y - forward(X)).abs().mean().item()))
            raise Stop("the norm of the gradients is below 1e-9")
except Stop as reason:
    print(f"Stopped after {iteration + 1} iterations: {reason}")

print("Output After Training:")
print(forward(X))
print("Accuracy:" + str(accuracy(forward(X), y)))


# Your own rows, in original units, need these columns: x1, x2, x3
def predict(rows):
    return forward(torch.tensor(rows, dtype=torch.float64))


# predict([[0.5, -1.25, 1]])
# torch.save(model.state_dict(), "weights.pt")
