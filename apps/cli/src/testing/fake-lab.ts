import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const at = '2026-11-23T08:00:00.000Z';
const id = (tail: string) => `0193a000-0000-7000-8000-${tail.padStart(12, '0')}`;
export const ids = {
  benchmark: id('b'),
  exam: id('be'),
  algorithm: id('a'),
  version: id('ae'),
  run: id('f'),
  upload: id('d'),
  token: id('7'),
};
export const secret = 'slp_0123456789abcdef0123456789abcdef';
const organisation = { id: id('1'), name: { zh: '观澜', en: 'Guanlan' } };
const me = {
  person: { id: id('2'), name: '程漱石', email: 'owner@guanlan.example' },
  organisation: { ...organisation, roles: ['supply'], verified: true },
  roles: ['vendor'],
  memberships: [],
  allowed: [],
};

type Handler = (request: IncomingMessage, body: Buffer, response: ServerResponse) => unknown;

/**
 * A few rows of the lab over real HTTP, tus included, so that this desk's part of the conversation can be held to
 * account: what it sends, in which order, with which proof of who it is. `calls` is everything that was asked.
 */
export async function fakeLab(
  verdict: 'pass' | 'fail' | 'inconclusive',
  inspection: 'ready' | 'refused',
  grant = 'active',
  twin: { method: string; seed: string } | null = null,
) {
  const calls: { line: string; cookie?: string; bearer?: string; body: unknown }[] = [];
  const versions: Record<string, unknown>[] = [];
  const received: Buffer[] = [];
  let announced = 0;
  /** Bytes arrived from which on an upload is stored and no longer answered. */
  const silence = { from: Number.POSITIVE_INFINITY };
  const readings = { run: 0, algorithm: 0 };

  const run = () => {
    readings.run += 1;
    const over = readings.run > 2;
    return {
      id: ids.run,
      number: 7,
      status: over ? 'finished' : 'executing',
      split: 'sample',
      outcome: over ? 'ok' : null,
      verdict: over ? verdict : null,
      edition: 'owner',
      algorithm: { title: { en: 'algorithm' }, label: '1.0' },
      benchmark: { title: { en: 'Pump alarm' } },
      position: over ? null : 1,
      estimatedStart: null,
      progress: over ? null : { stage: 'executing', done: readings.run, of: 3 },
      look: null,
      resources: null,
      defects: [],
      platformFault: null,
      certificate: null,
      report: null,
      result: null,
    };
  };
  const rows: Record<string, Handler> = {
    'POST /session': (_, body, response) => {
      if (JSON.parse(String(body)).password !== 'right-password') return 401;
      response.setHeader('set-cookie', 'scenario_lab_session=abc; Path=/; HttpOnly');
      return me;
    },
    'DELETE /session': () => null,
    'GET /session': (request) => ({
      me: request.headers.authorization === `Bearer ${secret}` ? me : null,
      lab: { name: { en: 'Lab' }, demonstration: true, version: '0.1.0', timeZone: 'Asia/Shanghai' },
      demonstrationAccounts: [],
    }),
    'POST /tokens': () => ({
      id: ids.token,
      name: 'x',
      createdAt: at,
      expiresAt: at,
      lastUsedAt: null,
      secret,
    }),
    [`DELETE /tokens/${ids.token}`]: () => null,
    [`GET /benchmarks/${ids.benchmark}`]: () => ({
      id: ids.benchmark,
      title: { en: 'Pump alarm' },
      task: 'binary',
      dataset: { id: id('da') },
      mine: { looksUsed: 0, looks: 3, grant },
      versions: [
        { id: id('0'), number: 1, status: 'closed' },
        { id: ids.exam, number: 2, status: 'open', twin },
      ],
    }),
    'GET /algorithms': () => ({ items: [], next: null, total: 0 }),
    'POST /algorithms': () => ({ id: ids.algorithm }),
    [`GET /algorithms/${ids.algorithm}`]: () => {
      readings.algorithm += 1;
      if (readings.algorithm > 2) for (const version of versions) version.status = inspection;
      return { id: ids.algorithm, versionList: versions };
    },
    'POST /uploads': (request, __, response) => {
      announced = Number(request.headers['upload-length']);
      response.setHeader('location', `/api/uploads/${ids.upload}`);
      return 201;
    },
    [`HEAD /uploads/${ids.upload}`]: (_, __, response) => {
      response.setHeader('upload-offset', String(Buffer.concat(received).length));
      response.setHeader('upload-length', String(announced));
      return 200;
    },
    [`PATCH /uploads/${ids.upload}`]: (request, body, response) => {
      if (Number(request.headers['upload-offset']) !== Buffer.concat(received).length) return 409;
      received.push(body);
      response.setHeader('upload-offset', String(Buffer.concat(received).length));
      return 204;
    },
    [`GET /upload-status/${ids.upload}`]: () => ({ id: ids.upload }),
    [`POST /algorithms/${ids.algorithm}/versions`]: (_, body) => {
      const { label, sockets } = JSON.parse(String(body));
      const problems = [{ code: 'no_program', place: 'command[1]', detail: 'main.py' }];
      const sha256 = createHash('sha256').update(Buffer.concat(received)).digest('hex');
      const inspected = inspection === 'refused' ? { ok: false, problems } : null;
      versions.push({ id: ids.version, label, status: 'inspecting', sha256, sockets, inspection: inspected });
      return versions[0];
    },
    'POST /runs-preflight': () => ({ ok: true, problems: [], looks: null, cost: 0.5, balance: 10 }),
    'POST /runs': () => run(),
    [`GET /runs/${ids.run}`]: () => run(),
  };

  const reply = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const line = `${request.method} ${request.url?.replace(/^\/api/, '').split('?')[0]}`;
    const json = request.headers['content-type'] === 'application/json';
    const { cookie, authorization: bearer } = request.headers;
    calls.push({ line, cookie, bearer, body: json ? JSON.parse(String(body)) : body.length });
    response.setHeader('tus-resumable', '1.0.0');
    const answer = rows[line]?.(request, body, response) ?? (line in rows ? 204 : 404);
    if (request.method === 'PATCH' && Buffer.concat(received).length >= silence.from) return;
    if (typeof answer === 'number' && answer < 300) response.writeHead(answer).end();
    else if (typeof answer === 'number') {
      const code = answer === 401 ? 'wrong_credentials' : 'not_found';
      const problem = {
        type: 'about:blank',
        status: answer,
        code,
        title: code,
        detail: line,
        requestId: 'r-1',
      };
      response.writeHead(answer, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem));
    } else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  };
  const server = createServer((request, response) => {
    reply(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    silence,
    uploaded: () => Buffer.concat(received),
    close: () => new Promise((done) => server.close(done).closeAllConnections()),
  };
}
