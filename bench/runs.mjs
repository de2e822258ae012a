import { examLab } from './exam.mjs';
import { cookieOf } from './lab.mjs';
import { figureRow, quantile } from './measure.mjs';
import { agentOf, send } from './requests.mjs';

const count = 60;
const rounds = 3;

/** Runs of a native program that does next to nothing, from submission over the sandbox to the score, two slots. */
export async function benchRuns() {
  const lab = await examLab();
  await drain(lab, 4);
  const rates = [];
  for (let round = 0; round < rounds; round += 1) rates.push(await drain(lab, count));
  const { rows } = await lab.owner.query(
    `SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM ended_at - started_at)) AS middle
     FROM attempt WHERE ended_at IS NOT NULL AND phase = 'execute'`,
  );
  return [
    {
      ...figureRow({
        what: 'runs: trivial native runs, submitted to scored',
        ours: quantile(rates, 0.5),
        unit: '1/s',
        least: 8,
      }),
      note: `${rounds} × ${count} runs; execution median ${(Number(rows[0].middle) * 1e3).toFixed(0)} ms`,
    },
  ];
}

/** Runs per second from the first submission to the last score. Errors: a run that ended otherwise than scored. */
async function drain({ url, people, owner, submission }, runs) {
  const agent = agentOf(4);
  const headers = cookieOf(people.vendor);
  const started = performance.now();
  const ids = await Promise.all(
    Array.from(
      { length: runs },
      async () =>
        JSON.parse(await send(agent, url, { method: 'POST', path: '/api/runs', headers, body: submission() }))
          .id,
    ),
  );
  agent.destroy();
  for (;;) {
    const { rows } = await owner.query(
      'SELECT status, count(*)::int AS n FROM run WHERE id = ANY($1) GROUP BY status',
      [ids],
    );
    const states = Object.fromEntries(rows.map(({ status, n }) => [status, n]));
    if (states.finished === runs) return runs / ((performance.now() - started) / 1_000);
    const faults = Object.keys(states).filter((status) => /fault|cancelled/.test(status));
    if (faults.length > 0) throw new Error(`runs ended as ${JSON.stringify(states)}`);
    if (performance.now() - started > 300_000)
      throw new Error(`not scored after 300 s: ${JSON.stringify(states)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
