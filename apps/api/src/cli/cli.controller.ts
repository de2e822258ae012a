import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { Controller, Inject, Res } from '@nestjs/common';
import { downloadCli } from '@scenario-lab/contracts/cli';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { Response } from 'express';
import type { Env } from '../env.js';
import { Route } from '../http/route.decorator.js';
import { ENV } from '../http/tokens.js';
import { version } from '../http/version.js';

@Controller()
export class CliController {
  constructor(@Inject(ENV) private readonly env: Env) {}

  @Route(downloadCli)
  async download(@Res() response: Response): Promise<void> {
    const file = this.env.CLI_TARBALL;
    const found = file ? await stat(file).catch(() => null) : null;
    if (!file || !found?.isFile()) throw new Refusal('not_found', { thing: 'cli' });
    response.set({
      'content-type': 'application/gzip',
      'content-length': String(found.size),
      'content-disposition': `attachment; filename="scenario-lab-${version}.tgz"`,
      'cache-control': 'no-cache',
    });
    await pipeline(createReadStream(file), response);
  }
}
