#!/usr/bin/env python3
"""Works a report's figures out anew without a line of the lab's own code.

What the data's owner has: the report (owner's edition), the exam's plan (a benchmark version as the API answers it), the list of
hidden rows, the predictions row by row, and the table. Only Python's standard library is used, so that whoever doubts
the lab can read this in a sitting. Intervals are not worked out here (scripts/recompute.mjs does, with the lab's code).

python3 scripts/recompute.py --report report.json --plan version.json --rows hidden-rows.csv --answers answers.csv --table table.csv
"""
import argparse
import base64
import csv
import gzip
import hashlib
import json
import math
import sys
from collections import Counter

csv.field_size_limit(2**30)
TOLERANCE = 1e-9


def read_json(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def read_rows(path):
    """Rows of a CSV by column, gzipped or not."""
    with open(path, "rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    with (gzip.open if packed else open)(path, "rt", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def plain(cell):
    """Takes back the mark that keeps spreadsheets from reading a cell as a formula."""
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in "=+-@\t\r" else cell


def mean(values):
    return math.fsum(values) / len(values)


def ranks(values):
    """Mid-ranks, from 1."""
    order = sorted(range(len(values)), key=values.__getitem__)
    found = [0.0] * len(values)
    at = 0
    while at < len(order):
        end = at
        while end + 1 < len(order) and values[order[end + 1]] == values[order[at]]:
            end += 1
        for place in range(at, end + 1):
            found[order[place]] = (at + end) / 2 + 1
        at = end + 1
    return found


def roc_auc(hit, score):
    positives = sum(hit)
    negatives = len(hit) - positives
    if positives == 0 or negatives == 0:
        return None
    total = math.fsum(rank for rank, yes in zip(ranks(score), hit) if yes)
    return (total - positives * (positives + 1) / 2) / (positives * negatives)


def pr_auc(hit, score):
    positives = sum(hit)
    if positives == 0:
        return None
    order = sorted(range(len(hit)), key=lambda at: -score[at])
    area, true, seen, at = 0.0, 0, 0, 0
    while at < len(order):
        end = at
        while end < len(order) and score[order[end]] == score[order[at]]:
            end += 1
        gained = sum(hit[order[place]] for place in range(at, end))
        true, seen = true + gained, end
        area += gained / positives * (true / seen)
        at = end
    return area


def counts_of(truth, said, name):
    true = sum(t == name and s == name for t, s in zip(truth, said))
    return true, sum(s == name for s in said), sum(t == name for t in truth)


def per_class(score, truth, said, name):
    true, predicted, actual = counts_of(truth, said, name)
    below = {"precision": predicted, "recall": actual, "f1": predicted + actual}[score]
    return 0.0 if below == 0 else (2 if score == "f1" else 1) * true / below


def label_figure(metric, truth, said, classes, positive):
    n = len(truth)
    seen = [name for name in classes if name in truth or name in said]
    right = sum(t == s for t, s in zip(truth, said))
    actual, predicted = Counter(truth), Counter(said)
    if metric == "accuracy":
        return right / n
    if metric == "balanced_accuracy":
        return mean([per_class("recall", truth, said, name) for name in classes if actual[name]])
    if metric == "mcc":
        spread = (n * n - sum(c * c for c in predicted.values())) * (n * n - sum(c * c for c in actual.values()))
        together = sum(actual[name] * predicted[name] for name in classes)
        return 0.0 if spread == 0 else (right * n - together) / math.sqrt(spread)
    if metric == "cohen_kappa":
        chance = sum(actual[name] * predicted[name] for name in classes) / (n * n)
        return None if chance == 1 else (right / n - chance) / (1 - chance)
    score, _, average = metric.partition("_")
    if score not in ("precision", "recall", "f1"):
        return "unknown"
    if average == "":
        return per_class(score, truth, said, positive)
    if average == "micro":
        return right / n
    if average == "macro":
        return mean([per_class(score, truth, said, name) for name in seen])
    return math.fsum(per_class(score, truth, said, name) * actual[name] for name in classes) / n


def score_figure(metric, truth, rows, classes, positive):
    """`rows`: a list of scores for each row, one for each class."""
    n = len(truth)
    several = len(classes) > 2
    hits = {name: [t == name for t in truth] for name in classes}
    if metric in ("roc_auc", "pr_auc"):
        area = roc_auc if metric == "roc_auc" else pr_auc
        if not several:
            return area(hits[positive], [row[classes.index(positive)] for row in rows])
        found = [area(hits[name], [row[k] for row in rows]) for k, name in enumerate(classes)]
        known = [value for value in found if value is not None]
        return mean(known) if known else None
    if metric == "log_loss":
        def clip(p):
            return min(1 - sys.float_info.epsilon, max(sys.float_info.epsilon, p))
        return mean([-math.log(clip(row[classes.index(t)]) / math.fsum(clip(p) for p in row)) for t, row in zip(truth, rows)])
    if metric == "brier":
        if not several:
            at = classes.index(positive)
            return mean([(row[at] - (t == positive)) ** 2 for t, row in zip(truth, rows)])
        return mean([math.fsum((p - (t == name)) ** 2 for p, name in zip(row, classes)) for t, row in zip(truth, rows)])
    return "unknown"


def value_figure(metric, truth, said, row_of):
    off = [s - t for t, s in zip(truth, said)]
    if metric == "mae":
        return mean([abs(d) for d in off])
    if metric == "rmse":
        return math.sqrt(mean([d * d for d in off]))
    if metric == "bias":
        return mean(off)
    if metric == "max_error":
        return max(abs(d) for d in off)
    if metric == "median_ae":
        spread = sorted(abs(d) for d in off)
        half = len(spread) // 2
        return spread[half] if len(spread) % 2 else (spread[half - 1] + spread[half]) / 2
    if metric == "mape":
        return None if 0 in truth else 100 * mean([abs(d / t) for d, t in zip(off, truth)])
    if metric == "smape":
        return 100 * mean([0 if t == 0 and s == 0 else 2 * abs(s - t) / (abs(t) + abs(s)) for t, s in zip(truth, said)])
    if metric == "r2":
        middle = mean(truth)
        spread = math.fsum((t - middle) ** 2 for t in truth)
        return None if spread == 0 else 1 - math.fsum(d * d for d in off) / spread
    column = {"mase": "scale", "skill_persistence": "naive", "skill_seasonal": "seasonal"}.get(metric)
    if column is None or column not in row_of[0]:
        return "unknown"
    other = [float(row[column]) for row in row_of]
    if metric == "mase":
        return None if 0 in other else mean([abs(d) / scale for d, scale in zip(off, other)])
    simple = math.fsum(abs(o - t) for o, t in zip(other, truth))
    return None if simple == 0 else 1 - math.fsum(abs(d) for d in off) / simple


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("report", "plan", "rows", "answers", "table"):
        parser.add_argument(f"--{name}", required=True)
    given = parser.parse_args()

    envelope = read_json(given.report)
    statement = json.loads(base64.b64decode(envelope["payload"])) if "payload" in envelope else envelope
    report = statement["predicate"]
    version = read_json(given.plan)
    plan = version.get("plan", version)
    table = read_rows(given.table)
    listed = read_rows(given.rows)
    kept = [row for row in listed if row["split"] == report["run"]["split"]]
    answers = {(row["case"], row["id"]): row for row in read_rows(given.answers)}

    digests = sorted(row["digest"] for row in listed if row["split"] == "hidden")
    hidden = hashlib.sha256("\n".join(digests).encode()).hexdigest()
    wrong = 0 if hidden == report["digests"]["hiddenSplit"] else 1
    print("same " if wrong == 0 else "OTHER", "hidden split", hidden)
    if set(answers) != {(row["case"], row["id"]) for row in kept}:
        sys.exit("the answers are not those of the rows that the report's split keeps")

    by_class = plan["task"] in ("binary", "multiclass")
    cells = [table[int(row["row"]) - 1][plan["target"]] for row in kept]
    said = [answers[(row["case"], row["id"])] for row in kept]
    classes = sorted({cell for row in table if (cell := row[plan["target"]]) != ""}, key=lambda name: name.encode("utf-16-be"))
    positive = plan.get("positive")
    columns = [f"score:{name}" for name in classes]

    def scores_of(row):
        if plan["task"] == "binary":
            score = float(row["score"])
            return [score if name == positive else 1 - score for name in classes]
        return [float(row[name]) for name in columns]

    unknown = 0
    for figure in report["figures"]:
        metric, cut = figure["metric"], figure["slice"]
        at = [k for k, row in enumerate(kept) if cut is None or table[int(row["row"]) - 1][cut["column"]] == cut["value"]]
        found = "unknown"
        if by_class:
            truth = [cells[k] for k in at]
            found = label_figure(metric, truth, [plain(said[k]["prediction"]) for k in at], classes, positive)
            if found == "unknown" and ("score" in said[0] or columns[0] in said[0]):
                found = score_figure(metric, truth, [scores_of(said[k]) for k in at], classes, positive)
        else:
            found = value_figure(metric, [float(cells[k]) for k in at], [float(said[k]["prediction"]) for k in at], [kept[k] for k in at])
        name = metric if cut is None else f"{metric} [{cut['column']} = {cut['value']}]"
        told = figure["value"]
        if found == "unknown":
            unknown += 1
            print("  –  ", name, "not worked out by this script")
        elif (told is None) != (found is None) or (told is not None and not math.isclose(told, found, rel_tol=TOLERANCE, abs_tol=TOLERANCE)):
            wrong += 1
            print("OTHER", name, told, "≠", found)
        else:
            print("same ", name, told)
    more = f", {unknown} not worked out here" if unknown else ""
    print(f"{'every figure worked out is the report’s' if wrong == 0 else f'{wrong} are not the report’s'}{more}")
    sys.exit(0 if wrong == 0 else 1)


if __name__ == "__main__":
    main()
