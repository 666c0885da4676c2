"""A trace of one request through a tiny Stable Diffusion pipeline, by the published Python classes.

    python3 pipeline_trace.py trace <pipeline folder> <ids.json> <src of transformers> <src of diffusers> <pipeline-trace.json>
    python3 pipeline_trace.py weights <src of transformers> <src of diffusers> <weights.txt>

`trace` takes the weights out of the ONNX files of the pipeline folder, by name, and puts them into transformers' CLIPTextModel and
diffusers' UNet2DConditionModel and AutoencoderKL. The graphs of the ONNX files are not looked at. ids.json is what tokenizer_ids.mjs
writes for ["a photograph of a galloping horse in the rain", "caf\u00e9"].

Everything is computed in float64. diffusers has three places where float32 is written down, whatever the type of the model: the
scheduler, the sine and cosine of the timestep, and the softmax in the attention of the VAE. There the names float32 and float stand for
float64, as in scheduler_traces.py.

`weights` lists the parameters of the three models in the sizes of Stable Diffusion 1.4, a line each: model, name, dims, with tabs
between them. Nothing is allocated for it.
"""
import hashlib
import importlib
import importlib.machinery
import json
import math
import pathlib
import re
import sys
import types
import warnings

import numpy as np
import stubs

PROMPT = "a photograph of a galloping horse in the rain"
NEGATIVE = "caf\u00e9"
SEED, STEPS, GUIDANCE, WIDTH, HEIGHT = 7, 5, 7.5, 64, 32
SCALING_FACTOR = 0.18215
TOKENS, START, END = 77, 598, 599

TINY_TEXT = {
    "vocab_size": 600, "hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2,
    "max_position_embeddings": TOKENS, "hidden_act": "quick_gelu", "bos_token_id": START, "eos_token_id": END,
}
TINY_UNET = {
    "in_channels": 4, "out_channels": 4, "block_out_channels": (8, 16), "layers_per_block": 1, "attention_head_dim": 2,
    "down_block_types": ("CrossAttnDownBlock2D", "DownBlock2D"), "up_block_types": ("UpBlock2D", "CrossAttnUpBlock2D"),
    "cross_attention_dim": 16, "norm_num_groups": 4, "flip_sin_to_cos": True, "freq_shift": 0, "downsample_padding": 1,
    "mid_block_scale_factor": 1, "act_fn": "silu", "norm_eps": 1e-5, "center_input_sample": False,
}
TINY_VAE = {
    "in_channels": 3, "out_channels": 3, "latent_channels": 4, "block_out_channels": (4, 4, 8, 8), "layers_per_block": 1,
    "norm_num_groups": 2, "act_fn": "silu",
    "down_block_types": ("DownEncoderBlock2D",) * 4, "up_block_types": ("UpDecoderBlock2D",) * 4,
}
FULL_TEXT = {
    "vocab_size": 49408, "hidden_size": 768, "intermediate_size": 3072, "num_hidden_layers": 12, "num_attention_heads": 12,
    "max_position_embeddings": TOKENS, "hidden_act": "quick_gelu",
}
FULL_UNET = {
    **TINY_UNET, "block_out_channels": (320, 640, 1280, 1280), "layers_per_block": 2, "attention_head_dim": 8,
    "down_block_types": ("CrossAttnDownBlock2D",) * 3 + ("DownBlock2D",),
    "up_block_types": ("UpBlock2D",) + ("CrossAttnUpBlock2D",) * 3, "cross_attention_dim": 768, "norm_num_groups": 32,
}
FULL_VAE = {**TINY_VAE, "block_out_channels": (128, 256, 512, 512), "layers_per_block": 2, "norm_num_groups": 32}

# initializers of the ONNX files that are no weights
CONSTANT = re.compile(r"(number|integers|ones|zeros|scales)_\d+|mask|frequencies")


class Renamed:
    """A module, but with float64 under the name float32."""

    def __init__(self, module):
        self._module = module
        self.float32 = module.float64

    def __getattr__(self, name):
        return getattr(self._module, name)


class WithSoundProduct:
    """torch, for diffusers' attention: with beta 0 torch before 2.1 can let NaN of unused memory into small products (pytorch 96037)."""

    def __init__(self, torch):
        self._torch = torch

    def __getattr__(self, name):
        return getattr(self._torch, name)

    def baddbmm(self, added, a, b, beta, alpha):
        if beta == 0:
            added, beta = self._torch.zeros_like(added), 1
        return self._torch.baddbmm(added, a, b, beta=beta, alpha=alpha)


class SplittableRandom:
    """java.util.SplittableRandom(seed)."""

    MASK = (1 << 64) - 1

    def __init__(self, seed):
        self.seed = seed & self.MASK

    def next_long(self):
        """The 64 bits, as an unsigned number."""
        self.seed = (self.seed + 0x9E3779B97F4A7C15) & self.MASK
        z = self.seed
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & self.MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & self.MASK
        return z ^ (z >> 31)

    def next_double(self):
        return (self.next_long() >> 11) * 2.0**-53


def normals(random):
    """Standard normal numbers without end, by Box and Muller."""
    while True:
        radius = math.sqrt(-2.0 * math.log(1.0 - random.next_double()))
        angle = 2.0 * math.pi * random.next_double()
        yield radius * math.cos(angle)
        yield radius * math.sin(angle)


def classes(transformers, diffusers):
    """CLIPTextModel, its configuration, UNet2DConditionModel, AutoencoderKL and the module of the scheduler."""
    # Only loading, quantizing and distributing of models is replaced; diffusers 0.40 wants a newer torch for these.
    stubs.install(
        "transformers.dependency_versions_check", "diffusers.loaders", "diffusers.loaders.single_file_model", "diffusers.quantizers",
        "diffusers.quantizers.quantization_config", "diffusers.models._modeling_parallel",
    )
    stubs.complete_torch()
    sys.path[:0] = [transformers, diffusers]
    warnings.filterwarnings("ignore")
    import torch

    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    for name in ("float8_e4m3fn", "float8_e5m2"):  # default values of arguments
        if not hasattr(torch, name):
            setattr(torch, name, None)
    for name in ("transformers", "unets", "autoencoders"):  # without the imports of all the other models
        package = types.ModuleType("diffusers.models." + name)
        package.__path__ = [str(pathlib.Path(diffusers) / "diffusers" / "models" / name)]
        package.__spec__ = importlib.machinery.ModuleSpec(package.__name__, None, is_package=True)
        sys.modules[package.__name__] = package
    from diffusers.models import attention_processor
    from diffusers.models.autoencoders.autoencoder_kl import AutoencoderKL
    from diffusers.models.unets.unet_2d_condition import UNet2DConditionModel
    from diffusers.schedulers import scheduling_euler_ancestral_discrete as scheduling
    from transformers.models.clip.configuration_clip import CLIPTextConfig
    from transformers.models.clip.modeling_clip import CLIPTextModel

    attention_processor.torch = WithSoundProduct(torch)
    return torch, CLIPTextModel, CLIPTextConfig, UNet2DConditionModel, AutoencoderKL, scheduling


def is_decoder(name):
    return name.startswith(("decoder.", "post_quant_conv."))


def load(torch, model, onnx_file, wanted=lambda name: True):
    """Put the weights of an ONNX file into the parameters of a model, in float64."""
    import onnx
    from onnx import numpy_helper

    initializers = onnx.load(str(onnx_file)).graph.initializer
    weights = {i.name: numpy_helper.to_array(i) for i in initializers if not CONSTANT.fullmatch(i.name)}
    assert len({i.name for i in initializers}) == len(initializers)
    model = model.double().eval()
    parameters = {name: p for name, p in model.named_parameters() if wanted(name)}
    assert set(parameters) == set(weights), (onnx_file, sorted(set(parameters) ^ set(weights)))
    for name, parameter in parameters.items():
        value = weights[name]
        assert value.dtype == np.float32 and tuple(value.shape) == tuple(parameter.shape), name
        parameter.copy_(torch.from_numpy(value.astype(np.float64)))
    return model


def load_models(folder, transformers, diffusers):
    torch, text_class, text_config, unet_class, vae_class, scheduling = classes(transformers, diffusers)
    folder = pathlib.Path(folder)
    text = load(torch, text_class(text_config(**TINY_TEXT)), folder / "text_encoder" / "model.onnx")
    unet = load(torch, unet_class(**TINY_UNET), folder / "unet" / "model.onnx")
    vae = load(torch, vae_class(**TINY_VAE), folder / "vae_decoder" / "model.onnx", is_decoder)
    scheduling.torch, scheduling.np = Renamed(torch), Renamed(np)
    importlib.import_module("diffusers.models.embeddings").torch = Renamed(torch)
    torch.Tensor.float = torch.Tensor.double
    config = json.loads((folder / "scheduler" / "scheduler_config.json").read_text(encoding="utf-8"))
    scheduler = scheduling.EulerAncestralDiscreteScheduler.from_config(config)
    return torch, text, unet, vae, scheduling, scheduler


def padded_ids(ids_file):
    """The ids of the negative prompt and of the prompt, padded with the end of text as SD 1.4 pads."""
    lines = {line["prompt"]: line["ids"] for line in json.loads(pathlib.Path(ids_file).read_text(encoding="utf-8"))}
    for ids in lines.values():
        assert ids[0] == START and ids[-1] == END and len(ids) <= TOKENS
    return {
        key: {"length": len(lines[text]), "ids": lines[text] + [END] * (TOKENS - len(lines[text]))}
        for key, text in (("negative", NEGATIVE), ("prompt", PROMPT))
    }


def compute(loaded, tokens):
    """All values of the request, as tensors."""
    torch, text, unet, vae, scheduling, scheduler = loaded
    ids = torch.tensor([tokens["negative"]["ids"], tokens["prompt"]["ids"]])
    states = text(input_ids=ids).last_hidden_state
    assert states.dtype == torch.float64

    shape = (1, 4, HEIGHT // 8, WIDTH // 8)
    stream = normals(SplittableRandom(SEED))

    def noise():
        return torch.tensor([next(stream) for _ in range(math.prod(shape))], dtype=torch.float64).reshape(shape)

    scheduler.set_timesteps(STEPS)
    latent = noise() * scheduler.init_noise_sigma
    result = {"states": states, "initial": latent, "timesteps": scheduler.timesteps, "sigmas": scheduler.sigmas, "steps": []}
    drawn = []

    def draw(size, generator=None, device=None, dtype=None, layout=None):
        assert tuple(size) == shape and dtype == torch.float64
        # the last step multiplies its noise with 0
        drawn.append(noise() if len(drawn) < STEPS - 1 else torch.zeros(shape, dtype=torch.float64))
        return drawn[-1]

    scheduling.randn_tensor = draw
    for t in scheduler.timesteps:
        scaled = scheduler.scale_model_input(latent, t)
        negative, prompt = unet(torch.cat([scaled] * 2), t, states).sample.chunk(2)
        guided = negative + GUIDANCE * (prompt - negative)
        latent = scheduler.step(guided, t, latent).prev_sample
        assert latent.dtype == negative.dtype == torch.float64
        result["steps"].append({"scaled": scaled, "negative": negative, "prompt": prompt, "guided": guided, "latent": latent})
    assert len(drawn) == STEPS
    planes = vae.decode(latent / SCALING_FACTOR).sample
    assert planes.dtype == torch.float64 and tuple(planes.shape) == (1, 3, HEIGHT, WIDTH)
    result["planes"] = planes
    result["levels"] = (planes[0] / 2 + 0.5).clamp(0, 1).permute(1, 2, 0) * 255
    result["pixels"] = np.rint(result["levels"].numpy()).astype(np.uint8)
    return result


def trace(folder, ids_file, transformers, diffusers, out):
    tokens = padded_ids(ids_file)
    values = compute(load_models(folder, transformers, diffusers), tokens)
    flat = lambda tensor: tensor.flatten().tolist()  # noqa: E731
    for row, key in enumerate(("negative", "prompt")):
        states, last = values["states"][row], tokens[key]["length"] - 1
        tokens[key]["states"] = {str(i): flat(states[i]) for i in sorted({0, 1, 2, last, TOKENS - 1})}
    result = {
        "request": {
            "prompt": PROMPT, "negative_prompt": NEGATIVE, "seed": SEED, "scheduler": "euler_ancestral", "steps": STEPS,
            "guidance": GUIDANCE, "width": WIDTH, "height": HEIGHT,
        },
        "sha256": {
            name: hashlib.sha256((pathlib.Path(folder) / name).read_bytes()).hexdigest()
            for name in ("text_encoder/model.onnx", "unet/model.onnx", "vae_decoder/model.onnx")
        },
        "text": {key: {"prompt": text, **tokens[key]} for key, text in (("negative", NEGATIVE), ("prompt", PROMPT))},
        "timesteps": flat(values["timesteps"]),
        "sigmas": flat(values["sigmas"]),
        "initial_latent": flat(values["initial"]),
        "noise_step_0": {key: flat(values["steps"][0][key]) for key in ("negative", "prompt")},
        "latents": [flat(step["latent"]) for step in values["steps"]],
        "planes_first_200": flat(values["planes"])[:200],
        "pixels_hex": values["pixels"].tobytes().hex(),
    }
    pathlib.Path(out).write_text(dump(result) + "\n", encoding="utf-8")


def dump(value, indent=0):
    """JSON with 17 significant digits and one line per list of numbers."""
    if isinstance(value, dict):
        inner = ",\n".join(" " * (indent + 1) + json.dumps(k) + ": " + dump(v, indent + 1) for k, v in value.items())
        return "{\n" + inner + "\n" + " " * indent + "}" if value else "{}"
    if isinstance(value, list) and value and isinstance(value[0], list):
        return "[\n" + ",\n".join(" " * (indent + 1) + dump(v, indent + 1) for v in value) + "\n" + " " * indent + "]"
    if isinstance(value, list):
        return "[" + ", ".join(dump(v) for v in value) + "]"
    if isinstance(value, float):
        assert math.isfinite(value)
        return "%.17g" % value
    return json.dumps(value)


def weights(transformers, diffusers, out):
    torch, text_class, text_config, unet_class, vae_class, _ = classes(transformers, diffusers)
    register = torch.nn.Module.register_parameter

    def register_without_values(module, name, parameter):
        register(module, name, None if parameter is None else torch.nn.Parameter(parameter.to("meta")))

    torch.nn.Module.register_parameter = register_without_values
    models = {
        "text_encoder": text_class(text_config(**FULL_TEXT)).named_parameters(),
        "unet": unet_class(**FULL_UNET).named_parameters(),
        "vae_decoder": (item for item in vae_class(**FULL_VAE).named_parameters() if is_decoder(item[0])),
    }
    head, lines = [], []
    for model, parameters in models.items():
        shapes = {name: tuple(parameter.shape) for name, parameter in parameters}
        own = sorted((name, ",".join(map(str, shape))) for name, shape in shapes.items())
        count = sum(math.prod(shape) for shape in shapes.values())
        digest = hashlib.sha256("".join(name + " " + dims + "\n" for name, dims in own).encode()).hexdigest()
        head.append("# %s: %d tensors, %d parameters, SHA-256 of the lines 'name dims' %s\n" % (model, len(own), count, digest))
        lines += [model + "\t" + name + "\t" + dims + "\n" for name, dims in own]
    pathlib.Path(out).write_text("".join(head + lines), encoding="utf-8")
    print("".join(head), end="")


if __name__ == "__main__":
    {"trace": trace, "weights": weights}[sys.argv[1]](*sys.argv[2:])
