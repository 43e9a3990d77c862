#!/usr/bin/env python3
"""Converts reference fixtures into .npz files in Galatea's names and layouts.

    convert_fixtures.py FIXTURES OUTPUT [NAME ...]

FIXTURES holds one folder per fixture (weight file, .npy arrays, meta.json); OUTPUT gets one
NAME.npz per fixture, and NAME.json where meta.json has results in double precision. Needs numpy and
the standard library only; pickles are read as data: no class or function that they name is imported
or run. See README.md beside this file.
"""

import io
import json
import math
import pathlib
import pickle
import sys
import zipfile

import numpy as np

SQRT2 = math.sqrt(2)


# ---- pickles, read as data


class Network:
    """Stands for dnnlib.tflib.network.Network: keeps the pickled state."""

    def __setstate__(self, state):
        self.state = state

    def variables(self):
        """All variables by name, those of the components without a prefix."""
        found = dict(self.state["variables"])
        for component in self.state["components"].values():
            found.update(component.variables())
        found.pop("lod", None)
        return {name: np.asarray(value) for name, value in found.items()}


class StateDict(dict):
    """Stands for collections.OrderedDict, which may carry attributes such as _metadata."""


class DataUnpickler(pickle.Unpickler):
    """Knows the classes below and refuses everything else."""

    def __init__(self, data, storage=None):
        super().__init__(data)
        self.storage = storage

    def find_class(self, module, name):
        if (module, name) == ("dnnlib.tflib.network", "Network"):
            return Network
        if (module, name) == ("collections", "OrderedDict"):
            return StateDict
        if (module, name) == ("numpy", "ndarray"):
            return np.ndarray
        if (module, name) == ("numpy", "dtype"):
            return np.dtype
        if module in ("numpy.core.multiarray", "numpy._core.multiarray"):
            if name in ("_reconstruct", "scalar"):
                return getattr(np._core.multiarray, name)
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return rebuild_tensor
        if (module, name) == ("torch", "FloatStorage"):
            return np.dtype("<f4")
        raise pickle.UnpicklingError(f"unexpected class in pickle: {module}.{name}")

    def persistent_load(self, pid):
        kind, dtype, key, _location, _count = pid
        if kind != "storage" or self.storage is None:
            raise pickle.UnpicklingError(f"unexpected persistent id: {pid}")
        return np.frombuffer(self.storage(key), dtype)


def rebuild_tensor(storage, offset, size, stride, *_):
    strides = [s * storage.itemsize for s in stride]
    return np.lib.stride_tricks.as_strided(storage[offset:], size, strides).copy()


def load_torch_zip(path):
    """What torch.save wrote, zip layout."""
    with zipfile.ZipFile(path) as archive:
        (index,) = [n for n in archive.namelist() if n.endswith("/data.pkl")]
        folder = index[: -len("data.pkl")]
        data = io.BytesIO(archive.read(index))
        return DataUnpickler(data, lambda key: archive.read(f"{folder}data/{key}")).load()


# ---- arrays and scalars that come with every fixture


def load_arrays(folder):
    return {path.stem: np.load(path) for path in sorted(folder.glob("*.npy"))}


def thinned(image):
    """Every third row and column, and the last: sees every phase and border, a ninth in size."""
    kept = np.r_[0 : image.shape[-1] : 3, image.shape[-1] - 1]
    return image[..., kept, :][..., kept]


def load_scalars(folder):
    return json.loads((folder / "meta.json").read_text()).get("scalars", {})


# ---- the official network (TensorFlow layout)


def resolution_of(name):
    return int(name.split("x")[0])


def tensorflow_variable(name, value):
    """HWIO to OIHW, [in, out] to [out, in]; Conv0_up to [in, out, 3, 3], never flipped in use."""
    if value.ndim == 4 and name.endswith("/weight"):
        if "/Conv0_up/" in name:
            if resolution_of(name) >= 128:  # the official fused path uses the turned kernel
                value = value[::-1, ::-1]
            return value.transpose(2, 3, 0, 1)
        return value.transpose(3, 2, 0, 1)
    if value.ndim == 2 and name != "LabelConcat/weight":
        return value.T
    return value


def tensorflow_network(network):
    return {name: tensorflow_variable(name, v) for name, v in network.variables().items()}


def variable_of_file(stem):
    """r1_grad_4x4_Dense1_weight -> 4x4/Dense1/weight."""
    words = stem.split("_")
    if words[0] == "FromRGB":
        return f"{words[0]}_{words[1]}/{words[2]}"
    return f"{words[0]}/{'_'.join(words[1:-1])}/{words[-1]}"


def convert_tensorflow(folder, with_g=False):
    """With the smoothed generator and the discriminator; the plain generator only on request."""
    with open(folder / "network-snapshot.pkl", "rb") as file:
        g, d, gs = DataUnpickler(file).load()
    out = {}
    for prefix, network in (("G", g), ("D", d), ("Gs", gs)):
        if prefix == "G" and not with_g:
            continue
        for name, value in tensorflow_network(network).items():
            out[f"{prefix}/{name}"] = value
    for stem, value in load_arrays(folder).items():
        if stem == "image_of_G_not_Gs" and not with_g:
            continue
        if stem.startswith("r1_grad_"):
            name = variable_of_file(stem[len("r1_grad_") :])
            out["r1_grad/" + name] = tensorflow_variable(name, value)
        elif stem.startswith("image") and value.shape[-1] > 64:
            out[stem + "_thinned"] = thinned(value)
        else:
            out[stem] = value
    scalars = load_scalars(folder)
    out["scalars/r1_mean_squared_norm"] = scalars["r1_mean_squared_norm"]
    out["scalars/r1_loss_gamma10"] = scalars["r1_loss_gamma10"]
    for name, value in scalars["r1_grad_l2_by_variable"].items():
        out["scalars/r1_grad_l2/" + name] = value
    return out


# ---- rosinality/style-based-gan-pytorch, up to 128 px, every block padded to the same width

WIDTH = 16
TOP = 7  # log2 of the resolution
MAPPING_LRMUL = 0.01


def padded(value, *axes):
    """Zeros appended along axes until they are WIDTH long."""
    pad = [(0, WIDTH - n if axis in axes else 0) for axis, n in enumerate(value.shape)]
    return np.pad(value, pad)


def conv_padded(weight, gain=1.0):
    """[out, in, k, k], in units of Galatea, which divides by the root of the padded width."""
    return padded(weight * (gain * math.sqrt(WIDTH / weight.shape[1])), 0, 1)


def rosinality_style(name, state, key, out):
    weight = state[key + ".style.linear.weight_orig"] * SQRT2  # Galatea's gain is 1
    bias = state[key + ".style.linear.bias"]
    channels = len(bias) // 2
    scale, shift = bias[:channels] - 1, bias[channels:]  # Galatea multiplies by scale + 1
    spare = np.full(WIDTH - channels, -1.0)  # scale 0 keeps unused channels at 0
    out[name + "/StyleMod/weight"] = np.concatenate(
        [padded(weight[:channels], 0), padded(weight[channels:], 0)]
    )
    out[name + "/StyleMod/bias"] = np.concatenate([scale, spare, padded(shift, 0)])


def rosinality_layer(name, state, block, number, bias, out):
    noise = state[f"{block}.noise{number}.weight_orig"].reshape(-1)
    out[name + "/Noise/weight"] = padded(noise * math.sqrt(2 / len(noise)), 0)
    out[name + "/bias"] = padded(bias, 0)
    rosinality_style(name, state, f"{block}.adain{number}", out)


def rosinality_generator(state):
    out = {}
    for i in range(8):
        for kind, source in (("weight", "weight_orig"), ("bias", "bias")):
            out[f"Dense{i}/{kind}"] = state[f"style.{2 * i + 1}.linear.{source}"] / MAPPING_LRMUL
    for i in range(TOP - 1):
        r = i + 2
        side = f"{2**r}x{2**r}"
        block = f"generator.progression.{i}"
        if i == 0:
            constant = state[block + ".conv1.input"]
            out["4x4/Const/const"] = constant
            rosinality_layer("4x4/Const", state, block, 1, np.zeros(WIDTH), out)
            second = "4x4/Conv"
        else:
            first = side + "/Conv0_up"
            if f"{block}.conv1.0.weight" in state:  # fused: [in, out, 3, 3], turned, a quarter
                kernel = state[f"{block}.conv1.0.weight"][:, :, ::-1, ::-1] / 4
                kernel = kernel.transpose(1, 0, 2, 3)
                bias = state[f"{block}.conv1.0.bias"]
            else:
                kernel = state[f"{block}.conv1.1.conv.weight_orig"]
                bias = state[f"{block}.conv1.1.conv.bias"]
            out[first + "/weight"] = conv_padded(kernel).transpose(1, 0, 2, 3)
            rosinality_layer(first, state, block, 1, bias, out)
            second = side + "/Conv1"
        out[second + "/weight"] = conv_padded(state[f"{block}.conv2.conv.weight_orig"])
        rosinality_layer(second, state, block, 2, state[f"{block}.conv2.conv.bias"], out)
    for i in range(TOP - 1):
        key, name = f"generator.to_rgb.{i}.conv", f"ToRGB_lod{TOP - 2 - i}"
        weight = state[key + ".weight_orig"]
        gain = SQRT2 * math.sqrt(WIDTH / weight.shape[1])
        out[name + "/weight"] = padded(weight * gain, 1)
        out[name + "/bias"] = state[key + ".bias"]
    return out


def rosinality_variable(name):
    """Galatea's name of a parameter of the discriminator; None above TOP."""
    words = name.split(".")
    kind = "bias" if words[-1] == "bias" else "weight"
    if words[0] == "linear":
        return "4x4/Dense1/" + kind
    r = 10 - int(words[1])
    if r > TOP or words[-1] == "weight_flip" or words[2:] == ["conv2", "0", "weight"]:
        return None
    if words[0] == "from_rgb":
        return f"FromRGB_lod{TOP - r}/{kind}"
    first, second = ("Conv", "Dense0") if r == 2 else ("Conv0", "Conv1_down")
    return f"{2**r}x{2**r}/{first if words[2] == 'conv1' else second}/{kind}"


def rosinality_discriminator_value(name, value):
    if name == "4x4/Dense1/weight":
        return value * SQRT2  # Galatea's gain is 1
    if name == "4x4/Dense0/weight":
        return value.reshape(WIDTH, -1)
    if name in ("4x4/Conv/weight", "4x4/Dense1/bias"):
        return value
    if name.endswith("/bias"):
        return padded(value, 0)
    return padded(value, 0) if name.startswith("FromRGB") else conv_padded(value)


def rosinality_gradient(stem, value):
    """The gradient with respect to Galatea's stored value: divided by the factor of the value."""
    if stem == "g_grad_style_1_linear_weight_orig":
        return "g_grad/Dense0/weight", value * MAPPING_LRMUL
    if stem == "g_grad_generator_progression_2_conv1_1_conv_weight_orig":
        return "g_grad/16x16/Conv0_up/weight", value.transpose(1, 0, 2, 3)
    name = {
        "progression_5_conv1_0_conv_weight_orig": "32x32/Conv0/weight",
        "linear_linear_weight_orig": "4x4/Dense1/weight",
        "from_rgb_5_0_conv_bias": "FromRGB_lod2/bias",
    }[stem[len("r1_grad_") :]]
    return "r1_grad/" + name, value / SQRT2 if name == "4x4/Dense1/weight" else value


def convert_rosinality(folder):
    state = load_torch_zip(folder / "train_step-4.model")
    out = {}
    for prefix, key in (("generator", "generator"), ("running", "g_running")):
        for name, value in rosinality_generator(state[key]).items():
            out[f"{prefix}/{name}"] = value
    for key, value in state["discriminator"].items():
        name = rosinality_variable(key)
        if name is not None:
            out["D/" + name] = rosinality_discriminator_value(name, value)
    for stem, value in load_arrays(folder).items():
        if stem.startswith(("g_grad_", "r1_grad_")):
            name, value = rosinality_gradient(stem, value)
            out[name] = value
        elif stem == "image_step5_fade":
            out[stem + "_thinned"] = thinned(value)
        else:
            out[stem] = value
    scalars = load_scalars(folder)
    for key, value in scalars.pop("r1_grad_l2_by_parameter").items():
        name = rosinality_variable(key)
        factor = 1 / SQRT2 if name == "4x4/Dense1/weight" else 1
        out["scalars/r1_grad_l2/" + name] = value * factor
    for key, value in scalars.items():
        out["scalars/" + key] = value
    return out


# ---- Progressive GAN as in CSAILVision/gandissect


def convert_progressive(folder):
    out = {}
    for key, value in load_torch_zip(folder / "generator.pth").items():
        layer = key.split(".")[0].replace("output_32x32", "output")
        out[f"{layer}/{'bias' if key.endswith('.wscale.b') else 'weight'}"] = value
    out.update(load_arrays(folder))
    return out


# ---- evolution of a perceptron


def convert_perceptrons(folder):
    """Layers are numbered 0, 2, 4 in the state dict: there is a ReLU between each two."""
    out = {}
    for network in ("generator", "discriminator"):
        state = load_torch_zip(folder / (network + ".pth"))
        hidden = len(state) // 2 - 1
        for key, value in state.items():
            number, kind = key.split(".")
            layer = int(number) // 2
            name = f"layer{layer + 1}" if layer < hidden else "output"
            out[f"{network}/{name}/{kind}"] = value
    out.update(load_arrays(folder))
    return out


# ---- distances between sets of pictures


def convert_metrics(folder):
    """Two sets of features and their Fréchet distance, by both divisors of the covariance."""
    arrays = load_arrays(folder)
    out = {name: arrays[name] for name in ("real", "generated")}
    expected = json.loads((folder / "meta.json").read_text())["expected"]
    for name in ("fid_covariance_n_minus_1", "mean_distance"):
        out["scalars/" + name] = expected[name]
    return out


def results(folder):
    """What meta.json says in double precision, with the tolerances of the arrays; None if nothing."""
    meta = json.loads((folder / "meta.json").read_text())
    if "results" not in meta:
        return None
    tolerances = {
        name.removesuffix(".npy"): array["tolerance_abs"]
        for name, array in meta["arrays"].items()
        if "tolerance_abs" in array
    }
    return {"results": meta["results"], "tolerance_abs": tolerances}


CONVERTERS = {
    "dissection_numerics": load_arrays,
    "egan_toy": convert_perceptrons,
    "gandissect_progressive_gan": convert_progressive,
    "metrics": convert_metrics,
    "stylegan1_tf": convert_tensorflow,
    "stylegan1_tf_128": convert_tensorflow,
    "stylegan1_tf_conditional": lambda folder: convert_tensorflow(folder, with_g=True),
    "rosinality_stylegan1": convert_rosinality,
}


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    fixtures, output = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    output.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[3:] or CONVERTERS:
        arrays = CONVERTERS[name](fixtures / name)
        plain = {key: np.array(value, dtype="<f4", order="C") for key, value in arrays.items()}
        path = output / (name + ".npz")
        np.savez_compressed(path, **plain)
        print(f"{path.name}: {len(plain)} arrays, {path.stat().st_size} bytes")
        numbers = results(fixtures / name)
        if numbers is not None:
            text = json.dumps(numbers, indent=1) + "\n"
            (output / (name + ".json")).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
