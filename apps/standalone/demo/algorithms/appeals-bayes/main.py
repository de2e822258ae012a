"""Sends an appeal to a desk by naive Bayes over pairs of characters."""

import csv
import json
import sys
from pathlib import Path

import numpy as np

SOURCE = Path(sys.argv[1] if len(sys.argv) > 1 else "/in")
RESULT = Path(sys.argv[2] if len(sys.argv) > 2 else "/out")
MODEL = json.loads((Path(__file__).parent / "model.json").read_text(encoding="utf-8"))
PLACES = {pair: i for i, pair in enumerate(MODEL["pairs"])}
WEIGHTS = np.array(MODEL["weights"])


def main():
    task = json.loads((SOURCE / "task.json").read_text(encoding="utf-8"))
    classes = MODEL["classes"]
    with open(SOURCE / task["inputs"], encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with open(RESULT / task["output"]["file"], "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["id", "prediction"] + [f"score:{name}" for name in classes])
        for row in rows:
            text = row["text"]
            found = {PLACES[text[i : i + 2]] for i in range(len(text) - 1) if text[i : i + 2] in PLACES}
            evidence = np.array(MODEL["prior"]) + WEIGHTS[:, sorted(found)].sum(axis=1)
            share = np.exp(evidence - evidence.max())
            share /= share.sum()
            writer.writerow([row["id"], classes[int(share.argmax())]] + [f"{p:.6f}" for p in share])


main()
