import { Agent, request as ask } from 'node:http';

const patienceMs = 30_000;
/** Open loop: what is not answered so long after it was due counts as just that long. */
const longestMs = 10_000;

/**
 * Closed loop: so many kept-alive connections, each asking again once it is answered, until the time is over or the
 * count reached. `next(n)` answers `{ method, path, headers, body }` of the n-th request. Errors: any answer from 400 on.
 */
export async function storm({ url, connections, seconds, most = Number.POSITIVE_INFINITY, next }) {
  const agent = agentOf(connections);
  const latencies = [];
  let asked = 0;
  const started = performance.now();
  const until = started + seconds * 1_000;
  const one = async () => {
    while (performance.now() < until && asked < most) {
      const begun = performance.now();
      await send(agent, url, next(asked++));
      latencies.push(performance.now() - begun);
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, one));
  } finally {
    agent.destroy();
  }
  return { perSecond: (latencies.length / (performance.now() - started)) * 1_000, latencies };
}

/**
 * Open loop: a request every 1/rate s whether or not earlier ones are answered. Latencies in ms count from the moment a
 * request was due, so that a server that falls behind cannot hide it.
 */
export async function steady({ url, rate, seconds, next }) {
  const agent = agentOf(256);
  const latencies = [];
  const failures = [];
  const pending = new Set();
  let late = 0;
  const started = performance.now();
  try {
    for (let n = 0; n < rate * seconds; n += 1) {
      const due = started + (n / rate) * 1_000;
      const ahead = due - performance.now();
      if (ahead > 1) await new Promise((resolve) => setTimeout(resolve, ahead));
      const sent = send(agent, url, next(n), AbortSignal.timeout(longestMs)).then(
        () => latencies.push(performance.now() - due),
        (error) => {
          if (error.name !== 'TimeoutError' && error.name !== 'AbortError') return failures.push(error);
          late += 1;
          return latencies.push(longestMs);
        },
      );
      pending.add(sent);
      void sent.then(() => pending.delete(sent));
    }
    await Promise.all(pending);
  } finally {
    agent.destroy();
  }
  if (failures.length > 0) throw failures[0];
  return { latencies, late };
}

/** The answer's text. Errors: any answer from 400 on, with its words. */
export function send(agent, url, { method = 'GET', path, headers = {}, body }, signal) {
  const payload = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  const json = payload ? { 'content-type': 'application/json', 'content-length': payload.length } : {};
  return new Promise((resolve, reject) => {
    const request = ask(
      `${url}${path}`,
      { agent, method, headers: { ...headers, ...json }, timeout: patienceMs, signal },
      (response) => {
        const parts = [];
        response.on('data', (part) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(parts).toString('utf8');
          if (response.statusCode < 400) resolve(text);
          else reject(new Error(`${method} ${path}: ${response.statusCode} ${text.slice(0, 300)}`));
        });
      },
    );
    request.on('timeout', () =>
      request.destroy(new Error(`${method} ${path}: no answer in ${patienceMs} ms`)),
    );
    request.on('error', reject);
    request.end(payload);
  });
}

export const agentOf = (connections) => new Agent({ keepAlive: true, maxSockets: connections });
