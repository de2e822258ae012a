#!/usr/bin/env python3
"""Works a report's figures out anew without a line of the lab's own code.

What the data's owner has: the report (owner's edition), the exam's plan (a benchmark version as the API answers it), the list of
hidden rows, the predictions row by row, and the table. Only Python's standard library is used, so that whoever doubts
the lab can read this in a sitting.

Intervals: of proportions over rows exactly, by the binomial distribution. Of means over rows or groups the lab gives a bound
that a mean with random (Dirichlet) weights, one unit more than was seen counted at its worst, goes beyond with a stated chance; it
works that chance out by an approximation, this script by drawing such weights and counting. Other intervals (blocks in time,
averages over classes, areas under curves) are not worked out here; scripts/recompute.mjs does, with the lab's own code.

python3 scripts/recompute.py --report report.json --plan version.json --rows hidden-rows.csv --answers answers.csv --table table.csv
"""
import argparse
import base64
import csv
import gzip
import hashlib
import json
import math
import operator
import random
import sys
from collections import Counter

csv.field_size_limit(2**30)
TOLERANCE = 1e-9
# Weights drawn for one bound, and how far its share may be off by chance, in standard errors: of the four bounds of a hundred
# means one would be off by more than 4.5 once in four hundred reports.
DRAWS = 20_000
OFF = 4.5
MOST = 20_000_000
FEWEST = 2_000


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


def at_least(successes, n, p):
    """Chance of that many or more right rows of n when each is right with chance p."""
    if p <= 0:
        return 1.0 if successes == 0 else 0.0
    if p >= 1:
        return 1.0
    whole = math.lgamma(n + 1)
    return math.fsum(
        math.exp(whole - math.lgamma(k + 1) - math.lgamma(n - k + 1) + k * math.log(p) + (n - k) * math.log1p(-p))
        for k in range(successes, n + 1)
    )


def crossing(rising, wanted):
    """Where a rising function of 0 to 1 reaches the value."""
    low, high = 0.0, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < wanted else (low, middle)
    return (low + high) / 2


def proportion_ends(successes, n, alpha):
    """Clopper and Pearson: the chances under which what was seen, or more (less), happens with alpha."""
    lower = 0.0 if successes == 0 else crossing(lambda p: at_least(successes, n, p), alpha)
    upper = 1.0 if successes == n else crossing(lambda p: at_least(successes + 1, n, p), 1 - alpha)
    return lower, upper


def one_more(units, side, least, most, squared, grouped):
    """The one unit more: beyond the worst seen by as much as the units are skewed, or the worst there can be (ADR 9)."""
    bottoms = math.fsum(b for _, b in units)
    ratio = math.fsum(t for t, _ in units) / bottoms
    off = [t - ratio * b for t, b in units]
    n = len(units)
    square = math.fsum(d * d for d in off)
    same = max(0.0, *off) - min(0.0, *off) <= 1e-12 * max(abs(t) for t, _ in units)
    skew = 0.0 if same or square == 0 else math.fsum(d**3 for d in off) / n / (square / n) ** 1.5
    typical = math.fsum(b * b for _, b in units) / bottoms
    reach = 1 + min(3.0 if squared else 1.5, max(0.0, side * skew))
    seen = ratio * typical + reach * (max(0.0, *off) if side > 0 else min(0.0, *off))
    end = most if side > 0 else least
    if end is None:
        return seen, typical
    if most is not None and (same or not grouped):
        return end * typical, typical
    return (min if side > 0 else max)(seen, end * typical), typical


def shares_beyond(ends, draws, source):
    """How often ratios with the same random weights lie beyond each end, on its side: `ends` of units, more, side, bound."""
    tops = [([t - bound * b for t, b in units] + [more[0] - bound * more[1]], side) for units, more, side, bound in ends]
    beyond = [0] * len(ends)
    size = len(tops[0][0])
    log = math.log
    for _ in range(draws):
        weights = [-log(1.0 - source()) for _ in range(size)]
        for at, (top, side) in enumerate(tops):
            beyond[at] += sum(map(operator.mul, weights, top)) * side > 0
    return [count / draws for count in beyond]


def ratio_terms(metric, truth, said, classes, positive, scores):
    """
    Per row the pair whose sums' ratio the metric is, the least and the most a ratio can be, whether of squares, and the way back
    from a figure to a ratio. None where the metric is no such ratio.
    """
    def itself(figure):
        return figure

    def mean_of(values, least, most, squared=False, back=itself):
        return [(value, 1.0) for value in values], least, most, squared, back

    if metric in ("log_loss", "brier"):
        most = None if metric == "log_loss" else 1 if len(classes) == 2 else 2
        return mean_of([score_figure(metric, [t], [row], classes, positive) for t, row in zip(truth, scores)], 0, most)
    if metric == "accuracy":
        return mean_of([float(t == s) for t, s in zip(truth, said)], 0, 1)
    if metric in ("precision", "recall"):
        asked = said if metric == "precision" else truth
        return [(float(t == s == positive), float(a == positive)) for t, s, a in zip(truth, said, asked)], 0, 1, False, itself
    if metric == "rmse":
        return mean_of([(s - t) ** 2 for t, s in zip(truth, said)], 0, None, True, lambda figure: figure * figure)
    if metric in ("mae", "mape", "smape"):
        return mean_of([value_figure(metric, [t], [s], [None]) for t, s in zip(truth, said)], 0, None)
    if metric == "bias":
        return mean_of([s - t for t, s in zip(truth, said)], None, None)
    return None


def counted(metric, truth, said, positive):
    """Right rows of how many, of a metric that is a proportion of rows."""
    right = sum(t == s for t, s in zip(truth, said))
    if metric == "accuracy" or metric.endswith("_micro"):
        return right, len(truth)
    true, predicted, actual = counts_of(truth, said, positive)
    return {"precision": (true, predicted), "recall": (true, actual)}.get(metric)


def ends_of(figure):
    """Each end that the report gives, with its side and the chance it leaves beyond."""
    interval, bounds = figure.get("interval"), figure.get("bounds")
    found = []
    for range_, alpha in ((interval, interval and (1 - interval["level"]) / 2), (bounds, bounds and bounds["alpha"])):
        if range_:
            found += [(range_["lower"], -1, alpha), (range_["upper"], 1, alpha)]
    return found


def check_exactly(figure, successes, n):
    wrong = []
    for told, side, alpha in ends_of(figure):
        found = proportion_ends(successes, n, alpha)[0 if side < 0 else 1]
        if not math.isclose(told, found, rel_tol=1e-7, abs_tol=1e-9):
            wrong.append(f"{told} ≠ {found}")
    return wrong


def check_by_drawing(figure, terms, groups, draws):
    """Draws weights for each end; an end that is the figure itself or the end of the metric's range needs none."""
    units, least, most, squared, back = terms
    if groups is not None:
        sums = {}
        for (top, bottom), group in zip(units, groups):
            tops, bottoms = sums.get(group, (0.0, 0.0))
            sums[group] = (tops + top, bottoms + bottom)
        units = list(sums.values())
    draws = min(draws, MOST // len(units))
    if draws < FEWEST:
        return None
    # An end that is the figure itself, or the end of what the metric can be, needs no drawing.
    ends = [end for end in ends_of(figure) if end[0] != figure["value"] and not (end[1] < 0 and end[0] == 0 and least == 0)]
    if not ends:
        return []
    asked = [
        (units, one_more(units, side, least, most, squared, groups is not None), side, back(told)) for told, side, _ in ends
    ]
    shares = shares_beyond(asked, draws, random.Random(f"{figure['metric']} {figure['value']}").random)
    return [
        f"{told}: {share:.4f} of the draws lie beyond, {alpha:.4f} should"
        for (told, _, alpha), share in zip(ends, shares)
        if abs(share - alpha) > OFF * math.sqrt(alpha * (1 - alpha) / draws)
    ]


def verdict_fault(judged, figures):
    """
    What is wrong with a criterion's verdict, None where nothing is: a pass needs the bound in the unfavourable direction to clear
    the threshold, a miss the favourable one to fall short of it (several musts share the chance of a miss, so that a bound
    that falls short may stay undecided). What a run cost is measured, and is not judged here.
    """
    criterion = judged["criterion"]
    cut = criterion.get("slice")
    figure = next((f for f in figures if f["metric"] == criterion["metric"] and f["slice"] == cut), None)
    if figure is None:
        return None
    bounds, threshold, verdict = figure.get("bounds"), criterion["threshold"], judged["verdict"]
    if bounds is None:
        return None if verdict == "inconclusive" else f"{verdict} without a bound"
    least = criterion["direction"] == "at_least"
    clears = bounds["lower"] >= threshold if least else bounds["upper"] <= threshold
    short = bounds["upper"] < threshold if least else bounds["lower"] > threshold
    if verdict == "pass" and not clears:
        return "passed, although its bound does not clear the threshold"
    if verdict == "fail" and not short:
        return "failed, although its bound reaches the threshold"
    if verdict == "inconclusive" and judged.get("note") is None and (clears or short):
        return "undecided without a reason, although its bound decides"
    return None


def overall_of(judged):
    musts = [one["verdict"] for one in judged if one["criterion"]["must"]]
    if "fail" in musts:
        return "fail"
    return "pass" if musts and all(verdict == "pass" for verdict in musts) else "inconclusive"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("report", "plan", "rows", "answers", "table"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--draws", type=int, default=DRAWS, help="random weights drawn for one interval")
    given = parser.parse_args()
    if given.draws < FEWEST:
        parser.error(f"--draws: at least {FEWEST}")

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

    unknown = unchecked = 0
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
        if not ends_of(figure):
            continue
        # Bounds without an interval: squares of too few rows for a pass, bounded as a mean is.
        method = figure["interval"].get("method") if figure.get("interval") else "one_more_unit"
        proportion = counted(metric, truth, [plain(said[k]["prediction"]) for k in at], positive) if by_class else None
        terms = ratio_terms(
            metric,
            truth if by_class else [float(cells[k]) for k in at],
            [plain(said[k]["prediction"]) if by_class else float(said[k]["prediction"]) for k in at],
            classes,
            positive,
            [scores_of(said[k]) for k in at] if metric in ("log_loss", "brier") else None,
        )
        unit = plan["resamplingUnit"]
        faults = None
        if method == "clopper_pearson" and proportion:
            faults, how = check_exactly(figure, *proportion), "by the binomial distribution"
        elif method == "one_more_unit" and terms and unit["kind"] in ("row", "group"):
            column = unit.get("column")
            groups = None if column is None else [table[int(kept[k]["row"]) - 1][column] for k in at]
            faults, how = check_by_drawing(figure, terms, groups, given.draws), "by drawing"
        if faults is None:
            unchecked += 1
            print("  –  ", name, "its interval is not worked out by this script")
        elif faults:
            wrong += 1
            print("OTHER", name, "interval,", how + ":", "; ".join(faults))
        else:
            print("same ", name, "interval,", how)
    judged = report.get("criteria", [])
    for one in judged:
        fault = verdict_fault(one, report["figures"])
        wrong += fault is not None
        print("OTHER" if fault else "same ", "criterion", one["criterion"]["id"], one["verdict"], *([f"({fault})"] if fault else []))
    if judged:
        told, found = report.get("overall"), overall_of(judged)
        wrong += told != found
        print("same " if told == found else "OTHER", "overall", told, *([] if told == found else ["≠", found]))
    more = f", {unknown} not worked out here" if unknown else ""
    more += f", {unchecked} intervals not worked out here" if unchecked else ""
    print(f"{'every figure worked out is the report’s' if wrong == 0 else f'{wrong} are not the report’s'}{more}")
    sys.exit(0 if wrong == 0 else 1)


if __name__ == "__main__":
    main()
