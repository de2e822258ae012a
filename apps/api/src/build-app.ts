import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { routes } from '@scenario-lab/contracts/routes';
import { errorWords } from '@scenario-lab/db/core/error-words';
import express from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { AppModule } from './app.module.js';
import { backPressure } from './http/back-pressure.js';
import { jsonBody } from './http/body.js';
import { compressed, compressedFiles } from './http/compressed.js';
import { endIdleLines } from './http/end-idle-lines.js';
import type { Surroundings } from './http/http.module.js';
import { robots, sitemap, webPages } from './sharing/web-pages.js';

/** The whole API as an application that does not listen yet; tests and main share it. */
export async function buildApp(surroundings: Surroundings): Promise<NestExpressApplication> {
  const { env, log } = surroundings;
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(surroundings), {
    bodyParser: false,
    logger: nestLog(log),
    abortOnError: false,
  });
  const overTls = env.PUBLIC_URL.startsWith('https://');
  app.disable('x-powered-by');
  app.set('trust proxy', ['loopback', ...named(env.TRUSTED_PROXIES)]);
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: true,
        directives: {
          'default-src': ["'self'"],
          'img-src': ["'self'", 'data:', 'blob:'],
          'style-src': ["'self'", "'unsafe-inline'"],
          'connect-src': ["'self'"],
          'frame-ancestors': ["'none'"],
          // A lab on a plain-HTTP network must not be sent to https.
          'upgrade-insecure-requests': null,
        },
      },
      // Only where readers come by TLS: a plain-HTTP network would be locked out.
      strictTransportSecurity: overTls ? { maxAge: 365 * 86_400 } : false,
      crossOriginOpenerPolicy: false,
    }),
  );
  app.use(
    pinoHttp({
      logger: log,
      genReqId: (_request, response) => {
        const id = randomUUID();
        response.setHeader('x-request-id', id);
        return id;
      },
      customLogLevel: (_request, response, error) =>
        error || response.statusCode >= 500 ? 'error' : 'debug',
      serializers: {
        err: errorWords,
        req: (request) => ({ id: request.id, method: request.method, url: unsecret(request.url) }),
      },
    }),
  );
  app.use(backPressure(env.MAX_IN_FLIGHT));
  app.use(compressed);
  app.use(jsonBody(routes));
  app.setGlobalPrefix('api');
  if (env.WEB_DIR) serveWeb(app, env.WEB_DIR, surroundings);
  // Longer than what clients and proxies keep an idle line (60 s is usual): the one that closes it is then never the one
  // that is just being asked on it, which a client can only take for a broken request.
  const server = app.getHttpServer();
  server.keepAliveTimeout = 75_000;
  server.headersTimeout = 80_000;
  endIdleLines(server);
  await app.init();
  return app;
}

/** Secrets that stand in addresses do not get into the log. */
const unsecret = (url: string): string =>
  url.replace(/(\/(?:calendars|invitations|email-proof)\/)[^/?]+/, '$1…');

const named = (list: string): string[] =>
  list
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);

/** The built web application; any address that is not a file or the API's is the router's affair. */
function serveWeb(app: NestExpressApplication, folder: string, { database, env }: Surroundings): void {
  const index = join(folder, 'index.html');
  if (!existsSync(index)) throw new Error(`WEB_DIR ${folder} holds no index.html; build the web first`);
  const assets = join(folder, 'assets');
  app.use('/assets', compressedFiles(assets, existsSync(assets) ? readdirSync(assets) : []));
  app.use('/assets', express.static(assets, { immutable: true, maxAge: '1y', fallthrough: false }));
  const files = express.static(folder, { index: false, maxAge: '1h' });
  // No file of the web's is looked for on the API's behalf: a look at the disk costs more than many an answer.
  app.use((request: express.Request, response: express.Response, next: express.NextFunction) =>
    request.path.startsWith('/api') ? next() : files(request, response, next),
  );
  app.use('/robots.txt', robots(env.PUBLIC_URL));
  app.use('/sitemap.xml', sitemap(database, env.PUBLIC_URL));
  app.use(webPages(database, folder, env.PUBLIC_URL));
}

function nestLog(log: Logger): LoggerService {
  const say =
    (level: 'info' | 'error' | 'warn' | 'debug') =>
    (message: unknown, ...rest: unknown[]) =>
      log[level]({ context: rest.at(-1) }, String(message));
  return {
    log: say('debug'),
    error: say('error'),
    warn: say('warn'),
    debug: say('debug'),
    verbose: say('debug'),
  };
}
