import { filledLab, startFloor } from './catalogue.mjs';
import { examLab } from './exam.mjs';
import { cookieOf } from './lab.mjs';
import { figureRow, quantile } from './measure.mjs';
import { steady } from './requests.mjs';

const seconds = 20;
const reads = 300;
const submissions = 50;
const words = ['井盖', '图像识别', '内涝积水', '数字孪生'];

/**
 * So many requests each second, come what may: submissions of runs, then reads as visitors and signed-in people make
 * them. The queue is held, so that the figure is the API's: nothing can be run in this lab afterwards. The floor: as
 * many bare details a second.
 */
export async function benchLoad() {
  const { owner, url, people, ids } = await filledLab();
  const { submission } = await examLab();
  const headers = cookieOf(people.vendor);
  const at = (n) => ids[(n * 7_919) % ids.length];
  const mix = (n) => {
    const signed = n % 2 === 0 ? { headers } : {};
    const kind = n % 20;
    if (kind < 10) return { ...signed, path: `/api/solutions/${at(n)}` };
    if (kind < 13) return { ...signed, path: '/api/solutions?limit=20' };
    if (kind < 15) return { ...signed, path: '/api/solutions?limit=20&sort=newest&field=public_services' };
    if (kind < 16)
      return {
        ...signed,
        path: `/api/solutions?limit=20&sort=relevance&q=${encodeURIComponent(words[n % 4])}`,
      };
    if (kind < 18) return { headers, path: '/api/session' };
    return { headers, path: '/api/runs' };
  };
  const floor = await startFloor({ owner, databaseUrl: (await filledLab()).databaseUrl, ids, people });
  const quiet = await steady({
    url: floor.url,
    rate: reads,
    seconds: 5,
    next: (n) => ({ path: `/api/solutions/${at(n)}` }),
  });
  floor.stop();
  await owner.query(
    `INSERT INTO setting (key, value) VALUES ('queue.paused', 'true') ON CONFLICT (key) DO UPDATE SET value = 'true'`,
  );
  const next = () => ({ method: 'POST', path: '/api/runs', headers, body: submission() });
  // First, while nothing of an overload is left over that the reads may bring about.
  const submitted = await steady({ url, rate: submissions, seconds, next });
  const read = await steady({ url, rate: reads, seconds, next: mix });
  return [
    {
      ...figureRow({
        what: `load: ${reads} mixed reads/s, p95`,
        ours: quantile(read.latencies, 0.95),
        floor: quantile(quiet.latencies, 0.95),
        unit: 'ms',
        most: 150,
      }),
      note: note(read),
    },
    {
      ...figureRow({
        what: `load: ${submissions} submissions/s, p95`,
        ours: quantile(submitted.latencies, 0.95),
        unit: 'ms',
        most: 300,
      }),
      note: note(submitted),
    },
  ];
}

const note = ({ latencies, late }) =>
  `median ${quantile(latencies, 0.5).toFixed(0)} ms; ${late} of ${latencies.length} given up after 10 s`;
