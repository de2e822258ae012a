import { spawnSync } from 'node:child_process';
import { compute } from '@scenario-lab/metrics/registry';
import { median } from './measure.mjs';

const rows = 1_000_000;

/** Macro-F1 and ROC-AUC on a million rows, over Debian's scikit-learn where it is installed. */
export async function benchMetrics() {
  const frame = makeFrame();
  const f1 = await median(7, () => compute('f1_macro', frame));
  const auc = await median(7, () => compute('roc_auc', frame));
  const floor = learnt();
  return [row('macro-F1, 1e6 rows', f1, floor?.f1, 30), row('ROC-AUC, 1e6 rows', auc, floor?.auc, 5)];
}

function row(what, seconds, floor, goal) {
  const ratio = floor === undefined ? null : floor / seconds;
  const met = ratio === null ? undefined : ratio >= goal;
  return {
    what,
    ours: seconds * 1e3,
    floor: floor === undefined ? null : floor * 1e3,
    unit: 'ms',
    ratio,
    goal: `≥ ${goal} ×`,
    met,
  };
}

function makeFrame() {
  const truth = new Int32Array(rows);
  const predicted = new Int32Array(rows);
  const scores = new Float64Array(rows);
  let state = 12_345;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  for (let i = 0; i < rows; i += 1) {
    truth[i] = next() < 0.3 ? 1 : 0;
    scores[i] = Math.min(1, Math.max(0, 0.35 + 0.25 * truth[i] + 0.5 * (next() - 0.5)));
    predicted[i] = scores[i] > 0.5 ? 1 : 0;
  }
  return { classes: ['no', 'yes'], truth, predicted, scores };
}

/** scikit-learn on data of the same make; undefined where it is not installed. */
function learnt() {
  const script = `
import time, numpy as np
from sklearn.metrics import f1_score, roc_auc_score
r = np.random.default_rng(1); n = ${rows}
y = (r.random(n) < 0.3).astype(int); s = np.clip(0.35 + 0.25 * y + 0.5 * (r.random(n) - 0.5), 0, 1); p = (s > 0.5).astype(int)
def t(f):
    f(); a = []
    for _ in range(3):
        b = time.perf_counter(); f(); a.append(time.perf_counter() - b)
    return sorted(a)[1]
print(t(lambda: f1_score(y, p, average='macro')), t(lambda: roc_auc_score(y, s)))`;
  const done = spawnSync('/usr/bin/python3', ['-c', script], { encoding: 'utf8' });
  if (done.status !== 0) return undefined;
  const [f1, auc] = done.stdout.trim().split(' ').map(Number);
  return { f1, auc };
}
