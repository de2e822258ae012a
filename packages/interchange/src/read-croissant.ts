import type { Term } from 'n3';
import { type Found, inTwoLanguages, nothing, type Reading, Unreadable } from './found.js';
import { Graph, isAddress, isFileName, readRdf } from './read-rdf.js';
import { webAddress } from './web-address.js';

const names = {
  cr: ['http://mlcommons.org/croissant/', 'https://mlcommons.org/croissant/'],
  dct: ['http://purl.org/dc/terms/'],
  sc: ['https://schema.org/', 'http://schema.org/'],
};
const mostColumns = 2_000;

/** One Croissant description (1.0 or 1.1), read as the JSON-LD it is. */
export async function readCroissant(text: string): Promise<Extract<Reading, { ok: true }>> {
  const graph = new Graph(await readRdf(text), names);
  const all = graph.ofType('sc:Dataset');
  const held = new Set(
    all
      .flatMap((one) => graph.all(one, 'sc:isPartOf', 'sc:hasPart', 'sc:isBasedOn'))
      .map(({ value }) => value),
  );
  const roots = all.filter((one) => !held.has(one.value) || graph.all(one, 'dct:conformsTo').length > 0);
  if (roots.length === 0)
    throw new Unreadable('no_datasets', 'file', 'nothing in it is a schema.org Dataset');
  return {
    ok: true,
    entries: roots.map((one, at) => entryOf(graph, one, at)),
    source: { name: null, address: null },
  };
}

function entryOf(graph: Graph, subject: Term, at: number): Found {
  const place = isAddress(subject) ? subject.value : `dataset ${at + 1}`;
  const entry = nothing(place);
  const conforms = graph.all(subject, 'dct:conformsTo').map(({ value }) => value);
  if (!conforms.some((one) => /mlcommons\.org\/croissant\/1\.\d+$/.test(one))) {
    const detail = conforms.join(', ') || 'nothing';
    entry.problems.push({ code: 'not_croissant', place: 'conformsTo', detail });
  }
  const page = graph.value(subject, 'sc:url');
  const name = inTwoLanguages(graph.texts(subject, 'sc:name'));
  return {
    ...entry,
    identifier: isAddress(subject) ? subject.value : identifierOf(page, name),
    title: name,
    summary: inTwoLanguages(graph.texts(subject, 'sc:description')),
    // One text with commas, or a list: both are written.
    keywords: graph.texts(subject, 'sc:keywords').flatMap(({ value }) => value.split(/[,;，；、]/)),
    publisher: agentOf(graph, subject),
    licence: licenceOf(graph, subject),
    landingPage: page,
    modified: graph.value(subject, 'sc:dateModified', 'sc:datePublished'),
    restricted: graph.value(subject, 'sc:isAccessibleForFree') === 'false',
    columns: graph
      .all(subject, 'cr:recordSet')
      .flatMap((records) => graph.all(records, 'cr:field'))
      .slice(0, mostColumns)
      .flatMap((field) => columnOf(graph, field)),
    files: graph.all(subject, 'sc:distribution').flatMap((file) => {
      const address = graph.value(file, 'sc:contentUrl');
      return address === null ? [] : [{ address, mediaType: graph.value(file, 'sc:encodingFormat') }];
    }),
  };
}

/** Several descriptions may name one page; their names tell them apart. */
function identifierOf(page: string | null, name: Found['title']): string | null {
  const address = page === null ? null : webAddress(page);
  const said = name?.en ?? name?.zh;
  if (address === null || said === undefined) return null;
  return `${address}#${encodeURIComponent(said)}`;
}

function columnOf(graph: Graph, field: Term): Found['columns'] {
  const name = graph.texts(field, 'sc:name')[0]?.value ?? isFileName(field);
  if (!name) return [];
  const type = graph.all(field, 'cr:dataType')[0]?.value ?? null;
  const description = graph.texts(field, 'sc:description')[0]?.value ?? null;
  return [{ name, type: type === null ? null : (/[^/#:]+$/.exec(type)?.[0] ?? null), description }];
}

function agentOf(graph: Graph, subject: Term): string | null {
  for (const agent of graph.all(subject, 'sc:publisher', 'sc:creator')) {
    if (agent.termType === 'Literal') return agent.value;
    const [name] = graph.texts(agent, 'sc:name');
    if (name) return name.value;
    if (isAddress(agent)) return agent.value;
  }
  return null;
}

function licenceOf(graph: Graph, subject: Term): string | null {
  for (const licence of graph.all(subject, 'sc:license')) {
    if (licence.termType === 'Literal' && licence.value.trim()) return licence.value.trim();
    if (isAddress(licence)) return licence.value;
    const said = graph.value(licence, 'sc:url', 'sc:name') ?? isFileName(licence);
    if (said) return said;
  }
  return null;
}
