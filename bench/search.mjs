import { openDatabase } from '@scenario-lab/db/database';
import { openBareDatabase } from './bare-database.mjs';
import { cards, listCards, rareWord } from './cards.mjs';
import { alternate, figureRow, quantile, ratioRow, timed } from './measure.mjs';

const items = 100_000;
const rounds = 40;
/** Found in nearly a third of the cards, in twenty of them, in a few in a hundred. */
const terms = [
  ['common term', '图像识别'],
  ['rare term', rareWord],
  ['two characters', '井盖'],
];

/**
 * The API's search (page, total and facet under the visitors' role) over the same three questions as unindexed ILIKE on a
 * plain text column without any protection; and its first twenty against a ranking of every match.
 */
export async function benchSearch() {
  const { urls, owner, stop } = await openBareDatabase();
  const database = await openDatabase({ api: urls.api, public: urls.public }, 4);
  try {
    await listCards(owner, cards(items));
    await owner.query(`CREATE TABLE plain AS SELECT id, fields, updated_at, listed,
      concat_ws(' ', listed->'title'->>'zh', listed->'title'->>'en', listed->'summary'->>'zh', listed->>'technologies', listed->>'cases') AS text
      FROM solution`);
    await owner.query('VACUUM ANALYZE');
    const { SolutionsQuery } = await import('../apps/api/dist/solutions/solutions.query.js');
    const query = new SolutionsQuery(database);
    const rows = [];
    for (const [what, q] of terms) {
      const ours = (sort) => query.list('anonymous', { q, sort, limit: 20 });
      const { items: found, total } = await ours('relevance');
      await plain(owner, q);
      const times = await alternate(rounds, {
        ours: () => timed(() => ours('relevance')),
        floor: () => timed(() => plain(owner, q)),
      });
      const p99 = (list) => quantile(list, 0.99) * 1e3;
      const middle = (list) => (quantile(list, 0.5) * 1e3).toFixed(1);
      rows.push({
        ...ratioRow({
          what: `search: ${what} (${q}), p99`,
          ours: p99(times.ours),
          floor: p99(times.floor),
          unit: 'ms',
          most: 0.15,
        }),
        note: `${total} found; medians ${middle(times.ours)} and ${middle(times.floor)} ms`,
      });
      // Many cards answer equally well; which of those come first is no matter.
      const { scores, bar } = await ranked(owner, q);
      const shared =
        found.filter(({ id }) => scores.get(id) >= bar).length / Math.max(1, Math.min(20, scores.size));
      rows.push(
        figureRow({
          what: `search: ${what}, top 20 as fully ranked`,
          ours: shared,
          unit: 'share',
          least: 0.9,
        }),
      );
    }
    return rows;
  } finally {
    await database.close();
    await stop();
  }
}

/** The same page, total and facet as anybody would first write them. */
async function plain(client, q) {
  const like = [`%${q}%`];
  await client.query(
    'SELECT id, listed, updated_at FROM plain WHERE text ILIKE $1 ORDER BY updated_at DESC, id DESC LIMIT 21',
    like,
  );
  await client.query(
    'SELECT count(*) FROM (SELECT 1 FROM plain WHERE text ILIKE $1 LIMIT 10000) AS counted',
    like,
  );
  await client.query(
    'SELECT value, count(*) FROM (SELECT unnest(fields) AS value FROM plain WHERE text ILIKE $1) AS facet GROUP BY value',
    like,
  );
}

/** Every match ranked, no shortcut of any kind: the scores of all, and the least of the twenty best. */
async function ranked(client, q) {
  const { ask, askedOf, planSearch } = await import('@scenario-lab/matching/ask');
  const asked = ask(q);
  const counts = await client.query(
    "SELECT word, cards FROM search_word WHERE thing = 'solution' AND word = ANY($1)",
    [askedOf(asked)],
  );
  const plan = planSearch(asked, new Map(counts.rows.map(({ word, cards }) => [word, cards])));
  const { rows } = await client.query(
    'SELECT id, score::float8 AS score FROM solution_ranked(NULL, $1::tsquery, $2::text[]::tsquery[], $3::real[], $4) ORDER BY score DESC',
    [plan.found, plan.ranked.map(({ term }) => `'${term}'`), plan.ranked.map(({ rarity }) => rarity), items],
  );
  return {
    scores: new Map(rows.map(({ id, score }) => [id, score])),
    bar: rows[19]?.score ?? rows.at(-1)?.score,
  };
}
