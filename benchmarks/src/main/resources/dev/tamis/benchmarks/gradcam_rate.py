"""Images a second that PyTorch scores, and explains by Grad-CAM with automatic differentiation.

usage: gradcam_rate.py NETWORK BATCH SECONDS THREADS LAYOUT

Prints three figures: scores alone; scores and maps with a gradient of every layer, as libraries for Grad-CAM take it;
scores and maps with a gradient that ends at the feature map. Batch normalisation is folded into the convolutions first.
"""

import sys
import time

import torch
from torch import nn
from torch.fx.experimental import optimization

from networks import network


def split(model):
    """The part up to the last feature map, and the rest."""
    layers = list(model)
    end = next((at for at, layer in enumerate(layers) if isinstance(layer, (nn.AdaptiveAvgPool2d, nn.Flatten))))
    return nn.Sequential(*layers[:end]), nn.Sequential(*layers[end:])


def heatmaps(features, gradients):
    weights = gradients.mean((2, 3), keepdim=True)
    maps = torch.relu((weights * features).sum(1, keepdim=True))
    maps = nn.functional.interpolate(maps, size=(32, 32), mode="bilinear", align_corners=False)
    return maps / maps.amax((1, 2, 3), keepdim=True).clamp_min(1e-12)


def main():
    name, batch, seconds, threads, layout = sys.argv[1:]
    torch.set_num_threads(int(threads))
    torch.manual_seed(1)
    body, head = (optimization.fuse(part.eval()) for part in split(network(name).eval()))
    images = torch.rand(int(batch), 3, 32, 32)
    if layout == "channels_last":
        body = body.to(memory_format=torch.channels_last)
        images = images.to(memory_format=torch.channels_last)

    def score():
        with torch.inference_mode():
            return torch.sigmoid(head(body(images)))

    def explained(features):
        logits = head(features)
        sign = torch.where(logits > 0, 1.0, -1.0).detach()
        return features, logits, (logits * sign).sum()

    def whole_gradient():
        features = body(images)
        features.retain_grad()
        features, logits, said = explained(features)
        said.backward()
        return torch.sigmoid(logits.detach()), heatmaps(features.detach(), features.grad)

    def short_gradient():
        with torch.no_grad():
            features = body(images)
        features, logits, said = explained(features.requires_grad_())
        gradients, = torch.autograd.grad(said, features)
        return torch.sigmoid(logits.detach()), heatmaps(features.detach(), gradients)

    def rate(step):
        for _ in range(3):
            step()
        start, steps = time.perf_counter(), 0
        while time.perf_counter() - start < float(seconds):
            step()
            steps += 1
        return steps * int(batch) / (time.perf_counter() - start)

    print(rate(score), rate(whole_gradient), rate(short_gradient))


main()
