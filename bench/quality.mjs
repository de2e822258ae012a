import { readFileSync } from 'node:fs';

/** Lines of JSON, one object each. Errors: names the file and the line. */
export function jsonLines(file) {
  return lines(file).map((line, at) => {
    try {
      return JSON.parse(line);
    } catch {
      throw new Error(`${file}, line ${at + 1}: not a line of JSON`);
    }
  });
}

/** Judgements under a header: query → document → grade. Errors: names the file and the line. */
export function judgements(file, header) {
  const [first, ...rest] = lines(file);
  if (first?.trim() !== header.join('\t'))
    throw new Error(`${file}: the header is to be ${header.join(', ')}`);
  const judged = new Map();
  rest.forEach((line, at) => {
    const [query, document, grade, ...more] = line.split('\t');
    if (!document || more.length > 0 || !Number.isFinite(Number(grade)))
      throw new Error(`${file}, line ${at + 2}: three fields, the last a number`);
    if (!judged.has(query)) judged.set(query, new Map());
    judged.get(query).set(document, Number(grade));
  });
  return judged;
}

const lines = (file) =>
  readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');

const depth = 10;
const gain = (grade) => 2 ** Math.max(0, grade) - 1;

/** nDCG@10 (Järvelin and Kekäläinen 2002, gains 2^grade − 1), recall@10 and average precision of one ranking. */
export function measuresOf(ranking, grades) {
  const relevant = [...grades.values()].filter((grade) => grade > 0);
  const discounted = (list) => list.reduce((sum, grade, at) => sum + gain(grade) / Math.log2(at + 2), 0);
  const ideal = discounted(relevant.sort((one, other) => other - one).slice(0, depth));
  let hits = 0;
  let precision = 0;
  ranking.forEach((id, at) => {
    if (!((grades.get(id) ?? 0) > 0)) return;
    hits += 1;
    precision += hits / (at + 1);
  });
  const top = ranking.slice(0, depth).map((id) => grades.get(id) ?? 0);
  return {
    ndcg: discounted(top) / ideal,
    recall: top.filter((grade) => grade > 0).length / relevant.length,
    map: precision / relevant.length,
  };
}

/** Means over the queries that have something to find. */
export async function judge(queries, judged, rank) {
  const sums = { ndcg: 0, recall: 0, map: 0 };
  let count = 0;
  for (const query of queries) {
    const grades = judged.get(query.id);
    if (!grades || ![...grades.values()].some((grade) => grade > 0)) continue;
    count += 1;
    const one = measuresOf(await rank(query), grades);
    for (const key of Object.keys(sums)) sums[key] += one[key];
  }
  if (count === 0) throw new Error('no query with a judged document');
  return { ...Object.fromEntries(Object.entries(sums).map(([key, sum]) => [key, sum / count])), count };
}

/** Every two neighbouring Chinese characters, and other words whole: what needs no knowledge of the language. */
export function characterPairs(text) {
  const found = [];
  for (const [run, han] of text
    .normalize('NFKC')
    .toLowerCase()
    .matchAll(/(\p{Script=Han}+)|[\p{L}\p{N}]+/gu)) {
    if (!han) found.push(run);
    else {
      const characters = [...run];
      if (characters.length === 1) found.push(run);
      for (let at = 1; at < characters.length; at += 1) found.push(characters[at - 1] + characters[at]);
    }
  }
  return found;
}

const countsOf = (terms) => {
  const counts = new Map();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
};

function postingsOf(texts) {
  const postings = new Map();
  const documents = texts.map((text, document) => {
    const terms = characterPairs(text);
    const counts = countsOf(terms);
    for (const [term, count] of counts) {
      if (!postings.has(term)) postings.set(term, []);
      postings.get(term).push({ document, count });
    }
    return { counts, length: terms.length };
  });
  return { postings, documents };
}

/** The floor of search: BM25 (k1 1.2, b 0.75) on character pairs. Answers the ten best of `documents` for a text. */
export function pairsBm25(documents) {
  const { postings, documents: read } = postingsOf(documents.map(({ text }) => text));
  const mean = read.reduce((sum, { length }) => sum + length, 0) / read.length;
  return (text) => {
    const scores = new Map();
    for (const [term, asked] of countsOf(characterPairs(text))) {
      const found = postings.get(term) ?? [];
      const idf = Math.log(1 + (read.length - found.length + 0.5) / (found.length + 0.5));
      for (const { document, count } of found) {
        const worn = 1.2 * (0.25 + (0.75 * read[document].length) / mean);
        scores.set(document, (scores.get(document) ?? 0) + (asked * idf * count * 2.2) / (count + worn));
      }
    }
    return [...scores]
      .sort((one, other) => other[1] - one[1] || one[0] - other[0])
      .slice(0, depth)
      .map(([document]) => documents[document].id);
  };
}

/** The floor of matching: cosine of TF-IDF vectors of character pairs. Answers the score of a text and a document. */
export function pairsTfIdf(documents) {
  const { postings, documents: read } = postingsOf(documents.map(({ text }) => text));
  const idf = (term) => Math.log((1 + read.length) / (1 + (postings.get(term)?.length ?? 0))) + 1;
  const weigh = (counts) => new Map([...counts].map(([term, count]) => [term, count * idf(term)]));
  const norm = (weights) => Math.hypot(...weights.values()) || 1;
  const vectors = new Map(documents.map(({ id }, at) => [id, weigh(read[at].counts)]));
  const norms = new Map([...vectors].map(([id, weights]) => [id, norm(weights)]));
  return (text) => {
    const asked = weigh(countsOf(characterPairs(text)));
    const length = norm(asked);
    return (id) => {
      const weights = vectors.get(id);
      let sum = 0;
      for (const [term, weight] of asked) sum += weight * (weights.get(term) ?? 0);
      return sum / (length * norms.get(id));
    };
  };
}
