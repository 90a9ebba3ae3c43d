"""xor

Everything of xor, 'quoted' and with a \\ in it.

Written by backprop-tui. PyTorch computes the gradients. NumPy draws the initial weights, batches
and masks in the same order as backprop-tui, so the numbers agree up to rounding.
"""

import numpy as np
import torch
from torch import nn


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
X = torch.tensor([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]], dtype=torch.float64)
# y
y = torch.tensor([[0], [1], [1], [0]], dtype=torch.float64)


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.syn0 = nn.Linear(3, 4, bias=False)
        self.syn1 = nn.Linear(4, 1, bias=False)
        with torch.no_grad():  # nn.Linear keeps weights transposed
            self.syn0.weight.copy_(torch.tensor(2 * np.random.random((3, 4)) - 1).T)
            self.syn1.weight.copy_(torch.tensor(2 * np.random.random((4, 1)) - 1).T)

    def forward(self, x):
        l1 = torch.sigmoid(self.syn0(x))
        l2 = torch.sigmoid(self.syn1(l1))
        return l2


np.random.seed(7)
model = Network()
optimizer = torch.optim.SGD(model.parameters(), lr=1)

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


# Your own rows, in original units, need these columns: x1, x2, x3
def predict(rows):
    return forward(torch.tensor(rows, dtype=torch.float64))


# predict([[0, 0, 1]])
# torch.save(model.state_dict(), "weights.pt")
