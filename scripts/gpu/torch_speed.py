#!/usr/bin/env python3
"""Training iterations a second of a preset in PyTorch on a GPU, a JSON line a form: torch_speed.py PRESET.json --forms eager,graph

Forms: eager, the loop as it is written; graph, the whole iteration captured once as a CUDA graph and replayed; compiled, both
networks through torch.compile, then captured. Data stay on the device; Adam is fused there. Times are of blocks of iterations
that end with a wait for the device.
"""

import argparse
import json
import sys
import time
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "pytorch"))
import training

WARM_UP_ITERATIONS, WARM_UP_SECONDS = 11, 2


def wait(device):
    if device == "cuda":
        torch.cuda.synchronize()


def eager(trainer, batches):
    return lambda: trainer.step(next(batches))


def graph(trainer, batches):
    """Replays read the batch, and the labels if there are any, where the capture found them; an epoch's short last batch is left out."""
    batches = (batch for batch in batches if len(batch) == trainer.batch)
    real = next(batches).clone()
    rows = None if trainer.labels is None else trainer.labels.clone()

    def feed():
        real.copy_(next(batches))
        if rows is not None:
            rows.copy_(trainer.labels)
            trainer.labels = rows

    aside = torch.cuda.Stream()
    aside.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(aside):
        for _ in range(WARM_UP_ITERATIONS):
            feed()
            trainer.step(real)
    torch.cuda.current_stream().wait_stream(aside)
    captured = torch.cuda.CUDAGraph()
    with torch.cuda.graph(captured):
        trainer.step(real)

    def replay():
        feed()
        captured.replay()

    return replay


def compiled(trainer, batches):
    for network in (trainer.generator, trainer.discriminator, *trainer.parts):
        network.compile()
    return graph(trainer, batches)


FORMS = {"eager": eager, "graph": graph, "compiled": compiled}


def measure(iterate, device, seconds):
    """Iterations a second, over blocks of about a tenth of `seconds`."""
    start = time.perf_counter()
    for _ in range(WARM_UP_ITERATIONS):
        iterate()
        if time.perf_counter() - start > WARM_UP_SECONDS:
            break
    wait(device)
    start = time.perf_counter()
    iterate()
    wait(device)
    block = max(1, int(seconds / 10 / (time.perf_counter() - start)))
    done, start = 0, time.perf_counter()
    while (elapsed := time.perf_counter() - start) < seconds:
        for _ in range(block):
            iterate()
        wait(device)
        done += block
    return done / elapsed


def run(preset, form, tf32, arguments):
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = tf32
    torch.backends.cudnn.benchmark = True
    on_gpu = arguments.device == "cuda"
    if on_gpu:
        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats()
    options = {"fused": True, "capturable": form != "eager"} if on_gpu else {"foreach": True}
    trainer = training.create(preset, arguments.data, seed=42, device=arguments.device, **options)
    rate = measure(FORMS[form](trainer, trainer.forever()), arguments.device, arguments.seconds)
    return {
        "table": "speed",
        "workload": arguments.workload or preset["name"],
        "who": f"PyTorch {torch.__version__}, {form}",
        "device": arguments.device,
        "batch": preset["data"]["batch"],
        "tf32": tf32 if on_gpu else None,
        "iterationsPerSecond": rate,
        "msPerIteration": 1000 / rate,
        "imagesPerSecond": rate * preset["data"]["batch"],
        "deviceMegabytes": torch.cuda.max_memory_reserved() / 1e6 if on_gpu else None,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("preset", type=Path)
    parser.add_argument("--device", choices=("cuda", "cpu"), default="cuda")
    parser.add_argument("--batch", type=int, help="in place of the preset's")
    parser.add_argument("--forms", default="eager,graph", help=f"some of {','.join(FORMS)}")
    parser.add_argument("--tf32", default="on,off", help="on, off or both")
    parser.add_argument("--seconds", type=float, default=1)
    parser.add_argument("--threads", type=int)
    parser.add_argument("--data", help="folder with MNIST's IDX files; stand-in pixels without it")
    parser.add_argument("--workload", help="what the result calls the preset")
    arguments = parser.parse_args()

    preset = json.loads(arguments.preset.read_text())
    if arguments.batch:
        preset["data"]["batch"] = arguments.batch
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    for form in arguments.forms.split(","):
        for tf32 in arguments.tf32.split(","):
            print(json.dumps(run(preset, form, tf32 == "on", arguments)), flush=True)


if __name__ == "__main__":
    main()
