import { Controller, Inject, Res } from '@nestjs/common';
import type { Received } from '@scenario-lab/contracts/route';
import { embedBadge, embedCertificate, embedNeeds, readFeed } from '@scenario-lab/contracts/sharing';
import { queryRow } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { Response } from 'express';
import { z } from 'zod';
import type { Env } from '../env.js';
import { Input, Route } from '../http/route.decorator.js';
import { DATABASE, ENV } from '../http/tokens.js';
import { badge } from './badge.js';
import { feedOf } from './feed.js';
import { needsPage, openNeeds } from './needs-page.js';
import { labName, newestOf } from './public-things.js';

const newest = 50;

const CertificateRow = z.object({
  status: z.string(),
});

/** What other sites, readers of feeds and pages elsewhere take from the lab. It is read as a visitor whoever asks. */
@Controller()
export class SharingController {
  private readonly base: string;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ENV) env: Env,
  ) {
    this.base = env.PUBLIC_URL.replace(/\/+$/, '');
  }

  @Route(readFeed)
  async feed(
    @Input() { params, query }: Received<typeof readFeed>,
    @Res() response: Response,
  ): Promise<void> {
    const { things, lab } = await this.database.asActor('anonymous', async (tx) => ({
      things: await newestOf(tx, params.kind, newest),
      lab: await labName(tx),
    }));
    const feed = feedOf(this.base, params.kind, query.lang, lab, things, query.format);
    response.set('cache-control', 'public, max-age=300');
    if (query.format === 'json') response.type('application/feed+json').send(feed.json1());
    else response.type('application/atom+xml').send(feed.atom1());
  }

  @Route(embedNeeds)
  async needs(@Input() { query }: Received<typeof embedNeeds>, @Res() response: Response): Promise<void> {
    const { needs, lab } = await this.database.asActor('anonymous', async (tx) => ({
      needs: await openNeeds(tx, query.field ?? null, query.limit),
      lab: await labName(tx),
    }));
    mayBeFramed(response);
    response.type('html').send(needsPage(this.base, query.lang, lab, needs));
  }

  @Route(embedCertificate)
  async certificate(
    @Input() { params, query }: Received<typeof embedCertificate>,
    @Res() response: Response,
  ): Promise<void> {
    const found = await this.database.asActor('anonymous', (tx) =>
      queryRow(tx, CertificateRow, 'SELECT status FROM public_certificate WHERE number = $1', [
        params.number,
      ]),
    );
    if (!found) throw new Refusal('not_found');
    // Seldom asked anew, but never long: what was revoked must not shine on somebody's page for a day.
    response.set({ 'cache-control': 'public, max-age=300', 'cross-origin-resource-policy': 'cross-origin' });
    response.type('image/svg+xml').send(badge('certificate', query.lang, params.number, found.status));
  }

  @Route(embedBadge)
  async badge(
    @Input() { params, query }: Received<typeof embedBadge>,
    @Res() response: Response,
  ): Promise<void> {
    const found = await this.database.asActor('anonymous', (tx) =>
      queryRow(tx, CertificateRow, 'SELECT status FROM badge WHERE number = $1', [params.number]),
    );
    if (!found) throw new Refusal('not_found');
    response.set({ 'cache-control': 'public, max-age=300', 'cross-origin-resource-policy': 'cross-origin' });
    response.type('image/svg+xml').send(badge('badge', query.lang, params.number, found.status));
  }
}

/** Without scripts and forms there is nothing in the page that a frame around it could misuse. */
function mayBeFramed(response: Response): void {
  response.set({
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors *; base-uri 'none'",
    'cache-control': 'public, max-age=300',
    'cross-origin-resource-policy': 'cross-origin',
  });
  response.removeHeader('x-frame-options');
}
