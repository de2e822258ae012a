import { JsonLdParser } from 'jsonld-streaming-parser';
import { Parser, type Quad, Store, type Term } from 'n3';
import { RdfXmlParser } from 'rdfxml-streaming-parser';
import { jsonOf, Unreadable } from './found.js';

export type RdfSyntax = 'jsonld' | 'turtle' | 'rdfxml';
/** More than the largest catalogue page anybody serves; what goes on and on is no catalogue. */
const mostQuads = 400_000;
/** Names without a scheme in a file that came without its address. */
const nowhere = 'urn:x-scenario-lab:file/';

/** Which of the three a text is, by how it begins. */
export function syntaxOf(text: string): RdfSyntax {
  const start = text.replace(/^\uFEFF/, '').trimStart();
  if (/^[{[]/.test(start)) return 'jsonld';
  return /^<(\?xml|rdf:RDF|!DOCTYPE|!--|[\w-]+:RDF)/i.test(start) ? 'rdfxml' : 'turtle';
}

/** Errors: `Unreadable`. Nothing is ever fetched: a context that lies elsewhere refuses the file. */
export async function readRdf(text: string): Promise<Store> {
  const syntax = syntaxOf(text);
  if (syntax === 'turtle') return turtle(text);
  if (syntax === 'jsonld') {
    // Its own place in the text is told better by the plain parser.
    jsonOf(text);
    let wanted: string | null = null;
    const load = async (address: string): Promise<never> => {
      wanted = address;
      throw new Error('nothing is fetched');
    };
    const parser = new JsonLdParser({ baseIRI: nowhere, documentLoader: { load }, processingMode: '1.1' });
    return streamed(parser, text, 'not_jsonld').catch((error) => {
      throw wanted === null ? error : new Unreadable('context_elsewhere', '@context', wanted);
    });
  }
  return streamed(new RdfXmlParser({ baseIRI: nowhere }), text, 'not_rdfxml');
}

function turtle(text: string): Store {
  const store = new Store();
  try {
    for (const quad of new Parser({ baseIRI: nowhere }).parse(text)) {
      if (store.size >= mostQuads)
        throw new Unreadable('too_much', 'file', `more than ${mostQuads} statements`);
      store.addQuad(quad);
    }
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    const message = error instanceof Error ? error.message : String(error);
    const line = /on line (\d+)/.exec(message)?.[1];
    throw new Unreadable('not_turtle', line ? `line ${line}` : 'file', message);
  }
  return store;
}

interface QuadStream {
  on(event: 'data', take: (quad: Quad) => void): unknown;
  on(event: 'error', take: (error: Error) => void): unknown;
  on(event: 'end', take: () => void): unknown;
  end(text: string): unknown;
  destroy(): unknown;
}

function streamed(parser: unknown, text: string, code: 'not_jsonld' | 'not_rdfxml'): Promise<Store> {
  const stream = parser as QuadStream;
  return new Promise((resolve, reject) => {
    const store = new Store();
    const fail = (error: unknown) => {
      stream.destroy();
      reject(error);
    };
    stream.on('data', (quad) => {
      store.addQuad(quad);
      if (store.size > mostQuads)
        fail(new Unreadable('too_much', 'file', `more than ${mostQuads} statements`));
    });
    stream.on('error', (error) => {
      if (error instanceof Unreadable) return fail(error);
      // saxes writes `line:column: what`.
      const at = /(?:^|\s)(\d+):(\d+):/.exec(error.message);
      fail(new Unreadable(code, at ? `line ${at[1]}, column ${at[2]}` : 'file', error.message));
    });
    stream.on('end', () => resolve(store));
    stream.end(text);
  });
}

/** Asks a graph in terms of a vocabulary. */
export class Graph {
  constructor(
    readonly store: Store,
    private readonly names: Readonly<Record<string, readonly string[]>>,
  ) {}

  iris(term: string): string[] {
    const [prefix = '', name = ''] = term.split(':');
    return (this.names[prefix] ?? []).map((space) => space + name);
  }

  ofType(...types: string[]): Term[] {
    const a = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';
    const found = types.flatMap((type) =>
      this.iris(type).flatMap((iri) => this.store.getSubjects(a, iri, null) as Term[]),
    );
    return [...new Map(found.map((term) => [term.value, term])).values()];
  }

  all(subject: Term, ...terms: string[]): Term[] {
    return terms.flatMap((term) =>
      this.iris(term).flatMap((iri) => this.store.getObjects(subject as never, iri, null) as Term[]),
    );
  }

  /** The first plain value: a literal's, or an address. */
  value(subject: Term, ...terms: string[]): string | null {
    const found = this.all(subject, ...terms).find(
      (term) => (term.termType === 'Literal' && term.value.trim() !== '') || isAddress(term),
    );
    return found?.value.trim() ?? null;
  }

  texts(subject: Term, ...terms: string[]): { value: string; language: string }[] {
    return this.all(subject, ...terms).flatMap((term) =>
      term.termType === 'Literal' ? [{ value: term.value, language: term.language }] : [],
    );
  }
}

/** An IRI somebody meant, not one a name without a scheme was made into. */
export const isAddress = (term: Term): boolean =>
  term.termType === 'NamedNode' && !term.value.startsWith(nowhere);
export const isFileName = (term: Term): string | null =>
  term.termType === 'NamedNode' && term.value.startsWith(nowhere)
    ? decodeURIComponent(term.value.slice(nowhere.length))
    : null;
