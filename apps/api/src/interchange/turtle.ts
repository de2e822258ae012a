import type { Quad } from '@rdfjs/types';
import { JsonLdParser } from 'jsonld-streaming-parser';
import { Writer } from 'n3';
import type { Node } from './dcat.js';
import { prefixes } from './vocabulary.js';

/** Our own JSON-LD as Turtle; it holds its context, so nothing is fetched. */
export async function turtleOf(document: Node): Promise<string> {
  const quads = await quadsOf(document);
  const writer = new Writer({ prefixes });
  writer.addQuads(quads);
  return new Promise((resolve, reject) => {
    writer.end((error, text: string) => (error ? reject(error) : resolve(text)));
  });
}

function quadsOf(document: Node): Promise<Quad[]> {
  return new Promise((resolve, reject) => {
    const quads: Quad[] = [];
    const parser = new JsonLdParser();
    parser.on('data', (quad: Quad) => quads.push(quad));
    parser.on('error', reject);
    parser.on('end', () => resolve(quads));
    parser.end(JSON.stringify(document));
  });
}
