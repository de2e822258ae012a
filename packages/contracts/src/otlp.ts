import { z } from 'zod';
import { bodies, defineRoute } from './route.js';

const Whole = z.union([z.string().regex(/^-?\d{1,20}$/), z.number()]);
const Attributes = z
  .array(
    z.object({
      key: z.string().max(200),
      value: z.object({ stringValue: z.string().max(400).optional() }).optional(),
    }),
  )
  .max(200)
  .default([]);
const DataPoint = z.object({
  attributes: Attributes,
  timeUnixNano: Whole.optional(),
  asDouble: z.number().optional(),
  asInt: Whole.optional(),
});
const Numbers = z.object({
  dataPoints: z.array(DataPoint).max(10_000).default([]),
  isMonotonic: z.boolean().optional(),
});

/** What of OpenTelemetry's `ExportMetricsServiceRequest` the lab reads; the rest is left alone. */
export const ExportMetrics = z.object({
  resourceMetrics: z
    .array(
      z.object({
        resource: z.object({ attributes: Attributes }).optional(),
        scopeMetrics: z
          .array(
            z.object({
              metrics: z
                .array(
                  z.object({ name: z.string().max(300), gauge: Numbers.optional(), sum: Numbers.optional() }),
                )
                .max(1_000)
                .default([]),
            }),
          )
          .max(1_000)
          .default([]),
      }),
    )
    .max(1_000)
    .default([]),
});
export type ExportMetrics = z.infer<typeof ExportMetrics>;

export const ExportedMetrics = z.object({
  partialSuccess: z.object({ rejectedDataPoints: z.string(), errorMessage: z.string() }).optional(),
});
export type ExportedMetrics = z.infer<typeof ExportedMetrics>;

/**
 * OTLP/HTTP: what a collector of OpenTelemetry sends, as JSON or as protobuf, with `Authorization: Bearer <site token>`. A gauge
 * or a sum that may fall, named as a criterion of the pilot, is a point; the answer is in the form that was sent.
 */
export const exportMetrics = defineRoute({
  name: 'observation.export',
  method: 'POST',
  path: '/otlp/v1/metrics',
  access: 'site_token',
  bodyBytes: bodies.table,
  protobuf: true,
  body: ExportMetrics,
  reply: 'stream',
});

export const otlpRoutes = [exportMetrics];
