#!/usr/bin/env python3
"""What the GPU can do at most, as PyTorch sees it: products of 8192×8192 matrices with and without TF32, copies within its memory."""

import json
import statistics
import time

import torch

SIDE, COPIED, ROUNDS = 8192, 2**30, 10


def median_seconds(action):
    action()
    times = []
    for _ in range(ROUNDS):
        torch.cuda.synchronize()
        start = time.perf_counter()
        action()
        torch.cuda.synchronize()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main():
    a, b = (torch.randn(SIDE, SIDE, device="cuda") for _ in range(2))
    product = torch.empty_like(a)
    rates = {}
    for name, tf32 in (("gigaflopPerSecond", False), ("tf32GigaflopPerSecond", True)):
        torch.backends.cuda.matmul.allow_tf32 = tf32
        rates[name] = 2e-9 * SIDE**3 / median_seconds(lambda: torch.mm(a, b, out=product))
    source = torch.empty(COPIED // 4, device="cuda").normal_()
    target = torch.empty_like(source)
    # Every byte is read and written.
    rates["gigabytesPerSecond"] = 2e-9 * COPIED / median_seconds(lambda: target.copy_(source))
    small = torch.ones(1, device="cuda")
    rates["launchAndWaitMicroseconds"] = 1e6 * median_seconds(lambda: small.add_(1))
    about = {"card": torch.cuda.get_device_name(), "torch": torch.__version__, "cuda": torch.version.cuda}
    print(json.dumps({"table": "ceilings", **about, **rates}))


if __name__ == "__main__":
    main()
