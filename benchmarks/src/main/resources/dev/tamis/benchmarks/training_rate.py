"""Images a second that PyTorch learns from: the peer of TrainingRate.java, with the same network, batch and threads.

usage: training_rate.py NETWORK BATCH SECONDS THREADS LAYOUT

LAYOUT is nchw or channels_last, the two memory formats that PyTorch's documentation offers for convolutions on a CPU.
"""

import sys
import time

import torch
from torch import nn

from networks import network


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
