"""two-classes

Written by backprop-tui. PyTorch computes the gradients. NumPy draws the initial weights, batches
and masks in the same order as backprop-tui, so the numbers agree up to rounding.
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
X_raw = torch.tensor([
    [204, 0.95, -299500], [118, 0.25, -288000], [140, 0.1, -297000], [230, 1.4, -311000],
    [196, 1.8, -296000], [154, -1.7, -303500], [214, -0.2, -316000], [190, -1.25, -290000],
    [178, -0.6, -291000],
], dtype=torch.float64)
# y
y = torch.tensor([[1], [0], [0], [0], [0], [1], [0], [1], [1]], dtype=torch.float64)
X_test_raw = torch.tensor([
    [170, 0.45, -308000], [106, 1.15, -293000], [134, -0.55, -314000],
], dtype=torch.float64)
y_test = torch.tensor([[1], [0], [0]], dtype=torch.float64)

# input_shift and input_unit: the least value and the range of each column of the training set; a
# constant column is only shifted.
input_shift = torch.tensor([118, -1.7, -316000], dtype=torch.float64)
input_unit = torch.tensor([112, 3.5, 28000], dtype=torch.float64)
X = (X_raw - input_shift) / input_unit
X_test = (X_test_raw - input_shift) / input_unit


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.syn0 = nn.Linear(3, 4)
        self.syn1 = nn.Linear(4, 1)
        with torch.no_grad():  # nn.Linear keeps weights transposed
            self.syn0.weight.copy_(torch.tensor(2 * np.random.random((3, 4)) - 1).T)
            nn.init.zeros_(self.syn0.bias)
            self.syn1.weight.copy_(torch.tensor(2 * np.random.random((4, 1)) - 1).T)
            nn.init.zeros_(self.syn1.bias)

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
# The classes of 0 and 1 in y.
class_names = ["C#, exp(", "it's \\ \"sqrt\""]


def predict(rows):  # for each row the classes with their probabilities, the largest first
    probabilities = forward((torch.tensor(rows, dtype=torch.float64) - input_shift) / input_unit).tolist()
    pairs = [zip(class_names, [1 - p, p]) for [p] in probabilities]
    return [sorted(own, key=lambda pair: -pair[1]) for own in pairs]


# predict([[204, 0.95, -299500]])
# torch.save(model.state_dict(), "weights.pt")
