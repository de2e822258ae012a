import { z } from 'zod';
import { defineRoute } from './route.js';

const Ok = z.object({ status: z.literal('ok') });
export const live = defineRoute({
  name: 'health.live',
  method: 'GET',
  path: '/health/live',
  access: 'public',
  reply: Ok,
});
export const ready = defineRoute({
  name: 'health.ready',
  method: 'GET',
  path: '/health/ready',
  access: 'public',
  reply: Ok,
});
/** Prometheus text; counts only, nothing of a tenant. */
export const metrics = defineRoute({
  name: 'health.metrics',
  method: 'GET',
  path: '/health/metrics',
  access: 'public',
  reply: 'stream',
});
export const openapiDocument = defineRoute({
  name: 'openapi.read',
  method: 'GET',
  path: '/openapi.json',
  access: 'public',
  reply: 'stream',
});
const InLanguage = z.object({ lang: z.enum(['zh', 'en']).optional() });
/** The document as a page for people, one chapter for each feature. */
export const readDocs = defineRoute({
  name: 'docs.read',
  method: 'GET',
  path: '/docs',
  access: 'public',
  query: InLanguage,
  reply: 'stream',
});
export const readDocsChapter = defineRoute({
  name: 'docs.read_feature',
  method: 'GET',
  path: '/docs/:chapter',
  access: 'public',
  params: z.object({ chapter: z.string().regex(/^[a-z_]{1,40}$/) }),
  query: InLanguage,
  reply: 'stream',
});
export const healthRoutes = [live, ready, metrics, openapiDocument, readDocs, readDocsChapter];
