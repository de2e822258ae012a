import type { Term } from 'n3';
import { type Found, inTwoLanguages, nothing, type Reading, Unreadable } from './found.js';
import { Graph, isAddress, isFileName, readRdf } from './read-rdf.js';

const names = {
  dcat: ['http://www.w3.org/ns/dcat#', 'https://www.w3.org/ns/dcat#'],
  dct: ['http://purl.org/dc/terms/'],
  hydra: ['http://www.w3.org/ns/hydra/core#'],
  foaf: ['http://xmlns.com/foaf/0.1/'],
  rdfs: ['http://www.w3.org/2000/01/rdf-schema#'],
  skos: ['http://www.w3.org/2004/02/skos/core#'],
  vcard: ['http://www.w3.org/2006/vcard/ns#'],
};

/** A catalogue, or single data sets, in any of the three syntaxes. */
export async function readDcat(text: string): Promise<Extract<Reading, { ok: true }>> {
  const graph = new Graph(await readRdf(text), names);
  const [catalogue] = graph.ofType('dcat:Catalog');
  const datasets = graph.ofType('dcat:Dataset').filter((one) => one.value !== catalogue?.value);
  if (datasets.length === 0) {
    throw new Unreadable(
      'no_datasets',
      'file',
      `${graph.store.size} statements, none of them a dcat:Dataset`,
    );
  }
  return {
    ok: true,
    entries: datasets.map((one, at) => entryOf(graph, one, at)),
    source: {
      name: catalogue ? (graph.texts(catalogue, 'dct:title')[0]?.value ?? null) : null,
      address: catalogue && isAddress(catalogue) ? catalogue.value : null,
    },
    next: nextOf(graph),
  };
}

/** Pages in the Hydra way, as it is named today and as it was; an address of its own or one beside the page's. */
function nextOf(graph: Graph): string | null {
  for (const view of graph.ofType('hydra:PartialCollectionView', 'hydra:PagedCollection')) {
    for (const term of graph.all(view, 'hydra:next', 'hydra:nextPage')) {
      const found = isAddress(term) || term.termType === 'Literal' ? term.value : isFileName(term);
      if (found) return found;
    }
  }
  return null;
}

function entryOf(graph: Graph, subject: Term, at: number): Found {
  const named = isAddress(subject);
  const distributions = graph.all(subject, 'dcat:distribution');
  const rights = graph.all(subject, 'dct:accessRights').map(({ value }) => value);
  return {
    ...nothing(named ? subject.value : `dataset ${at + 1}`),
    identifier: named ? subject.value : graph.value(subject, 'dct:identifier'),
    title: inTwoLanguages(graph.texts(subject, 'dct:title')),
    summary: inTwoLanguages(graph.texts(subject, 'dct:description')),
    keywords: graph.texts(subject, 'dcat:keyword').map(({ value }) => value),
    publisher: agentOf(graph, subject),
    licence: licenceOf(graph, [subject, ...distributions]),
    landingPage: graph.value(subject, 'dcat:landingPage', 'foaf:page') ?? (named ? subject.value : null),
    modified: graph.value(subject, 'dct:modified', 'dct:issued'),
    restricted: rights.some((right) => /(^|[/#])(RESTRICTED|NON_PUBLIC|CONFIDENTIAL)$/i.test(right)),
    files: distributions.flatMap((one) => {
      const address = graph.value(one, 'dcat:downloadURL') ?? graph.value(one, 'dcat:accessURL');
      if (address === null) return [];
      return [{ address, mediaType: shortOf(graph.value(one, 'dcat:mediaType', 'dct:format')) }];
    }),
  };
}

function agentOf(graph: Graph, subject: Term): string | null {
  const [agent] = graph.all(subject, 'dct:publisher', 'dct:creator');
  if (!agent) return null;
  const [name] = graph.texts(agent, 'foaf:name', 'vcard:fn', 'rdfs:label', 'skos:prefLabel');
  return name?.value ?? (agent.termType === 'BlankNode' ? null : agent.value);
}

function licenceOf(graph: Graph, subjects: readonly Term[]): string | null {
  for (const subject of subjects) {
    for (const licence of graph.all(subject, 'dct:license', 'dct:rights')) {
      if (licence.termType === 'Literal' || isAddress(licence)) return licence.value;
      const [label] = graph.texts(licence, 'rdfs:label', 'dct:title');
      if (label) return label.value;
    }
  }
  return null;
}

/** `text/csv` of its address at IANA, `CSV` of the file-type list. */
const shortOf = (type: string | null): string | null =>
  type === null ? null : (/media-types\/(.+)$/.exec(type)?.[1] ?? /file-type\/(.+)$/.exec(type)?.[1] ?? type);
