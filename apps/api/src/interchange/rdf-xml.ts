import type { Quad, Term } from '@rdfjs/types';
import type { Node } from './dcat.js';
import { quadsOf } from './quads.js';
import { prefixes } from './vocabulary.js';

const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const text = 'http://www.w3.org/2001/XMLSchema#string';

/** Our own JSON-LD as RDF/XML. */
export async function rdfXmlOf(document: Node): Promise<string> {
  return rdfXml(await quadsOf(document));
}

/**
 * Statements in the flat form of RDF/XML: one description for each subject, one element for each statement, nothing abbreviated. No
 * kept library writes it (ADR 93); a kept parser reads it back in the tests. Errors: `RangeError` for a property whose name
 * ends in nothing an element can be called, which RDF/XML cannot say.
 */
export function rdfXml(quads: readonly Quad[]): string {
  const names = new Names();
  const described = new Map<string, string[]>();
  for (const { subject, predicate, object } of quads) {
    const about = nodeIs(subject, 'rdf:about');
    const lines = described.get(about) ?? [];
    const line = `  ${statement(names.of(predicate.value), object)}`;
    // Said twice it is one statement.
    if (!lines.includes(line)) lines.push(line);
    described.set(about, lines);
  }
  const body = [...described].map(
    ([about, lines]) => ` <rdf:Description ${about}>\n${lines.join('\n')}\n </rdf:Description>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF${names.declared()}>\n${body.join('\n')}\n</rdf:RDF>\n`;
}

function statement(element: string, object: Term): string {
  if (object.termType !== 'Literal') return `<${element} ${nodeIs(object, 'rdf:resource')}/>`;
  const { language, datatype, value } = object;
  const said = language
    ? ` xml:lang="${attribute(language)}"`
    : datatype.value === text
      ? ''
      : ` rdf:datatype="${attribute(datatype.value)}"`;
  return `<${element}${said}>${content(value)}</${element}>`;
}

/** A blank node's name in the file: letters, digits and no colon, whatever it is called here. */
const nodeIs = (term: Term, named: 'rdf:about' | 'rdf:resource') =>
  term.termType === 'BlankNode'
    ? `rdf:nodeID="b${term.value.replace(/[^A-Za-z0-9]/g, (one) => `_${one.charCodeAt(0)}_`)}"`
    : `${named}="${attribute(term.value)}"`;

/** Names of properties as elements, by the catalogue's own prefixes and by made ones for what they do not cover. */
class Names {
  private readonly used = new Map<string, string>([[rdf, 'rdf']]);

  of(property: string): string {
    const local = /[\p{L}_][\p{L}\p{N}_.-]*$/u.exec(property)?.[0];
    if (local === undefined) throw new RangeError(`RDF/XML has no element for ${property}`);
    const space = property.slice(0, -local.length);
    const known = Object.entries(prefixes).find(([, address]) => address === space)?.[0];
    const prefix = this.used.get(space) ?? known ?? `ns${this.used.size}`;
    this.used.set(space, prefix);
    return `${prefix}:${local}`;
  }

  declared(): string {
    return [...this.used].map(([space, prefix]) => `\n  xmlns:${prefix}="${attribute(space)}"`).join('');
  }
}

/** What XML 1.0 cannot hold at all is shown as a character that could not be. */
const writable = (words: string) =>
  words.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd');
const content = (words: string) =>
  writable(words)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
const attribute = (words: string) =>
  content(words).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
