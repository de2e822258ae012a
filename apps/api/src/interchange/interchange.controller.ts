import { Controller, Inject, NotAcceptableException, Req, Res } from '@nestjs/common';
import {
  browseCatalogue,
  type RdfFormat,
  readCatalogueEntry,
  readCroissant,
} from '@scenario-lab/contracts/interchange';
import type { Received } from '@scenario-lab/contracts/route';
import type { Database } from '@scenario-lab/db/database';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { Request, Response } from 'express';
import type { Env } from '../env.js';
import { Input, Route } from '../http/route.decorator.js';
import { DATABASE, ENV } from '../http/tokens.js';
import { croissantOf } from './croissant.js';
import { catalogueAddress, catalogueOf, documentOf, type Node } from './dcat.js';
import { type Entry, readEntries, readEntry, readPublisher } from './entry.js';
import { rdfXmlOf } from './rdf-xml.js';
import { turtleOf } from './turtle.js';

const types: Record<RdfFormat, string> = {
  jsonld: 'application/ld+json',
  ttl: 'text/turtle; charset=utf-8',
  rdf: 'application/rdf+xml; charset=utf-8',
};
const writers: Record<RdfFormat, (document: Node) => Promise<string>> = {
  jsonld: async (document) => JSON.stringify(document, null, 1),
  ttl: turtleOf,
  rdf: rdfXmlOf,
};

/** The published catalogue for other catalogues. It is read as a visitor whoever asks, so that nothing else gets in. */
@Controller()
export class InterchangeController {
  private readonly base: string;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ENV) env: Env,
  ) {
    this.base = env.PUBLIC_URL.replace(/\/+$/, '');
  }

  @Route(browseCatalogue)
  async browse(
    @Input() { query }: Received<typeof browseCatalogue>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const format = formatOf(request, query.format);
    const page = await this.database.asActor('anonymous', async (tx) => ({
      ...(await readEntries(tx, query.after, query.limit)),
      publisher: await readPublisher(tx),
    }));
    const addressOf = (after: string | null | undefined) => {
      const said = new URLSearchParams({ limit: String(query.limit) });
      if (query.format) said.set('format', query.format);
      if (after) said.set('after', after);
      return `${catalogueAddress(this.base)}?${said}`;
    };
    const next = page.next ? addressOf(page.next) : null;
    if (next) response.setHeader('link', `<${next}>; rel="next"`);
    await send(response, format, catalogueOf(this.base, { ...page, self: addressOf(query.after), next }));
  }

  @Route(readCatalogueEntry)
  async read(
    @Input() { params, query }: Received<typeof readCatalogueEntry>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const format = formatOf(request, query.format);
    await send(response, format, documentOf(this.base, await this.entry(params.id)));
  }

  @Route(readCroissant)
  async croissant(
    @Input() { params }: Received<typeof readCroissant>,
    @Res() response: Response,
  ): Promise<void> {
    await send(response, 'jsonld', croissantOf(this.base, await this.entry(params.id)));
  }

  private async entry(id: string): Promise<Entry> {
    const entry = await this.database.asActor('anonymous', (tx) => readEntry(tx, id));
    if (!entry) throw new Refusal('not_found', { thing: 'dataset', id });
    return entry;
  }
}

/** Errors: 406 where only what we do not write would do. */
function formatOf(request: Request, asked: RdfFormat | undefined): RdfFormat {
  if (asked) return asked;
  const best = request.accepts(
    'application/ld+json',
    'text/turtle',
    'application/rdf+xml',
    'application/json',
  );
  if (best === false)
    throw new NotAcceptableException('the catalogue is written as JSON-LD, Turtle and RDF/XML');
  if (best === 'text/turtle') return 'ttl';
  return best === 'application/rdf+xml' ? 'rdf' : 'jsonld';
}

async function send(response: Response, format: RdfFormat, document: Node): Promise<void> {
  const text = await writers[format](document);
  response.vary('accept').set({
    'content-type': types[format],
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    // Open catalogues are read by pages of other houses; what is here is public and read as a visitor.
    'access-control-allow-origin': '*',
  });
  response.end(text);
}
