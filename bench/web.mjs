import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { figureRow } from './measure.mjs';

const web = fileURLToPath(new URL('../apps/web', import.meta.url));
const assets = join(web, 'dist/assets');

/** What a browser fetches of ours: scripts and styles of the first route, and what each further one adds. */
export async function benchWeb() {
  const graph = readGraph();
  const first = reach(graph, startOf(graph));
  const words = wordsOf(graph, first);
  const further = pages()
    .map((file) => {
      const added = [...reach(graph, [chunkOf(graph, file)])].filter(
        (name) => !first.has(name) && !words.has(name),
      );
      return { file, bytes: weigh(added) };
    })
    .sort((one, other) => other.bytes - one.bytes);
  const [heaviest] = further;
  const over = further.filter(({ bytes }) => bytes > 90_000).length;
  const charts = [...reach(graph, [chunkOf(graph, 'echarts')])].filter((name) => first.has(name) === false);
  return [
    figureRow({ what: 'web: first route, JS + CSS, gzip', ours: weigh(first) / 1e3, unit: 'kB', most: 250 }),
    {
      ...figureRow({
        what: `web: heaviest further route (${heaviest.file})`,
        ours: heaviest.bytes / 1e3,
        unit: 'kB',
        most: 90,
      }),
      note: `${(weigh(words) / 1e3).toFixed(1)} kB of words come once, with the first of them; ${further.length} routes, ${over} over; median ${(further[Math.floor(further.length / 2)].bytes / 1e3).toFixed(1)} kB; charts apart ${(weigh(charts) / 1e3).toFixed(0)} kB`,
    },
  ];
}

/** Each script with what it imports at once (`now`) and what it fetches when it is asked to (`later`). */
function readGraph() {
  const graph = new Map();
  for (const name of readdirSync(assets)) {
    if (!name.endsWith('.js')) continue;
    const text = readFileSync(join(assets, name), 'utf8');
    const now = [...text.matchAll(/(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g)].map((hit) => hit[1]);
    const listed = /m\.f=(\[[^\]]*\])/.exec(text)?.[1];
    const files = listed ? JSON.parse(listed).map((path) => basename(path)) : [];
    const later = new Map();
    const calls = /import\(["'`]\.\/([^"'`]+)["'`]\)/g;
    for (const call of text.matchAll(calls)) {
      const rest = text.slice(call.index + call[0].length);
      // The list of styles and scripts stands behind the call; nothing stands there where it has none.
      const deps = /^[^;]*?__vite__mapDeps\(\[([\d,]*)\]\)/.exec(rest.split('import(')[0])?.[1];
      const own = deps ? deps.split(',').map((at) => files[Number(at)]) : [];
      later.set(call[1], own);
    }
    graph.set(name, { now, later });
  }
  return graph;
}

/** The files that are fetched when these are wanted, with the styles that come along. */
function reach(graph, wanted) {
  const seen = new Set();
  const queue = [...wanted];
  while (queue.length > 0) {
    const name = queue.pop();
    if (seen.has(name)) continue;
    seen.add(name);
    queue.push(...(graph.get(name)?.now ?? []), ...besides(graph, name));
  }
  return seen;
}

/** Styles and scripts the loader lists beside a lazy file. */
function besides(graph, name) {
  for (const { later } of graph.values()) if (later.get(name)?.length) return later.get(name);
  return [];
}

/** Entry with the front page in it, its preloads, the heavier language's first words. */
function startOf(graph) {
  const html = readFileSync(join(web, 'dist/index.html'), 'utf8');
  const listed = [...html.matchAll(/(?:src|href)="\/assets\/([^"]+\.(?:js|css))"/g)].map((hit) => hit[1]);
  const lazy = [...graph.values()].flatMap(({ later }) => [...later.keys()]);
  const languages = lazy.filter((name) => /^first-words-/.test(name)).sort((a, b) => weigh([b]) - weigh([a]));
  return [...listed, ...languages.slice(0, 1)];
}

/** The heavier language's words that the first route does without. */
function wordsOf(graph, first) {
  const lazy = [...graph.values()].flatMap(({ later }) => [...later.keys()]);
  const languages = [...new Set(lazy)]
    .filter((name) => /^words-/.test(name))
    .map((name) => [...reach(graph, [name])].filter((one) => !first.has(one) && !/^first-words-/.test(one)));
  if (languages.length !== 2) throw new Error('the built web has no words of two languages; build it first');
  return new Set(languages.sort((one, other) => weigh(other) - weigh(one))[0]);
}

function chunkOf(graph, file) {
  const found = [...graph.keys()].filter((name) => name.replace(/-[\w-]{8}\.js$/, '') === file);
  if (found.length === 0) throw new Error(`the built web has no file for ${file}; build it first`);
  const lazy = new Set([...graph.values()].flatMap(({ later }) => [...later.keys()]));
  return found.find((name) => lazy.has(name)) ?? found[0];
}

/** The pages the router names. */
function pages() {
  const found = new Set();
  for (const name of ['core.ts', 'chain.ts']) {
    const text = readFileSync(join(web, 'src/app/routes', name), 'utf8');
    const files = new Map(
      [...text.matchAll(/const (\w+) = \(\) =>\s*import\('[^']*\/([\w-]+)\.js'\)/g)].map((hit) => [
        hit[1],
        hit[2],
      ]),
    );
    for (const [, load] of text.matchAll(/(?:page|plainPage)\(\s*pattern\.\w+,\s*'\w+',\s*(\w+)/g)) {
      const file = files.get(load);
      if (!file) throw new Error(`${name}: no file for ${load}`);
      found.add(file);
    }
  }
  return [...found];
}

const weights = new Map();
function weigh(names) {
  let sum = 0;
  for (const name of names) {
    if (!weights.has(name))
      weights.set(name, gzipSync(readFileSync(join(assets, name)), { level: 9 }).length);
    sum += weights.get(name);
  }
  return sum;
}
