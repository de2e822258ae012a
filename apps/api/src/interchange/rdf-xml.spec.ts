import type { Quad, Term } from '@rdfjs/types';
import fc from 'fast-check';
import { DataFactory } from 'n3';
import { RdfXmlParser } from 'rdfxml-streaming-parser';
import { describe, expect, it } from 'vitest';
import { rdfXml } from './rdf-xml.js';

const { blankNode, literal, namedNode, quad } = DataFactory;
const wordType = namedNode('http://www.w3.org/2001/XMLSchema#integer');

function parsed(document: string): Promise<Quad[]> {
  return new Promise((resolve, reject) => {
    const quads: Quad[] = [];
    const parser = new RdfXmlParser();
    parser.on('data', (one: Quad) => quads.push(one));
    parser.on('error', reject);
    parser.on('end', () => resolve(quads));
    parser.end(document);
  });
}

const sorted = (lines: readonly string[]) => [...new Set(lines)].sort();

/** The graph as sorted lines; blank nodes are told by what is said of them, for their names are nobody's. */
function graphOf(quads: readonly Quad[]): string[] {
  const said = (term: Term): string => {
    if (term.termType === 'Literal') return JSON.stringify([term.value, term.language, term.datatype.value]);
    if (term.termType !== 'BlankNode') return `<${term.value}>`;
    const of = quads.filter(({ subject }) => subject.equals(term));
    return `[${sorted(of.map(({ predicate, object }) => `${predicate.value} ${said(object)}`)).join('; ')}]`;
  };
  return sorted(
    quads.map(({ subject, predicate, object }) => `${said(subject)} ${predicate.value} ${said(object)}`),
  );
}

describe('RDF/XML', () => {
  it('reads back as the same graph, whatever texts and addresses hold', async () => {
    const words = fc
      .string({ unit: 'grapheme', maxLength: 40 })
      .map((one) => one.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, ''));
    const odd = fc.constantFrom('<b>&amp;</b>', ']]>', '"\'', ' a\r\nb\t', '\ud83d\ude80', '中文 "引"', '');
    const address = fc.constantFrom('https://a.example/x?y=1&z=2', 'urn:x:1', 'https://a.example/水#1');
    const property = fc.constantFrom(
      'http://purl.org/dc/terms/title',
      'https://a.example/p#level-1',
      'https://a.example/水位',
    );
    const object = fc.oneof(
      fc.oneof(words, odd).map((one) => literal(one)),
      fc.oneof(words, odd).map((one) => literal(one, 'zh')),
      fc.integer().map((one) => literal(String(one), wordType)),
      address.map((one) => namedNode(one)),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(address, property, object), { minLength: 1, maxLength: 8 }),
        fc.array(fc.tuple(property, object), { minLength: 1, maxLength: 3 }),
        async (statements, more) => {
          const [first] = statements;
          const quads = [
            ...statements.map(([subject, predicate, one]) =>
              quad(namedNode(subject), namedNode(predicate), one),
            ),
            // A node without a name, said by the first and saying something itself.
            quad(namedNode(first![0]), namedNode('http://purl.org/dc/terms/publisher'), blankNode('b_1.x')),
            ...more.map(([predicate, one]) => quad(blankNode('b_1.x'), namedNode(predicate), one)),
          ] as unknown as Quad[];
          expect(graphOf(await parsed(rdfXml(quads)))).toEqual(graphOf(quads));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('shows what XML cannot hold as a character that could not be, and stays readable', async () => {
    const quads = [
      quad(namedNode('urn:a'), namedNode('urn:p'), literal('a\u0000b\u0007\ufffec')),
    ] as unknown as Quad[];
    const [found] = await parsed(rdfXml(quads));
    expect(found?.object.value).toBe('a\ufffdb\ufffd\ufffdc');
  });

  it('refuses a property that can be no element', () => {
    const quads = [
      quad(namedNode('urn:a'), namedNode('https://a.example/1'), literal('x')),
    ] as unknown as Quad[];
    expect(() => rdfXml(quads)).toThrow('https://a.example/1');
  });
});
