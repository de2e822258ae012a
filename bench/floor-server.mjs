// The floor: bare `node:http` and `pg`, the API's own statements as the database's owner, the same JSON; nobody is
// asked who they are, nothing is checked. Told what to serve by one message of its parent.
import { createServer } from 'node:http';
import { defaultTimeZone } from '@scenario-lab/contracts/zone';
import { newId } from '@scenario-lab/db/ids';
import pg from 'pg';

async function serve({ databaseUrl, list, lists, read, create }) {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 20,
    // As the API's sessions: a cursor names an instant in it.
    options: `-c TimeZone=${defaultTimeZone}`,
  });
  const rows = async ({ sql, values }, own = values) => (await pool.query(sql, own)).rows;

  const face = (row) => ({
    id: row.id,
    title: row.body.title,
    summary: row.body.summary,
    fields: row.body.fields,
    technologies: row.body.technologies,
    owner: row.owner,
    status: row.status,
    updatedAt: row.updated_at.toISOString(),
    remark: row.remark,
    allowed: ['solution.read'],
    trl: row.body.trl,
    certificates: row.certificates,
    testedOn: row.tested_on,
    picture: null,
  });
  const listed = async ([counts, page]) => {
    const known = await rows(counts);
    const found = await rows(page);
    const of = (facet) => known.filter((row) => row.facet === facet);
    const field = Object.fromEntries(of('fields').map(({ value, cards }) => [value, cards]));
    // As the API caps what it tells.
    const all = Math.min(of('')[0]?.cards ?? 0, 10_000);
    const more = found.length > 20;
    if (more) found.pop();
    const last = found.at(-1);
    const next = more
      ? Buffer.from(JSON.stringify([last.page_key, last.page_id])).toString('base64url')
      : null;
    return { items: found.map(face), next, total: all, facets: { field } };
  };
  const one = async (id) => {
    const [card, algorithms, measured] = read;
    const [row] = await rows(card, [id]);
    const { trl: _, title: _t, summary: _s, fields: _f, technologies: _n, ...body } = row.body;
    return {
      ...face(row),
      ...body,
      contact: body.contact ?? null,
      inList: body.inList ?? null,
      algorithms: await rows(algorithms, [id]),
      measured: await rows(measured, [id]),
      media: [],
    };
  };
  const write = async (body) => {
    const fresh = new Map(create.ids.map((id) => [id, newId()]));
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      for (const { sql, values } of create.statements) {
        const card = create.card;
        await client.query(
          sql,
          values.map((value) => (value === card ? JSON.stringify(body) : (fresh.get(value) ?? value))),
        );
      }
      await client.query('COMMIT');
    } finally {
      client.release();
    }
    return { id: fresh.get(create.ids[0]) };
  };
  const bodyOf = async (request) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    return JSON.parse(Buffer.concat(parts).toString('utf8'));
  };

  const answer = async (request, response) => {
    try {
      const { pathname, searchParams } = new URL(request.url, 'http://floor');
      const answer =
        request.method === 'POST'
          ? await write(await bodyOf(request))
          : pathname === '/api/solutions'
            ? await listed(searchParams.get('sort') === 'newest' ? lists : list)
            : await one(pathname.slice('/api/solutions/'.length));
      const text = JSON.stringify(answer);
      response.writeHead(request.method === 'POST' ? 201 : 200, {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(text),
      });
      response.end(text);
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  };
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
  process.once('disconnect', () => process.exit(0));
}

process.once('message', (what) => void serve(what));
