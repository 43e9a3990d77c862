"""Writes the pickles of this folder with Python's own pickle module and NumPy.

Python 3.11, NumPy 2.4. Run it in this folder; the files are the same in each run.
"""
import argparse
import collections
import datetime
import pickle

import numpy as np

plain = collections.OrderedDict()
plain["none"] = None
plain["booleans"] = [True, False]
plain["integers"] = [0, 1, 255, 256, 65535, 65536, -1, 2**31 - 1, -(2**31), 2**63 - 1, -(2**63)]
plain["large"] = [2**63, -(2**63) - 1, 0x1950A86A20F9469CFC6C]
plain["reals"] = [0.0, -1.5, 1e300, float("inf"), float("-inf")]
plain["texts"] = ["", "abc", "back\\slash\nline", "\u00e4\u4e2d\U0001f600", "x" * 300]
plain["bytes"] = [b"", bytes(range(256)), b"y" * 300]
plain["array"] = bytearray(b"\x00\xff")
plain["tuples"] = [(), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)]
plain["dicts"] = [{}, {"a": 1}, {3: "b", (1, "c"): None}]
plain["set"] = {7}
plain["frozenset"] = frozenset([8])
shared = [1]
plain["shared"] = [shared, shared]
plain["counts"] = collections.Counter("a")
plain["default"] = collections.defaultdict(list, k=1)
plain["deque"] = collections.deque([1, 2])
plain["complex"] = 1 + 2j
plain["options"] = argparse.Namespace(size=64)
plain["time"] = datetime.datetime(2019, 2, 1)
plain["class"] = datetime.date
for protocol in range(6):
    with open(f"plain{protocol}.pkl", "wb") as file:
        pickle.dump(plain, file, protocol)

values = [[1, 2, 3], [0, 5, 100]]
arrays = {}
for code in ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"]:
    for order in "<>":
        arrays[order + code] = np.array(values, dtype=order + code)
        arrays[order + code + " fortran"] = np.asfortranarray(arrays[order + code])
arrays["bool"] = np.array([[True, False]])
arrays["large"] = np.array([2**64 - 1, 2**63], dtype="u8")
arrays["number"] = np.float32(2.5)
arrays["big-endian number"] = np.dtype(">f8").type(-3)
arrays["no dimension"] = np.array(4.0)
arrays["empty"] = np.zeros((0, 3), dtype="f4")
arrays["texts"] = np.array(["a", "b"])
arrays["objects"] = np.array([None, {}], dtype=object)
arrays["complex"] = np.array([1j])
arrays["random"] = np.random.RandomState(3)
for protocol in [0, 2, 4, 5]:
    with open(f"numpy{protocol}.pkl", "wb") as file:
        pickle.dump(arrays, file, protocol)
