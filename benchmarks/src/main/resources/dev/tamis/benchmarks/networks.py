"""The networks of Tamis in PyTorch: topologies of Bird and Lotfi (FILTERSxLAYERS[-dNEURONS[xLAYERS]]) and tamis."""

import re
import sys

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
