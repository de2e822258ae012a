"""Reads a meter wheel by the nearest mean picture of each digit."""

import csv
import json
import struct
import sys
import zlib
from pathlib import Path

import numpy as np

SOURCE = Path(sys.argv[1] if len(sys.argv) > 1 else "/in")
RESULT = Path(sys.argv[2] if len(sys.argv) > 2 else "/out")
MODEL = json.loads((Path(__file__).parent / "model.json").read_text(encoding="utf-8"))


def paeth(left, up, corner):
    guess = left + up - corner
    distances = abs(guess - left), abs(guess - up), abs(guess - corner)
    return (left, up, corner)[distances.index(min(distances))]


def read_grey_png(data):
    """8-bit greyscale, not interlaced (PNG, third edition, clauses 9 and 11)."""
    at, compressed, width, height = 8, b"", 0, 0
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", body[:10])
            if depth != 8 or colour != 0 or body[12] != 0:
                raise ValueError("only plain 8-bit greyscale pictures")
        elif kind == b"IDAT":
            compressed += body
        at += 12 + length
    raw = zlib.decompress(compressed)
    picture = np.zeros((height, width), dtype=np.uint8)
    for y in range(height):
        method = raw[y * (width + 1)]
        line = raw[y * (width + 1) + 1 : (y + 1) * (width + 1)]
        if method == 0:
            picture[y] = np.frombuffer(line, dtype=np.uint8)
            continue
        for x in range(width):
            left = int(picture[y, x - 1]) if x else 0
            up = int(picture[y - 1, x]) if y else 0
            corner = int(picture[y - 1, x - 1]) if x and y else 0
            add = (0, left, up, (left + up) // 2, paeth(left, up, corner))[method]
            picture[y, x] = (line[x] + add) & 255
    return picture


def standardise(picture):
    x = picture.astype(float).ravel()
    x = (x - x.mean()) / (x.std() + 0.001)
    # The border is the wheel itself: a dark figure on light or the reverse must come out the same.
    return -x if x.reshape(picture.shape)[:, [0, -1]].mean() < 0 else x


def main():
    task = json.loads((SOURCE / "task.json").read_text(encoding="utf-8"))
    image = next(column["name"] for column in task["columns"] if column["type"] == "image")
    with open(SOURCE / task["inputs"], encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    means = np.array(MODEL["means"])
    classes = MODEL["classes"]
    with open(RESULT / task["output"]["file"], "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["id", "prediction"] + [f"score:{name}" for name in classes])
        for row in rows:
            x = standardise(read_grey_png((SOURCE / task["files"] / row[image]).read_bytes()))
            nearness = -((means - x) ** 2).mean(axis=1) * 8
            share = np.exp(nearness - nearness.max())
            share /= share.sum()
            writer.writerow([row["id"], classes[int(share.argmax())]] + [f"{p:.6f}" for p in share])


main()
