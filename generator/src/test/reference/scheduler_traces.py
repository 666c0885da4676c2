"""Traces of diffusers' schedulers with SD 1.4's scheduler_config.json.

    python3 scheduler_traces.py <src of diffusers> <scheduler_config.json> <schedulers.json>

Every scheduler gets a latent of shape [1,4,3,3] and denoises it with a formula in place of the network:

    noise x[i] = sin(1.3*i + 0.5), i = 0..35, in double; the first latent is x * init_noise_sigma (as the pipeline makes it)
    model output e[i] = 0.6*sin(1.7*s[i] + t/250.0), where s = scale_model_input(latent, t)
    random noise of step k (from 0), where the scheduler draws some: z[i] = cos(0.7*i + 0.9*k)

Each is traced twice. "float32" is diffusers as it is: latents, model outputs and noise are float64, but diffusers itself
computes betas, alphas_cumprod and sigmas in float32 (and the Euler schedulers round the latent to float32 in each step).
"float64" runs the same classes with the name float32 standing for float64 in their modules (torch.float32, np.float32).
"""
import importlib
import inspect
import json
import math
import pathlib
import sys
import warnings

import numpy as np
import stubs

SHAPE = (1, 4, 3, 3)
SIZE = 36
RUNS = [  # key, module, class, arguments of step
    ("euler_ancestral", "scheduling_euler_ancestral_discrete", "EulerAncestralDiscreteScheduler", {}),
    ("euler", "scheduling_euler_discrete", "EulerDiscreteScheduler", {}),
    ("lms", "scheduling_lms_discrete", "LMSDiscreteScheduler", {}),
    ("ddim", "scheduling_ddim", "DDIMScheduler", {"eta": 0.0}),
]
STEPS = {10: 1, 50: 10}  # number of steps -> the latent is recorded after every so many steps, and after the last
CUMPROD = [0, 1, 2, 99, 100, 101, 499, 500, 501, 900, 901, 981, 998, 999]


class Renamed:
    """A module, but with float64 under the name float32."""

    def __init__(self, module):
        self._module = module
        self.float32 = module.float64

    def __getattr__(self, name):
        return getattr(self._module, name)


def noise(k):
    return np.array([math.cos(0.7 * i + 0.9 * k) for i in range(SIZE)])


def first():
    return np.array([math.sin(1.3 * i + 0.5) for i in range(SIZE)])


def output(scaled, t):
    return np.array([0.6 * math.sin(1.7 * s + t / 250.0) for s in scaled])


def trace(torch, module, cls, config, step_arguments, steps, every):
    scheduler = cls.from_config(config)
    scheduler.set_timesteps(steps)
    timesteps = scheduler.timesteps
    init = scheduler.init_noise_sigma
    latent = torch.from_numpy(first()).reshape(SHAPE) * init
    result = {
        "timesteps": [t.item() for t in timesteps],
        "timesteps_dtype": str(timesteps.dtype).replace("torch.", ""),
        "init_noise_sigma": float(init),
    }
    if hasattr(scheduler, "sigmas"):
        result["sigmas"] = [s.item() for s in scheduler.sigmas]
    count = {"k": 0, "drawn": 0}

    def drawn(shape, generator=None, device=None, dtype=None, layout=None):
        assert tuple(shape) == SHAPE and dtype == torch.float64
        count["drawn"] += 1
        return torch.from_numpy(noise(count["k"])).reshape(SHAPE)

    if hasattr(module, "randn_tensor"):
        module.randn_tensor = drawn
    latents = {}
    for k, t in enumerate(timesteps):
        count["k"] = k
        scaled = scheduler.scale_model_input(latent, t)
        e = torch.from_numpy(output(scaled.double().flatten().tolist(), t.item())).reshape(SHAPE)
        latent = scheduler.step(e, t, latent, **step_arguments).prev_sample
        assert latent.dtype == torch.float64
        if (k + 1) % every == 0 or k + 1 == len(timesteps):
            latents[str(k + 1)] = latent.flatten().tolist()
    result["draws"] = count["drawn"]
    result["latents"] = latents
    return result


def main(source, config_path, out):
    stubs.install()
    stubs.complete_torch()
    sys.path.insert(0, source)
    warnings.filterwarnings("ignore")
    import torch

    torch.set_num_threads(1)
    config = json.loads(pathlib.Path(config_path).read_text())
    pndm = importlib.import_module("diffusers.schedulers.scheduling_pndm").PNDMScheduler.from_config(config)
    result = {
        "noise": "x[i]=sin(1.3*i+0.5)",
        "model_output": "e[i]=0.6*sin(1.7*scaled[i]+t/250.0)",
        "step_noise": "z[i]=cos(0.7*i+0.9*k)",
        "shape": list(SHAPE),
        "latent_of_noise": "x*init_noise_sigma",
        "schedulers": {},
    }
    for key, name, class_name, step_arguments in RUNS:
        module = importlib.import_module("diffusers.schedulers." + name)
        cls = getattr(module, class_name)
        honoured = {k: v for k, v in cls.from_config(config).config.items() if not k.startswith("_")}
        # the usual way to change the scheduler of a pipeline gives the same
        assert honoured == {k: v for k, v in cls.from_config(pndm.config).config.items() if not k.startswith("_")}, key
        accepted = set(inspect.signature(cls.__init__).parameters)
        entry = {
            "class": class_name,
            "step_arguments": step_arguments,
            "config": {k: v for k, v in sorted(honoured.items()) if k in accepted},
            "ignored": sorted(k for k in config if k not in accepted and not k.startswith("_")),
        }
        for precision in ("float32", "float64"):
            if precision == "float64":
                module.torch, module.np = Renamed(torch), Renamed(np)
            scheduler = cls.from_config(config)
            entry[precision] = {"alphas_cumprod": {str(i): scheduler.alphas_cumprod[i].item() for i in CUMPROD}}
            for steps, every in STEPS.items():
                entry[precision][str(steps)] = trace(torch, module, cls, config, step_arguments, steps, every)
            module.torch, module.np = torch, np
        result["schedulers"][key] = entry
    pathlib.Path(out).write_text(dump(result) + "\n", encoding="utf-8")


def dump(value, indent=0):
    """JSON with 17 significant digits and one line per list of numbers."""
    if isinstance(value, dict):
        inner = ",\n".join(" " * (indent + 1) + json.dumps(k) + ": " + dump(v, indent + 1) for k, v in value.items())
        return "{\n" + inner + "\n" + " " * indent + "}" if value else "{}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(dump(v) for v in value) + "]"
    if isinstance(value, float):
        assert math.isfinite(value)
        return "%.17g" % value
    return json.dumps(value)


if __name__ == "__main__":
    main(*sys.argv[1:])
