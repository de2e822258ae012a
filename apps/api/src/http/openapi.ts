import { Problem } from '@scenario-lab/contracts/problem';
import { type Route as Row, statusOf } from '@scenario-lab/contracts/route';
import { z } from 'zod';
import { routeWords } from './route-words.js';

type Json = Record<string, unknown>;
const draft = { target: 'draft-2020-12', unrepresentable: 'any' } as const;
const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { ...draft, io }) as Json;
  return rest;
};

/** OpenAPI 3.1 read off the contract rows: the same rows the API mounts and the web calls. */
export function openapi(rows: readonly Row[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const row of rows) {
    const path = row.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [row.method.toLowerCase()]: operation(row) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Scenario Lab', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/api' }],
    paths,
    components: {
      schemas: { Problem: schemaOf(Problem, 'output') },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'scenario_lab_session' },
        token: { type: 'http', scheme: 'bearer' },
        siteToken: { type: 'http', scheme: 'bearer', description: 'a field token of a pilot (`sls_…`)' },
      },
    },
  };
}

function operation(row: Row): Json {
  const reply =
    row.reply === 'none'
      ? { description: 'done' }
      : row.reply === 'stream'
        ? { description: 'a stream' }
        : {
            description: 'ok',
            ...(row.versioned ? { headers: { ETag: { schema: text, description: 'for `If-Match`' } } } : {}),
            content: { 'application/json': { schema: schemaOf(row.reply as z.ZodType, 'output') } },
          };
  return {
    operationId: row.name,
    summary: routeWords(row.name, 'en') ?? row.name,
    tags: [row.name.split('.')[0]],
    'x-access': row.access,
    ...securityOf(row),
    parameters: [
      ...parameters(row.params as z.ZodType | undefined, 'path'),
      ...parameters(row.query as z.ZodType | undefined, 'query'),
      ...headersOf(row),
    ],
    ...(row.body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(row.body as z.ZodType, 'input') } },
          },
        }
      : {}),
    responses: {
      [statusOf(row)]: reply,
      default: {
        description: 'a problem',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

const text = { type: 'string' };

function securityOf(row: Row): Json {
  if (row.access === 'public') return {};
  return { security: row.access === 'site_token' ? [{ siteToken: [] }] : [{ session: [] }, { token: [] }] };
}

function headersOf(row: Row): Json[] {
  const header = (name: string, description: string) => ({
    name,
    in: 'header',
    required: false,
    schema: text,
    description,
  });
  return [
    ...(row.versioned && row.method !== 'GET'
      ? [header('If-Match', 'the ETag that was read; 412 `changed_meanwhile` where somebody has saved since')]
      : []),
    ...(row.method === 'POST' && row.access !== 'public' && row.reply !== 'stream'
      ? [header('Idempotency-Key', 'done at most once per caller and route within 24 hours')]
      : []),
  ];
}

function parameters(schema: z.ZodType | undefined, where: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }));
}
