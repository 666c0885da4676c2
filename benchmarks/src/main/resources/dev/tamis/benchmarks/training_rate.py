"""Images a second that PyTorch learns from: the peer of TrainingRate.java, with the same network, batch and threads.

usage: training_rate.py NETWORK BATCH SECONDS THREADS LAYOUT

NETWORK is a topology of Bird and Lotfi (FILTERSxLAYERS[-dNEURONS[xLAYERS]]) or tamis; LAYOUT is nchw or channels_last, the
two memory formats that PyTorch's documentation offers for convolutions on a CPU.
"""

import re
import sys
import time

import torch
from torch import nn


class Recalibration(nn.Module):
    """Style-based recalibration (Lee et al. 2019)."""

    def __init__(self, channels):
        super().__init__()
        self.style = nn.Parameter(torch.zeros(channels, 2))
        self.norm = nn.BatchNorm1d(channels)

    def forward(self, x):
        mean = x.mean((2, 3))
        deviation = (x.var((2, 3), unbiased=False) + 1e-5).sqrt()
        style = mean * self.style[:, 0] + deviation * self.style[:, 1]
        return x * torch.sigmoid(self.norm(style))[:, :, None, None]


def normalised(inputs, filters):
    return nn.Sequential(nn.Conv2d(inputs, filters, 3, padding=1, bias=False), nn.BatchNorm2d(filters), nn.ReLU(True))


class Residual(nn.Module):
    def __init__(self, channels, *recalibration):
        super().__init__()
        self.path = nn.Sequential(
            nn.Conv2d(channels, channels, 3, padding=1, bias=False), nn.BatchNorm2d(channels), *recalibration)

    def forward(self, x):
        return torch.relu(x + self.path(x))


def topology(filters, layers, neurons, dense):
    steps, channels, side = [], 3, 32
    for _ in range(layers):
        steps += [nn.Conv2d(channels, filters, 3, padding=1), nn.ReLU(True), nn.MaxPool2d(2)]
        channels, side = filters, side // 2
    steps += [nn.Flatten()]
    features = channels * side * side
    for _ in range(dense):
        steps += [nn.Linear(features, neurons), nn.ReLU(True)]
        features = neurons
    return nn.Sequential(*steps, nn.Linear(features, 1))


def network(name):
    if name == "tamis":
        return nn.Sequential(
            normalised(3, 32), Residual(32), nn.MaxPool2d(2),
            normalised(32, 64), Residual(64, Recalibration(64)), nn.MaxPool2d(2),
            normalised(64, 128), Residual(128, Recalibration(128)),
            nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(128, 1))
    form = re.fullmatch(r"(\d+)x(\d+)(?:-d(\d+)(?:x(\d+))?)?", name)
    if not form:
        sys.exit(f"no network {name}")
    filters, layers, neurons, dense = form.groups()
    return topology(int(filters), int(layers), int(neurons or 0), int(dense or 1) if neurons else 0)


def main():
    name, batch, seconds, threads, layout = sys.argv[1:]
    torch.set_num_threads(int(threads))
    torch.manual_seed(1)
    model = network(name)
    images = torch.rand(int(batch), 3, 32, 32)
    targets = torch.randint(0, 2, (int(batch), 1)).float()
    if layout == "channels_last":
        model = model.to(memory_format=torch.channels_last)
        images = images.to(memory_format=torch.channels_last)
    optimiser = torch.optim.Adam(model.parameters())
    loss = nn.BCEWithLogitsLoss()

    def step():
        optimiser.zero_grad()
        loss(model(images), targets).backward()
        optimiser.step()

    for _ in range(5):
        step()
    start, steps = time.perf_counter(), 0
    while time.perf_counter() - start < float(seconds):
        step()
        steps += 1
    values = [*model.parameters(), *(buffer for buffer in model.buffers() if buffer.is_floating_point())]
    parameters = sum(value.numel() for value in values)
    print(parameters, steps * int(batch) / (time.perf_counter() - start))


main()
