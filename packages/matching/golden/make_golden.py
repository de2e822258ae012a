"""What scikit-learn and SciPy make of the same rows, for learn.spec.ts: python3 make_golden.py > logistic.json

Rows are all of the class 1. scikit-learn wants two classes: each row is handed over a second time with its sign turned, as
the class 0, which doubles the loss; so C is 1 / (2 ridge). It holds weights to zero; for another centre and for bounds the
loss itself is minimised by SciPy's L-BFGS-B.
"""
import json
import sys

import numpy as np
import scipy
import sklearn
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

cases = []
for seed, (rows, columns, ridge) in enumerate([(40, 3, 1.0), (200, 6, 4.0), (500, 10, 0.5), (12, 4, 2.0)]):
    dice = np.random.default_rng(seed)
    truth = dice.normal(size=columns)
    x = dice.normal(size=(rows, columns)).round(3)
    chance = 1 / (1 + np.exp(-x @ truth))
    x = np.where((dice.random(rows) < chance)[:, None], x, -x)
    both = np.vstack([x, -x])
    y = np.concatenate([np.ones(rows), np.zeros(rows)])
    model = LogisticRegression(fit_intercept=False, C=1 / (2 * ridge), tol=1e-9, max_iter=500, solver="newton-cg")
    free = model.fit(both, y).coef_[0]

    def loss(w, centre=np.ones(columns)):
        m = x @ w
        return np.logaddexp(0, -m).sum() + ridge / 2 * ((w - centre) ** 2).sum()

    def slope(w, centre=np.ones(columns)):
        m = x @ w
        return -(x / (1 + np.exp(m))[:, None]).sum(axis=0) + ridge * (w - centre)

    bound = minimize(
        loss, np.ones(columns), jac=slope, method="L-BFGS-B", bounds=[(0.25, 1.5)] * columns,
        options={"ftol": 1e-16, "gtol": 1e-12, "maxiter": 100_000},
    ).x
    cases.append({"rows": x.tolist(), "ridge": ridge, "free": free.tolist(), "bound": bound.tolist()})

json.dump({"by": {"sklearn": sklearn.__version__, "scipy": scipy.__version__}, "cases": cases}, sys.stdout)
sys.stdout.write("\n")
