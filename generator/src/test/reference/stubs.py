"""Stand-ins for packages that transformers and diffusers import but that no number here depends on.

`huggingface_hub` (downloads), `safetensors` (weights) and `tokenizers` (the fast tokenizers)
are replaced, when they are not installed, by modules whose every name exists. Classes named like errors are real
exception classes, because they stand in `except` clauses; everything else raises when it is called.
"""
import importlib.machinery
import importlib.util
import sys
import types


class _Missing:
    def __init__(self, *args, **kwargs):
        raise RuntimeError("a stand-in was used: " + type(self).__name__)


class _Module(types.ModuleType):
    __version__ = "99.0.0"
    HF_HUB_OFFLINE = True
    HUGGINGFACE_CO_URL_HOME = ""
    REGEX_COMMIT_HASH = __import__("re").compile(r"^[0-9a-f]{40}$")

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        if name.endswith(("Error", "Enabled", "NotFound")):
            value = type(name, (Exception,), {})
        elif name == "are_progress_bars_disabled":
            value = lambda: True  # noqa: E731
        elif name == "validate_hf_hub_args":
            value = lambda f: f  # noqa: E731
        elif name in ("constants", "utils"):
            value = _module(self.__name__ + "." + name)
        elif name == "tqdm":
            value = __import__("tqdm").tqdm
        elif name.isupper() or name.startswith("_CACHED") or name.startswith("HF_"):
            value = ""
        else:
            value = type(name, (_Missing,), {})
        setattr(self, name, value)
        return value


def _module(name):
    if name not in sys.modules:
        module = _Module(name)
        module.__path__ = []
        module.__spec__ = importlib.machinery.ModuleSpec(name, None, is_package=True)
        sys.modules[name] = module
    return sys.modules[name]


def install(*extra):
    """Put the stand-ins into `sys.modules`; `extra` names more modules to replace."""
    for top, subs in {
        "huggingface_hub": ["constants", "file_download", "utils", "hf_api", "utils._errors", "errors", "utils._http", "repocard", "utils.tqdm"],
        "safetensors": ["torch"],
    }.items():
        if importlib.util.find_spec(top) is None:
            _module(top)
            for sub in subs:
                _module(top + "." + sub)
    for name in extra:
        _module(name)


def complete_torch():
    """Give an old torch (1.13) the names of accelerators that diffusers looks up when it is imported."""
    import torch

    nothing = {n: (lambda *args, **kwargs: None) for n in ("empty_cache", "manual_seed", "synchronize")}
    for name in ("xpu", "mps"):
        if not hasattr(torch, name):
            setattr(torch, name, types.SimpleNamespace(is_available=lambda: False, device_count=lambda: 0, **nothing))
