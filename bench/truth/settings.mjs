import { Draw } from './draw.mjs';

const rows = { kind: 'row' };
const regression = (errors, unit = rows, truth = new Float64Array(errors.length)) => ({
  task: 'regression',
  frame: { truth, predicted: errors.map((error, at) => truth[at] + error) },
  unit,
});
const classes = (truth, predicted, scores, unit = rows) => ({
  task: 'binary',
  frame: { classes: ['n', 'p'], truth, predicted, scores },
  unit,
});
const threshold = (scores) => Int32Array.from(scores, (score) => (score >= 0.5 ? 1 : 0));
const logistic = (x) => 1 / (1 + Math.exp(-x));
const ROOT = Math.sqrt(2 / Math.PI);

/** Errors that a named distribution gives, for MAE and RMSE with their true values. */
const errorKinds = {
  normal: { draw: (d) => d.normal(), mae: ROOT, mse: 1 },
  lognormal: { draw: (d) => Math.exp(d.normal()), mae: Math.exp(0.5), mse: Math.exp(2) },
  'one in 100 ten times as large': {
    draw: (d) => d.normal() * (d.unit() < 0.01 ? 10 : 1),
    mae: ROOT * 1.09,
    mse: 1.99,
  },
  'one in 100 thirty times as large': {
    draw: (d) => d.normal() * (d.unit() < 0.01 ? 30 : 1),
    mae: ROOT * 1.29,
    mse: 9.99,
  },
};

function errors() {
  const out = [];
  for (const [name, { draw, mae, mse }] of Object.entries(errorKinds))
    for (const n of [30, 100, 300, 1000]) {
      const make = (d) => regression(Float64Array.from({ length: n }, () => draw(d)));
      if (!name.includes('thirty')) out.push({ name: `${name}, ${n} rows`, metric: 'mae', truth: mae, make });
      out.push({ name: `${name}, ${n} rows`, metric: 'rmse', truth: Math.sqrt(mse), make });
    }
  return out;
}

function proportions() {
  const out = [];
  for (const [p, n] of [
    [0.9, 40],
    [0.95, 100],
    [0.99, 300],
    [0.02, 200],
    [0.5, 60],
  ])
    out.push({
      name: `${p} of ${n} rows`,
      metric: 'accuracy',
      truth: p,
      make: (d) => {
        const truth = Int32Array.from({ length: n }, () => (d.unit() < 0.5 ? 1 : 0));
        return classes(
          truth,
          truth.map((code) => (d.unit() < p ? code : 1 - code)),
        );
      },
    });
  for (const [groups, concentration] of [
    [40, 0.01],
    [40, 1],
    [40, 20],
    [100, 2],
  ])
    out.push({
      name: `0.9 in ${groups} groups of 10, ${concentration < 0.1 ? 'all or nothing' : `spread ${concentration}`}`,
      metric: 'accuracy',
      truth: 0.9,
      make: (d) => {
        const chances = Float64Array.from({ length: groups }, () =>
          concentration < 0.1 ? (d.unit() < 0.9 ? 1 : 0) : d.beta(0.9 * concentration, 0.1 * concentration),
        );
        const ids = Int32Array.from({ length: groups * 10 }, (_, at) => Math.floor(at / 10));
        const truth = Int32Array.from(ids, () => (d.unit() < 0.5 ? 1 : 0));
        const predicted = truth.map((code, at) => (d.unit() < chances[ids[at]] ? code : 1 - code));
        return classes(truth, predicted, undefined, { kind: 'group', ids });
      },
    });
  return out;
}

/** A classifier of scores with given share of positives; what it is worth is measured on four million rows. */
function scored(share, separation) {
  const one = (d) => {
    const truth = d.unit() < share ? 1 : 0;
    const x = d.normal() + separation * truth;
    // The calibrated probability, from Bayes' rule for two normals.
    return { truth, score: logistic(separation * x - separation ** 2 / 2 + Math.log(share / (1 - share))) };
  };
  const make = (n) => (d) => {
    const truth = new Int32Array(n);
    const scores = new Float64Array(n);
    for (let i = 0; i < n; i += 1) {
      const row = one(d);
      truth[i] = row.truth;
      scores[i] = row.score;
    }
    return { truth, scores };
  };
  return { one, make };
}

function rare(compute) {
  const out = [];
  for (const [share, separation, sizes] of [
    [0.01, 2, [100, 5000]],
    [0.03, 2, [300, 2000]],
    [0.3, 1.5, [100, 600]],
  ]) {
    const { make } = scored(share, separation);
    // Cut at the share, so that rare positives are named at all.
    const cut = (scores) => Int32Array.from(scores, (score) => (score >= Math.min(0.5, 4 * share) ? 1 : 0));
    const many = make(4_000_000)(new Draw(71n));
    const whole = {
      classes: ['n', 'p'],
      truth: many.truth,
      predicted: cut(many.scores),
      scores: many.scores,
    };
    for (const metric of [
      'balanced_accuracy',
      'f1',
      'f1_macro',
      'mcc',
      'cohen_kappa',
      'roc_auc',
      'pr_auc',
      'log_loss',
      'brier',
      'recall',
    ]) {
      const truth = compute(metric, whole).value;
      for (const n of sizes)
        out.push({
          name: `${100 * share} % of ${n} rows`,
          metric,
          truth,
          make: (d) => {
            const drawn = make(n)(d);
            return classes(drawn.truth, cut(drawn.scores), drawn.scores);
          },
        });
    }
  }
  return out;
}

/** Probabilities that are off by a known amount. */
function calibration() {
  const out = [];
  for (const [off, n] of [
    [0.03, 400],
    [0.03, 2000],
    [0.1, 400],
    [0.1, 2000],
  ])
    out.push({
      name: `off by ${off}, ${n} rows`,
      metric: 'ece',
      truth: off,
      make: (d) => {
        const scores = Float64Array.from({ length: n }, () => 0.15 + 0.7 * d.unit());
        const truth = Int32Array.from(scores, (score) => (d.unit() < score - off ? 1 : 0));
        return classes(truth, threshold(scores), scores);
      },
    });
  return out;
}

function groups() {
  const shapes = {
    '30 equal groups': () => new Array(30).fill(20),
    '45 groups of 5 to 60 rows': (d) => Array.from({ length: 45 }, () => 5 + Math.floor(55 * d.unit())),
    '60 groups, lognormal sizes (0.5)': (d) =>
      Array.from({ length: 60 }, () => Math.max(1, Math.round(15 * Math.exp(0.5 * d.normal())))),
    '100 groups, one with half the rows': () => [990, ...new Array(99).fill(10)],
    '40 groups, one with a fifth of the rows': () => [100, ...new Array(39).fill(10)],
  };
  return Object.entries(shapes).flatMap(([name, sizes]) =>
    ['mae', 'rmse'].map((metric) => ({
      name,
      metric,
      // Half of what a row is off belongs to its group.
      truth: metric === 'mae' ? ROOT : 1,
      make: (d) => {
        const own = sizes(d);
        const ids = Int32Array.from(own.flatMap((size, group) => new Array(size).fill(group)));
        const shift = own.map(() => d.normal());
        const off = Float64Array.from(ids, (group) => Math.sqrt(0.5) * (shift[group] + d.normal()));
        return regression(off, { kind: 'group', ids });
      },
    })),
  );
}

/** AR(1) errors of unit variance. */
function autoregressive(d, n, rho) {
  const out = new Float64Array(n);
  let error = d.normal();
  for (let i = 0; i < n; i += 1) {
    out[i] = error;
    error = rho * error + Math.sqrt(1 - rho * rho) * d.normal();
  }
  return out;
}

function series() {
  const out = [];
  const hours = 8760;
  const days = Int32Array.from({ length: hours }, (_, at) => Math.floor(at / 24));
  const blocks = (n, size) => Int32Array.from({ length: n }, (_, at) => Math.floor(at / size));
  for (const rho of [0, 0.5, 0.9, 0.97, 0.99])
    for (const metric of ['mae', 'bias'])
      out.push({
        name: `hourly for a year, memory ${rho}, pinned a day`,
        metric,
        truth: metric === 'mae' ? ROOT : 0,
        make: (d) => ({
          ...regression(autoregressive(d, hours, rho), { kind: 'block', ids: days }),
          task: 'forecasting',
        }),
      });
  for (const [rho, n, size] of [
    [0.9, 3000, 24],
    [0.7, 730, 7],
    [0.5, 365, 7],
  ])
    out.push({
      name: `${n} steps, memory ${rho}, pinned ${size} steps`,
      metric: 'mae',
      truth: ROOT,
      make: (d) => ({
        ...regression(autoregressive(d, n, rho), { kind: 'block', ids: blocks(n, size) }),
        task: 'forecasting',
      }),
    });
  return out;
}

function others() {
  const r2 = (d, n) => {
    const truth = Float64Array.from({ length: n }, () => d.normal() * 2);
    return regression(
      Float64Array.from({ length: n }, () => d.normal()),
      rows,
      truth,
    );
  };
  const median = 0.6744897501960817;
  return [
    ...[100, 1000].map((n) => ({
      name: `normal, ${n} rows`,
      metric: 'r2',
      truth: 0.75,
      make: (d) => r2(d, n),
    })),
    ...[30, 300].map((n) => ({
      name: `normal, ${n} rows`,
      metric: 'median_ae',
      truth: median,
      make: (d) => regression(Float64Array.from({ length: n }, () => d.normal())),
    })),
    ...[30, 300].map((n) => ({
      name: `normal, ${n} rows`,
      metric: 'bias',
      truth: 0,
      make: (d) => regression(Float64Array.from({ length: n }, () => d.normal())),
    })),
  ];
}

const parts = {
  proportions,
  classes: rare,
  calibration,
  errors,
  groups,
  series,
  others,
};

export const partNames = Object.keys(parts);

/** Settings of one part; each keeps its number whatever else is asked for. */
export function settings(compute, part) {
  const place = partNames.indexOf(part);
  if (place < 0) throw new Error(`there is no part ${part}; there are ${partNames.join(', ')}`);
  return parts[part](compute).map((setting, at) => ({ ...setting, seed: 1000 * (place + 1) + at }));
}
