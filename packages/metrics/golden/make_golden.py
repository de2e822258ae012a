"""Writes the golden JSON files beside this script from independent implementations.

Debian: apt-get install python3-sklearn   (brings numpy and scipy)
Run:    /usr/bin/python3 make_golden.py
Written with scikit-learn 1.2.1, SciPy 1.10.1, numpy 1.24.2. The tests read the JSON and need no Python.
"""
import json
import math
import os
import warnings

import numpy as np
from scipy import integrate, stats
from scipy.stats._resampling import _bca_interval
from sklearn import metrics as sk
from sklearn.calibration import calibration_curve

warnings.simplefilter("ignore")
HERE = os.path.dirname(os.path.abspath(__file__))
NAMES = ["a", "b", "c", "d", "e"]


def write(name, cases):
    with open(os.path.join(HERE, name), "w") as f:
        json.dump(cases, f, separators=(",", ":"))
        f.write("\n")


def label_expected(truth, pred, k):
    out = {
        "accuracy": sk.accuracy_score(truth, pred),
        "balanced_accuracy": sk.balanced_accuracy_score(truth, pred),
        "mcc": sk.matthews_corrcoef(truth, pred),
        "cohen_kappa": sk.cohen_kappa_score(truth, pred),
    }
    for score, fn in [("precision", sk.precision_score), ("recall", sk.recall_score), ("f1", sk.f1_score)]:
        for average in ["macro", "micro", "weighted"]:
            out[f"{score}_{average}"] = fn(truth, pred, average=average, zero_division=0)
        for c in range(k):
            out[f"{score}:{c}"] = fn(truth, pred, labels=[c], average="macro", zero_division=0)
    return {key: None if math.isnan(v) else v for key, v in out.items()}


def label_cases(rng):
    def random_case(name, k, n, hit, weights):
        truth = rng.choice(k, n, p=weights)
        pred = np.where(rng.random(n) < hit, truth, rng.integers(0, k, n))
        return name, k, truth, pred

    cases = [
        random_case("binary", 2, 150, 0.6, [0.7, 0.3]),
        random_case("binary rare", 2, 200, 0.95, [0.97, 0.03]),
        random_case("five classes", 5, 300, 0.5, [0.4, 0.3, 0.2, 0.07, 0.03]),
        random_case("three classes by chance", 3, 120, 0.0, [1 / 3] * 3),
        ("class absent everywhere", 4, np.array([0, 1, 1, 0, 3, 3]), np.array([0, 1, 0, 0, 3, 1])),
        ("class only predicted", 3, np.array([0, 1, 1, 0]), np.array([0, 2, 1, 0])),
        ("class never predicted", 3, np.array([0, 1, 2, 2]), np.array([0, 1, 1, 0])),
        ("no positives", 2, np.array([0, 0, 0, 0]), np.array([0, 1, 0, 0])),
        ("no predicted positives", 2, np.array([0, 1, 0, 1]), np.array([0, 0, 0, 0])),
        ("all right", 3, np.array([0, 1, 2, 1]), np.array([0, 1, 2, 1])),
        ("all wrong", 2, np.array([0, 1, 0, 1]), np.array([1, 0, 1, 0])),
        ("one class only", 2, np.array([1, 1, 1]), np.array([1, 1, 1])),
        ("single row", 2, np.array([1]), np.array([0])),
    ]
    return [
        {
            "name": name,
            "classes": NAMES[:k],
            "truth": truth.tolist(),
            "predicted": pred.tolist(),
            "confusion": sk.confusion_matrix(truth, pred, labels=range(k)).tolist(),
            "expected": label_expected(truth, pred, k),
        }
        for name, k, truth, pred in cases
    ]


def ece(confidence, hit):
    """Guo et al. 2017 through scikit-learn's calibration bins, less what chance adds (mean of the folded normal)."""
    edges = np.linspace(0, 1, 16)
    bins = np.searchsorted(edges[1:-1], confidence)
    counts = np.bincount(bins, minlength=15)
    spread = np.bincount(bins, weights=confidence * (1 - confidence), minlength=15)
    observed, mean = calibration_curve(hit, confidence, n_bins=15)
    used = counts > 0
    gap = np.abs(observed - mean)
    error = np.sqrt(spread[used]) / counts[used]
    chance = [stats.foldnorm.mean(d / s, scale=s) - d if s > 0 else 0 for d, s in zip(gap, error)]
    return max(0.0, float(np.sum(counts[used] / len(hit) * (gap - chance))))


def binary_scores(name, truth, scores, probabilities=True):
    expected = {
        "roc_auc": sk.roc_auc_score(truth, scores) if 0 < truth.sum() < len(truth) else None,
        "pr_auc": sk.average_precision_score(truth, scores) if truth.sum() > 0 else None,
    }
    if probabilities:
        expected["log_loss"] = sk.log_loss(truth, scores, labels=[0, 1])
        expected["brier"] = sk.brier_score_loss(truth, scores, pos_label=1)
        expected["ece"] = ece(scores, truth)
    return {
        "name": name,
        "classes": NAMES[:2],
        "truth": truth.tolist(),
        "scores": scores.tolist(),
        "expected": expected,
    }


def multiclass_scores(name, truth, p):
    k = p.shape[1]
    onehot = np.eye(k)[truth]
    top = p.argmax(axis=1)
    # Scaling rows to sum 1 would break ties between rows, so scikit-learn's own mean is taken only where it
    # accepts the rows as they are; elsewhere the mean of its binary areas, which is what it computes.
    area = float(np.mean([sk.roc_auc_score(truth == c, p[:, c]) for c in range(k)]))
    if np.allclose(p.sum(axis=1), 1):
        assert abs(area - sk.roc_auc_score(truth, p, multi_class="ovr", average="macro")) < 1e-14
    expected = {
        "roc_auc": area,
        "pr_auc": sk.average_precision_score(onehot, p, average="macro"),
        "log_loss": sk.log_loss(truth, p, labels=range(k)),
        "brier": float(np.mean(np.sum((p - onehot) ** 2, axis=1))),
        "ece": ece(p.max(axis=1), (top == truth).astype(int)),
        "top_k_accuracy": sk.top_k_accuracy_score(truth, p, k=3, labels=range(k)),
        "top_k_accuracy:2": sk.top_k_accuracy_score(truth, p, k=2, labels=range(k)),
    }
    return {
        "name": name,
        "classes": NAMES[:k],
        "truth": truth.tolist(),
        "scores": p.ravel().tolist(),
        "expected": expected,
    }


def score_cases(rng):
    t = rng.integers(0, 2, 400)
    s = np.clip(0.35 * t + 0.65 * rng.random(400), 0, 1)
    t4 = rng.choice(4, 250, p=[0.5, 0.3, 0.15, 0.05])
    raw = rng.gamma(1.0, 1.0, (250, 4)) + np.eye(4)[t4]
    p4 = raw / raw.sum(axis=1, keepdims=True)
    p5 = rng.multinomial(10, [0.2] * 5, 200) / 10
    t5 = np.concatenate([np.arange(5), rng.integers(0, 5, 195)])
    return [
        binary_scores("distinct scores", t, np.round(s, 9)),
        binary_scores("many ties", t, np.round(s, 1)),
        binary_scores("all tied", t[:60], np.full(60, 0.5)),
        binary_scores("bin edges", rng.integers(0, 2, 160), np.tile(np.linspace(0, 1, 16), 10)),
        binary_scores("certain and wrong", np.array([0, 1, 1, 0]), np.array([1.0, 0.0, 1.0, 0.0])),
        binary_scores("no positives", np.array([0, 0, 0]), np.array([0.1, 0.5, 0.2])),
        binary_scores("no negatives", np.array([1, 1, 1]), np.array([0.1, 0.5, 0.2])),
        binary_scores("unbounded scores", t[:120], np.round(rng.normal(t[:120], 1.0), 2), probabilities=False),
        multiclass_scores("four classes", t4, np.round(p4, 4)),
        multiclass_scores("five classes, ties", t5, p5),
    ]


def value_cases(rng):
    n = 240
    y = np.round(rng.normal(50, 12, n), 3)
    p = np.round(y + rng.normal(1, 4, n), 3)
    series = np.repeat(np.arange(4), n // 4)
    scale = np.round(rng.uniform(1, 5, 4), 3)[series]
    naive = np.round(y + rng.normal(0, 6, n), 3)
    seasonal = np.round(y + rng.normal(0, 5, n), 3)
    cases = [
        ("series", y, p, naive, seasonal, scale),
        ("odd count", y[:41], p[:41], naive[:41], seasonal[:41], scale[:41]),
        ("large offset", y[:100] + 1e6, p[:100] + 1e6, naive[:100] + 1e6, seasonal[:100] + 1e6, scale[:100]),
        ("signs", np.array([-1.5, 2.0, -3.0, 4.0]), np.array([1.0, 2.5, -3.0, -4.0]), np.array([0.0, 1.0, 2.0, 3.0]),
         np.array([-1.5, 1.0, -2.0, 4.0]), np.ones(4)),
        ("zero truth", np.array([0.0, 2.0, 4.0]), np.array([0.0, 1.0, 5.0]), np.array([1.0, 1.0, 1.0]),
         np.array([0.0, 2.0, 4.0]), np.array([0.0, 1.0, 1.0])),
        ("constant truth", np.full(5, 0.1), np.array([0.1, 0.2, 0.1, 0.0, 0.1]), np.full(5, 0.3), np.full(5, 0.1),
         np.ones(5)),
        ("single row", np.array([3.0]), np.array([2.5]), np.array([3.5]), np.array([1.0]), np.array([0.5])),
    ]
    out = []
    for name, y, p, naive, seasonal, scale in cases:
        error = p - y
        mae = sk.mean_absolute_error(y, p)
        size = np.abs(y) + np.abs(p)
        mae_naive = sk.mean_absolute_error(y, naive)
        mae_seasonal = sk.mean_absolute_error(y, seasonal)
        expected = {
            "mae": mae,
            "rmse": sk.mean_squared_error(y, p, squared=False),
            "mape": None if np.any(y == 0) else 100 * sk.mean_absolute_percentage_error(y, p),
            "smape": 100 * float(np.mean(2 * np.abs(error)[size > 0] / size[size > 0]) * np.mean(size > 0)),
            "r2": None if np.all(y == y[0]) else sk.r2_score(y, p),
            "median_ae": sk.median_absolute_error(y, p),
            "max_error": sk.max_error(y, p),
            "bias": math.fsum(error) / len(y),
            "mase": None if np.any(scale == 0) else float(np.mean(np.abs(error) / scale)),
            "skill_persistence": None if mae_naive == 0 else 1 - mae / mae_naive,
            "skill_seasonal": None if mae_seasonal == 0 else 1 - mae / mae_seasonal,
        }
        columns = {"truth": y, "predicted": p, "naive": naive, "seasonalNaive": seasonal, "scale": scale}
        out.append({"name": name, **{k: v.tolist() for k, v in columns.items()}, "expected": expected})
    return out


MASK64 = (1 << 64) - 1


def xoshiro128(state):
    """xoshiro128** 1.1 in plain integers, apart from the TypeScript one."""
    s = list(state)

    def rotl(x, k):
        return ((x << k) | (x >> (32 - k))) & 0xFFFFFFFF

    while True:
        yield (rotl((s[1] * 5) & 0xFFFFFFFF, 7) * 9) & 0xFFFFFFFF
        t = (s[1] << 9) & 0xFFFFFFFF
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotl(s[3], 11)


def below(words, bound):
    while True:
        product = next(words) * bound
        if (product & 0xFFFFFFFF) >= (1 << 32) % bound:
            return product >> 32


def resample_matrix(state, n, resamples):
    words = xoshiro128(state)
    return np.array([[below(words, n) for _ in range(n)] for _ in range(resamples)])


def bca_row_case(rng, name, statistic, x, level, state, resamples=400):
    index = resample_matrix(state, len(x), resamples)
    theta = statistic(x[index], axis=-1)
    alpha = (1 - level) / 2
    low, high = _bca_interval((x,), statistic, -1, alpha, theta, None)[:2]
    free = stats.bootstrap((x,), statistic, n_resamples=20000, confidence_level=level, method="BCa",
                           random_state=rng).confidence_interval
    return {
        "name": name, "values": x.tolist(), "level": level, "state": state, "resamples": resamples,
        "bounds": [float(np.percentile(theta, 100 * low)), float(np.percentile(theta, 100 * high))],
        "scipy": [float(free.low), float(free.high)],
    }


def bca_group_case(rng, level, state, resamples=400):
    """RMSE of rows in 25 groups of unequal size, groups resampled; bounds from the textbook formula."""
    group = np.repeat(np.arange(25), rng.integers(1, 9, 25))
    e = np.round(rng.normal(0, 1 + group / 25, len(group)), 3)
    squares = np.bincount(group, e**2)
    sizes = np.bincount(group)
    index = resample_matrix(state, 25, resamples)
    theta = np.sqrt(squares[index].sum(1) / sizes[index].sum(1))
    estimate = math.sqrt(squares.sum() / sizes.sum())
    left = np.sqrt((squares.sum() - squares) / (sizes.sum() - sizes))
    d = left.mean() - left
    a = (d**3).sum() / (6 * (d**2).sum() ** 1.5)
    z0 = stats.norm.ppf((np.sum(theta < estimate) + np.sum(theta <= estimate)) / (2 * resamples))

    def bound(p):
        z = z0 + stats.norm.ppf(p)
        return float(np.percentile(theta, 100 * stats.norm.cdf(z0 + z / (1 - a * z))))

    alpha = (1 - level) / 2
    return {"group": group.tolist(), "errors": e.tolist(), "level": level, "state": state, "resamples": resamples,
            "bounds": [bound(alpha), bound(1 - alpha)]}


def wilson(successes, n, level):
    """statsmodels.stats.proportion.proportion_confint(method='wilson'), written out."""
    z = stats.norm.isf((1 - level) / 2)
    p = successes / n
    centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z * math.sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    return [max(0.0, centre - half), min(1.0, centre + half)]


def interval_cases(rng):
    words = xoshiro128([11, 22, 33, 44])
    skewed = np.round(rng.lognormal(0, 1, 60), 4)
    return {
        "xoshiro": {"state": [11, 22, 33, 44], "words": [next(words) for _ in range(40)]},
        "normal": [[p, float(stats.norm.ppf(p))] for p in
                   [1e-300, 1e-20, 1e-8, 1e-4, 0.05 / 3, 0.025, 0.07, 0.0750001, 0.3, 0.5, 0.62, 0.92, 0.975, 0.99999]],
        "cdf": [[x, float(stats.norm.cdf(x))] for x in
                [-37, -20, -8.3, -5, -3.1, -2.51, -2.49, -1, -1e-3, 0, 0.3, 1.96, 2.4999, 2.5, 4, 6.5, 9]],
        "wilson": [[s, n, level, *wilson(s, n, level)] for s, n, level in
                   [(0, 10, 0.95), (1, 10, 0.95), (7, 10, 0.9), (10, 10, 0.95), (950, 1000, 1 - 0.1 / 3),
                    (499999, 1000000, 0.99), (1, 1, 0.95)]],
        "bca": [
            bca_row_case(rng, "mean of skewed", np.mean, skewed, 0.95, [1, 2, 3, 4]),
            bca_row_case(rng, "mean of skewed, one-sided 0.05/3", np.mean, skewed, 1 - 0.1 / 3, [5, 6, 7, 8]),
            bca_row_case(rng, "root mean square", lambda x, axis: np.sqrt(np.mean(x**2, axis=axis)),
                         np.round(rng.normal(0, 2, 80), 4), 0.95, [9, 10, 11, 12]),
        ],
        "group": bca_group_case(rng, 0.95, [21, 22, 23, 24]),
    }


def adjusted_p(own, drawn, pairs, units):
    """Step-down max-T (Westfall & Young 1993; Romano & Wolf 2005), never below Holm; t on units - 1 as a normal deviate."""
    theta = np.array([own[x] - own[y] for x, y in pairs])
    off = np.array([drawn[x] - drawn[y] for x, y in pairs]) - theta[:, None]
    error = off.std(axis=1, ddof=1) * math.sqrt(units / (units - 1))
    deviate = stats.norm.isf(stats.t.sf(np.abs(theta) / error, units - 1))
    free = np.abs(off) / off.std(axis=1, ddof=1)[:, None]
    p, least, left = np.ones(len(pairs)), 0.0, list(np.argsort(-deviate))
    while left:
        worst = left[0]
        least = max(least, (1 + np.sum(free[left].max(axis=0) >= deviate[worst])) / (off.shape[1] + 1),
                    min(1.0, len(left) * 2 * stats.norm.sf(deviate[worst])))
        p[worst] = least
        left = left[1:]
    return p


def tiers_of(names, ahead, p, alpha=0.05):
    """Tier of each: with the leader is whom the joint comparison does not part from it; they leave, and so on."""
    tiers, left = {}, list(names)
    while left:
        leader = next(x for x in left if all(x == y or ahead[x][y] >= 0 for y in left))
        parted = {y for y in left if y != leader and p[leader][y] <= alpha}
        level = max(tiers.values(), default=0) + 1
        tiers.update({y: level for y in left if y not in parted})
        left = [y for y in left if y in parted]
    return [tiers[name] for name in names]


def paired_case(rng, name, metric, better, truth, runs, group, score, resamples=20000):
    """Every pair of runs on the same resamples of the same units, and the tiers that follow."""
    units = np.unique(group)
    members = [np.flatnonzero(group == u) for u in units]
    names = list(runs)
    sign = 1 if better == "higher" else -1
    own = {x: score(truth, runs[x]) for x in names}
    drawn = {x: np.empty(resamples) for x in names}
    for b in range(resamples):
        rows = np.concatenate([members[u] for u in rng.integers(0, len(units), len(units))])
        for x in names:
            drawn[x][b] = score(truth[rows], runs[x][rows])
    ahead = {x: {y: sign * (own[x] - own[y]) for y in names} for x in names}
    pairs = [(x, y) for i, x in enumerate(names) for y in names[i + 1:]]
    p = {x: {} for x in names}
    for (x, y), level in zip(pairs, adjusted_p(own, drawn, pairs, len(units))):
        p[x][y] = p[y][x] = float(level)
    return {
        "name": name, "metric": metric, "better": better,
        "truth": truth.tolist(), "unit": group.tolist(),
        "runs": [{"id": x, "predicted": runs[x].tolist(), "value": float(own[x]),
                  "interval": [float(np.quantile(drawn[x], q)) for q in (0.025, 0.975)]} for x in names],
        "p": [[x, y, p[x][y]] for x, y in pairs],
        "tiers": tiers_of(names, ahead, p),
    }


def paired_cases(rng):
    n = 240
    truth = np.round(rng.normal(50, 10, n), 2)
    shared = rng.normal(0, 6, n)
    runs = {
        "leader": shared,
        # Wrong where the leader is wrong and a little more: the intervals overlap, the difference is plain.
        "a little worse": shared * 1.12 + rng.normal(0, 0.4, n),
        # As good by other means: no one can tell them apart.
        "rival": np.where(rng.random(n) < 0.5, shared, -shared) * rng.choice([0.94, 1.05], n),
        "worse still": shared * 1.28,
        "naive": rng.normal(0, 16, n),
    }
    runs = {x: np.round(truth + error, 3) for x, error in runs.items()}
    rows = paired_case(rng, "errors that are shared", "mae", "lower", truth, runs, np.arange(n),
                       lambda t, y: float(np.mean(np.abs(t - y))))
    for run in rows["runs"]:
        assert math.isclose(run["value"], sk.mean_absolute_error(rows["truth"], run["predicted"]), abs_tol=1e-9)

    n, stations = 600, 40
    group = np.sort(rng.integers(0, stations, n))
    labels = (rng.random(n) < 0.4).astype(int)
    hard = np.isin(group, rng.choice(stations, 12, replace=False))

    def classifier(easy_hit, hard_hit, seed):
        own = np.random.default_rng(seed)
        return np.where(own.random(n) < np.where(hard, hard_hit, easy_hit), labels, 1 - labels)

    first = classifier(0.93, 0.7, 1)
    second = np.where(np.random.default_rng(2).random(n) < 0.05, 1 - labels, first)
    classes = {"first": first, "second": second, "third": classifier(0.92, 0.69, 3), "coin": classifier(0.5, 0.5, 4)}
    by_station = paired_case(rng, "stations as units", "accuracy", "higher", labels, classes, group,
                             lambda t, y: float(np.mean(t == y)))
    for run in by_station["runs"]:
        assert math.isclose(run["value"], sk.accuracy_score(labels, run["predicted"]), abs_tol=1e-12)
    # Eight of nearly one quality on 25 units: levels between the plain ones, where the procedure itself is seen.
    n = 25
    truth = np.zeros(n)
    skill = [0.0, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.9]
    own = np.random.default_rng(5)
    common = own.normal(0, 1, n)
    near = {f"e{k}": np.round(np.abs(3 + gap + common + own.normal(0, 0.6, n)), 4) for k, gap in enumerate(skill)}
    close = paired_case(rng, "close together on few units", "mae", "lower", truth, near, np.arange(n),
                        lambda t, y: float(np.mean(np.abs(t - y))))
    return [rows, by_station, close]


def chance_positive(a, m):
    """P(sum of m-fold Gamma(1) variables times a > 0), by inverting the characteristic function (Gil-Pelaez 1951)."""
    a, m = np.asarray(a, float), np.asarray(m, float)
    a = a / np.sqrt(np.sum(m * a**2))

    def part(t):
        phase = np.sum(m * np.arctan(t * a))
        size = np.exp(-0.5 * np.sum(m * np.log1p((t * a) ** 2)))
        return np.sin(phase) * size / t

    whole, _ = integrate.quad(part, 1e-12, np.inf, limit=2000, epsabs=1e-12)
    return 0.5 + whole / math.pi


def delong(truth, scores):
    """Variances of the structural components of DeLong et al. 1988, divided by the counts: the area's variance."""
    positive, negative = scores[truth == 1], scores[truth == 0]
    wins = (positive[:, None] > negative[None, :]) + 0.5 * (positive[:, None] == negative[None, :])
    area = wins.mean()
    return float(area), float(np.var(wins.mean(axis=1)) / len(positive) + np.var(wins.mean(axis=0)) / len(negative))


def politis_white(x):
    """Optimal block length for the circular block bootstrap and the long-run variance ratio, straight from the paper."""
    n, x = len(x), x - x.mean()
    full = np.correlate(x, x, "full")[n - 1:] / n
    limit = 2 * np.sqrt(np.log10(n) / n)
    rho = np.abs(full / full[0])
    m = next(k for k in range(n) if (rho[k + 1:k + 6] < limit).all())
    if m == 0:
        return 0.0, 1.0
    lags = np.arange(1, min(2 * m, n - 1) + 1)
    flat = np.minimum(1, 2 * (1 - lags / (2 * m)))
    g = full[0] + 2 * np.sum(flat * full[lags])
    big_g = 2 * np.sum(flat * lags * full[lags])
    return float((1.5 * (big_g / g) ** 2 * n) ** (1 / 3)), float(g / full[0])


def series(rng, rho, n):
    out = np.empty(n)
    e = rng.normal()
    for i in range(n):
        out[i] = e
        e = rho * e + math.sqrt(1 - rho**2) * rng.normal()
    return np.round(out, 6)


def bound_cases(rng):
    exact = []
    for s, n in [(0, 10), (1, 10), (40, 40), (39, 40), (7, 300), (999999, 1000000), (500000, 1000000)]:
        for alpha in (0.025, 0.05 / 3):
            low = 0.0 if s == 0 else stats.beta.ppf(alpha, s, n - s + 1)
            high = 1.0 if s == n else stats.beta.ppf(1 - alpha, s + 1, n - s)
            exact.append([s, n, alpha, float(low), float(high)])
    tails = []
    for name, a in [
        ("errors", np.append(rng.exponential(1, 30) - 1.7, 4.0)),
        ("few errors", np.append(np.where(rng.random(60) < 0.05, 1.0, 0.0) - 0.2, 0.8)),
        ("unequal units", np.append((rng.exponential(1, 40) - 1.4) * rng.integers(1, 9, 40), 12.0)),
        ("far out", np.append(rng.normal(-1.1, 1, 50), 2.0)),
    ]:
        a = np.round(a, 4)
        tails.append({"name": name, "a": a.tolist(), "p": chance_positive(a, np.ones(len(a)))})
    truth = (rng.random(200) < 0.2).astype(int)
    scores = np.round(truth * 0.8 + rng.normal(0, 1, 200), 1)
    area, variance = delong(truth, scores)
    errors = np.round(rng.exponential(2, 61), 4)
    rank = int(stats.binom.ppf(1 - 0.05 / 3, 61, 0.5))
    return {
        "beta": [[x, p, q, float(stats.beta.cdf(x, p, q))] for x, p, q in
                 [(0.1, 2, 3), (0.9, 40, 1), (0.5, 0.5, 0.5), (0.02, 3, 400), (0.5, 5e5, 5e5), (1e-6, 1, 1e6)]],
        "clopper": exact,
        "tails": tails,
        "delong": {"truth": truth.tolist(), "scores": scores.tolist(), "area": area, "variance": variance},
        # The least order statistic that the median passes with chance at most alpha, and its mirror image.
        "median": {"errors": errors.tolist(), "upper": float(np.sort(errors)[rank]),
                   "lower": float(np.sort(errors)[60 - rank])},
        "memory": [{"values": x.tolist(), "block": b, "inflation": r} for x in
                   (series(rng, 0.8, 400), series(rng, 0.95, 400), series(rng, 0.0, 120)) for b, r in [politis_white(x)]],
    }


if __name__ == "__main__":
    rng = np.random.default_rng(20240601)
    write("labels.json", label_cases(rng))
    write("scores.json", score_cases(rng))
    write("values.json", value_cases(rng))
    write("intervals.json", interval_cases(rng))
    # Of its own seed, so that the files above stay as they are when this one changes.
    write("pairs.json", paired_cases(np.random.default_rng(20261123)))
    write("bounds.json", bound_cases(np.random.default_rng(20261129)))
