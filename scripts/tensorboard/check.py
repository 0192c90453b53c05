"""Reads the TensorBoard event files of run folders without any of our code or TensorBoard's, and holds them against metrics.jsonl.

    python3 scripts/tensorboard/check.py RUN_FOLDER...

Checked: framing and checksums of every record (TFRecord, masked CRC-32C), that the first names the format, that each file's
messages decode field by field, that the steps of all files rise without a gap or a repetition and are those of metrics.jsonl, that
every number is the one in metrics.jsonl and every grid the PNG in samples/.
"""

import json
import math
import pathlib
import struct
import sys

POSITION = {"step", "epoch", "partial", "within", "images", "seconds"}
TAGS = {
    "discriminatorLoss": "loss/discriminator",
    "generatorLoss": "loss/generator",
    "realProbability": "probability/real",
    "fakeProbability": "probability/fake",
    "imagesPerSecond": "speed/images_per_second",
    "residentMegabytes": "memory/resident_megabytes",
}


def crc_table():
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ 0x82F63B78 if value & 1 else value >> 1
        yield value


TABLE = list(crc_table())


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = TABLE[(crc ^ byte) & 255] ^ crc >> 8
    return crc ^ 0xFFFFFFFF


def masked(data):
    crc = crc32c(data)
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def records(content):
    at = 0
    while at < len(content):
        header, check = content[at : at + 8], content[at + 8 : at + 12]
        (length,) = struct.unpack("<Q", header)
        assert struct.unpack("<I", check)[0] == masked(header), f"byte {at}: checksum of the length"
        data = content[at + 12 : at + 12 + length]
        assert len(data) == length, f"byte {at}: {length} bytes promised, {len(data)} there"
        assert struct.unpack("<I", content[at + 12 + length : at + 16 + length])[0] == masked(data), f"byte {at}: checksum of the event"
        yield data
        at += 16 + length


def varint(data, at):
    value = shift = 0
    while True:
        value |= (data[at] & 127) << shift
        shift += 7
        at += 1
        if data[at - 1] < 128:
            return value, at


def fields(data):
    """(number, value) of a protobuf message: an integer, 4 or 8 raw bytes, or the bytes of a string or message."""
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        number, kind = key >> 3, key & 7
        if kind == 0:
            value, at = varint(data, at)
        else:
            length, at = (8, at) if kind == 1 else (4, at) if kind == 5 else varint(data, at)
            assert kind in (1, 2, 5) and at + length <= len(data), f"field {number} of type {kind} does not fit"
            value, at = data[at : at + length], at + length
        yield number, value


def read(path):
    """(step, {tag: number}, {tag: (width, height, png)}) of each summary, and the file's version."""
    version, summaries = None, []
    for index, record in enumerate(records(path.read_bytes())):
        event = dict(fields(record))
        assert 1.6e9 < struct.unpack("<d", event[1])[0] < 1e11, f"{path.name}: the wall time of record {index} is no time of our days"
        if index == 0:
            version = event[3].decode()
        if 5 not in event:
            continue
        numbers, images = {}, {}
        for number, value in fields(event[5]):
            assert number == 1, f"{path.name}: a summary has field {number}"
            entry = dict(fields(value))
            tag = entry[1].decode()
            assert tag not in numbers and tag not in images, f"{path.name}: {tag} twice in one step"
            if 2 in entry:
                numbers[tag] = struct.unpack("<f", entry[2])[0]
            else:
                image = dict(fields(entry[4]))
                assert image[3] == 1, f"{path.name}: {tag} is not grey"
                images[tag] = image[2], image[1], image[4]
        summaries.append((event.get(2, 0), numbers, images))
    return version, summaries


def flat(line, prefix=""):
    for name, value in line.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{name}.")
        elif prefix or name not in POSITION:
            yield prefix + name, value


def check(folder):
    files = sorted(folder.glob("events.out.tfevents.*"))
    assert files, "no event files"
    summaries = []
    for path in files:
        version, found = read(path)
        assert version == "brain.Event:2", f"{path.name}: version {version}"
        summaries += found
    lines = [json.loads(line) for line in (folder / "metrics.jsonl").read_text().splitlines()]
    steps = [step for step, _, _ in summaries]
    assert steps == [line["images"] for line in lines], f"steps {steps}, images in metrics.jsonl {[line['images'] for line in lines]}"
    pictures = 0
    for line, (step, numbers, images) in zip(lines, summaries):
        expected = {TAGS.get(name, f"quality/{name.replace('.', '_')}"): value for name, value in flat(line) if not isinstance(value, str)}
        assert numbers.keys() == expected.keys(), f"step {step}: {sorted(numbers)}, expected {sorted(expected)}"
        for tag, value in expected.items():
            assert math.isclose(numbers[tag], value, rel_tol=1e-6, abs_tol=1e-30), f"step {step}: {tag} is {numbers[tag]}, expected {value}"
        name = f"step-{line['step']:06}.png" if line["partial"] or line.get("within") else f"epoch-{line['epoch']:04}.png"
        grid = folder / "samples" / name
        assert ("samples" in images) == grid.exists(), f"step {step}: a grid is missing or too many"
        if grid.exists():
            width, height, png = images["samples"]
            assert png == grid.read_bytes(), f"step {step}: not the picture of {grid.name}"
            assert (width, height) == struct.unpack(">II", png[16:24]), f"step {step}: {width}x{height} is not the picture's size"
            pictures += 1
    print(f"{folder}: {len(files)} files, {len(steps)} steps, {len(summaries[0][1])} curves, {pictures} grids", flush=True)


def main():
    assert crc32c(b"123456789") == 0xE3069283
    failed = 0
    for folder in map(pathlib.Path, sys.argv[1:]):
        try:
            check(folder)
        except (AssertionError, IndexError, KeyError, struct.error) as error:
            print(f"FAILED  {folder}: {type(error).__name__} {error}", flush=True)
            failed += 1
    print(f"{len(sys.argv) - 1 - failed} passed, {failed} failed")
    return 1 if failed or len(sys.argv) < 2 else 0


if __name__ == "__main__":
    sys.exit(main())
