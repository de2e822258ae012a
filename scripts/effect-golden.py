"""Golden effects of field designs: numpy's least squares and scipy's Welch test, not the lab's own arithmetic.

Writes packages/domain/src/pilots/golden/effects.json. Run again with the same numpy it writes the same figures.
"""
import json
import os

import numpy as np
from scipy import stats

rng = np.random.default_rng(20261130)


def bounds(value, spread, freedom):
    reach = stats.t.ppf(0.975, freedom) * spread
    return [float(value - reach), float(value + reach)]


def hac(x, y):
    terms, *_ = np.linalg.lstsq(x, y, rcond=None)
    scores = x * (y - x @ terms)[:, None]
    n, k = x.shape
    lags = int(np.floor(4 * (n / 100) ** (2 / 9)))
    meat = scores.T @ scores
    for lag in range(1, lags + 1):
        moved = scores[lag:].T @ scores[:-lag]
        meat = meat + (1 - lag / (lags + 1)) * (moved + moved.T)
    bread = np.linalg.pinv(x.T @ x)
    return terms, n / (n - k) * bread @ meat @ bread, n - k


def told(terms, covariance, freedom, weights):
    weights = np.asarray(weights, float)
    value = float(weights @ terms)
    return {"value": value, "interval": bounds(value, np.sqrt(weights @ covariance @ weights), freedom)}


def remembering(n, memory):
    noise = rng.normal(size=n)
    for i in range(1, n):
        noise[i] = memory * noise[i - 1] + noise[i]
    return noise


def series(n, start, memory, jump, slope, missing):
    day = np.arange(n) + 20000
    after = day >= start
    weeks = (day - start) / 7
    value = 12 + 0.1 * weeks + after * (jump + slope * weeks) + remembering(n, memory)
    kept = rng.random(n) > missing
    return day[kept], value[kept]


interrupted = []
for n, broken, memory, jump, slope, missing in [
    (60, 30, 0, -2, 0, 0),
    (90, 40, 0.5, -3, -0.2, 0.1),
    (200, 150, 0.7, 0, 0, 0.3),
    (45, 20, 0.2, 1, 0.5, 0),
]:
    start = 20000 + broken
    day, value = series(n, start, memory, jump, slope, missing)
    after = (day >= start).astype(float)
    weeks = (day - start) / 7
    x = np.column_stack([np.ones(len(day)), weeks, after, after * weeks])
    fit = hac(x, value)
    middle = float(weeks[after == 1].mean())
    interrupted.append(
        {
            "from": start,
            "days": [{"day": int(d), "value": float(v)} for d, v in zip(day, value)],
            "effect": told(*fit, [0, 0, 1, middle]),
            "jump": told(*fit, [0, 0, 1, 0]),
            "slope": told(*fit, [0, 0, 0, 1]),
            "trendBefore": told(*fit, [0, 1, 0, 0]),
        }
    )

differences = []
for n, broken, memory, effect, missing in [(84, 42, 0, -2, 0), (120, 47, 0.5, 1.5, 0.2), (70, 30, 0.3, 0, 0.1)]:
    start = 20000 + broken
    day = np.arange(n) + 20000
    common = remembering(n, 0.9)
    control = 10 + common + rng.normal(size=n)
    value = 12 + common + effect * (day >= start) + remembering(n, memory)
    kept = rng.random(n) > missing
    day, control, value = day[kept], control[kept], value[kept]
    apart = value - control
    week = np.floor((day - start) / 7)
    means = {int(w): apart[week == w].mean() for w in np.unique(week)}
    before = np.array([m for w, m in means.items() if w < 0])
    after = np.array([m for w, m in means.items() if w >= 0])
    test = stats.ttest_ind(after, before, equal_var=False)
    spread = np.sqrt(before.var(ddof=1) / len(before) + after.var(ddof=1) / len(after))
    freedom = int(np.floor(test.df))
    estimate = after.mean() - before.mean()
    # The spread here is the one in scipy's own statistic.
    assert abs(estimate / spread - test.statistic) < 1e-9
    early = day < start
    x = np.column_stack([np.ones(early.sum()), (day[early] - start) / 7])
    differences.append(
        {
            "from": start,
            "days": [
                {"day": int(d), "value": float(v), "control": float(c)} for d, v, c in zip(day, value, control)
            ],
            "effect": {"value": float(estimate), "interval": bounds(estimate, spread, freedom)},
            "trendBefore": told(*hac(x, apart[early]), [0, 1]),
        }
    )

place = os.path.join(os.path.dirname(__file__), "../packages/domain/src/pilots/golden/effects.json")
with open(place, "w") as file:
    json.dump({"interrupted": interrupted, "differences": differences}, file)
    file.write("\n")
