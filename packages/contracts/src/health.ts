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
  reply: z.record(z.string(), z.unknown()),
});
export const healthRoutes = [live, ready, metrics, openapiDocument];
