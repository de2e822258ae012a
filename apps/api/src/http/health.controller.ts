import { Controller, Inject, Req, Res } from '@nestjs/common';
import { live, metrics, openapiDocument, ready } from '@scenario-lab/contracts/health';
import { routes } from '@scenario-lab/contracts/routes';
import { execute } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import type { Request, Response } from 'express';
import { register } from 'prom-client';
import { Documents, sendDocument } from './once.js';
import { openapi } from './openapi.js';
import { Route } from './route.decorator.js';
import { DATABASE } from './tokens.js';
import { version } from './version.js';

@Controller()
export class HealthController {
  private readonly documents = new Documents();

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @Route(live)
  live() {
    return { status: 'ok' as const };
  }

  /** Ready when the database answers; workers have readiness of their own. */
  @Route(ready)
  async ready() {
    await this.database.asNobody((tx) => execute(tx, 'SELECT 1'));
    return { status: 'ok' as const };
  }

  @Route(metrics)
  async metrics(@Res() response: Response) {
    response.type(register.contentType).send(await register.metrics());
  }

  @Route(openapiDocument)
  openapi(@Req() request: Request, @Res() response: Response): void {
    const document = this.documents.of('openapi', 'json', () => JSON.stringify(openapi(routes, version)));
    sendDocument(request, response, document);
  }
}
