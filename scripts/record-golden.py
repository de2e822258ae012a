"""Golden estimates of records: the mean of a Beta posterior by numerical integration, not by its formula.

Writes packages/domain/src/records/golden/estimates.json. Run again it writes the same bytes.
"""
import json
import os
from fractions import Fraction
from math import exp, lgamma, log

STRENGTH = 10
STEPS = 20_000


def posterior_mean(met, facts, prior):
    """Of a share x with density ∝ x^(a-1) (1-x)^(b-1), by the midpoint rule."""
    a, b = STRENGTH * prior + met, STRENGTH * (1 - prior) + facts - met
    scale = lgamma(a + b) - lgamma(a) - lgamma(b)
    mass = mean = 0.0
    for step in range(STEPS):
        x = (step + 0.5) / STEPS
        density = exp(scale + (a - 1) * log(x) + (b - 1) * log(1 - x))
        mass += density
        mean += x * density
    return mean / mass


rows = []
for prior in (Fraction(1, 2), Fraction(29, 100), Fraction(71, 100), Fraction(4, 5)):
    for facts in (1, 2, 5, 9, 20, 60):
        for met in sorted({0, 1, facts // 2, facts - 1, facts}):
            if met < 0:
                continue
            # Exact, and held against the integral here, so that the file rests on both.
            exact = (met + STRENGTH * prior) / (facts + STRENGTH)
            if abs(float(exact) - posterior_mean(met, facts, float(prior))) > 1e-6:
                raise SystemExit(f"formula and integral differ at {met} of {facts}, prior {prior}")
            rows.append({"met": met, "facts": facts, "prior": float(prior), "estimate": float(exact)})
place = os.path.join(os.path.dirname(__file__), "../packages/domain/src/records/golden/estimates.json")
with open(place, "w") as file:
    file.write(json.dumps(rows, indent=1) + "\n")
