import { Writer } from 'n3';
import type { Node } from './dcat.js';
import { quadsOf } from './quads.js';
import { prefixes } from './vocabulary.js';

/** Our own JSON-LD as Turtle. */
export async function turtleOf(document: Node): Promise<string> {
  const quads = await quadsOf(document);
  const writer = new Writer({ prefixes });
  writer.addQuads(quads);
  return new Promise((resolve, reject) => {
    writer.end((error, text: string) => (error ? reject(error) : resolve(text)));
  });
}
