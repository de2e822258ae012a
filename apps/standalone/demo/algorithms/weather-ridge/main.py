"""Daily maximum, seven days ahead: ridge regression per step on the calendar and on recent anomalies."""

import csv
import json
import sys
from datetime import date
from pathlib import Path

import numpy as np

SOURCE = Path(sys.argv[1] if len(sys.argv) > 1 else "/in")
RESULT = Path(sys.argv[2] if len(sys.argv) > 2 else "/out")
LAGS = 3


def read_csv(name):
    with open(SOURCE / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def calendar(day_numbers):
    angle = 2 * np.pi * np.asarray(day_numbers, dtype=float) / 365.2425
    return np.column_stack([np.ones_like(angle), np.cos(angle), np.sin(angle), np.cos(2 * angle), np.sin(2 * angle)])


def ridge(x, y, penalty):
    weights = penalty * np.eye(x.shape[1])
    weights[0, 0] = 0
    return np.linalg.solve(x.T @ x + weights, x.T @ y)


def main():
    task = json.loads((SOURCE / "task.json").read_text(encoding="utf-8"))
    target = task["target"]["name"]
    past = read_csv(task["history"])
    future = read_csv(task["inputs"])
    days = np.array([date.fromisoformat(row["timestamp"][:10]).toordinal() for row in past])
    values = np.array([float(row[target]) for row in past])
    ahead = [date.fromisoformat(row["timestamp"][:10]).toordinal() for row in future]

    seasonal = ridge(calendar(days), values, 1.0)
    anomaly = values - calendar(days) @ seasonal
    predictions = []
    for step, day in enumerate(ahead, start=1):
        usual = (calendar([day]) @ seasonal)[0]
        last = len(anomaly) - step
        if last < 120:
            predictions.append(usual + anomaly[-1] * 0.7**step if len(anomaly) else usual)
            continue
        # Anomaly `step` days later, from the last days and the last fortnight's mean.
        starts = np.arange(14, last)
        x = np.column_stack(
            [np.ones(len(starts))]
            + [anomaly[starts - lag] for lag in range(LAGS)]
            + [np.array([anomaly[s - 13 : s + 1].mean() for s in starts])]
        )
        weights = ridge(x, anomaly[starts + step], 25.0)
        now = np.concatenate([[1.0], anomaly[-1 : -1 - LAGS : -1], [anomaly[-14:].mean()]])
        predictions.append(usual + now @ weights)

    with open(RESULT / task["output"]["file"], "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["id", "prediction"])
        writer.writerows([row["id"], f"{value:.3f}"] for row, value in zip(future, predictions))


main()
