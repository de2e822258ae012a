import type { Language } from '../http/route-words.js';

/** As `z.toJSONSchema` writes it. */
export interface Schema {
  type?: string | string[];
  format?: string;
  pattern?: string;
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  items?: Schema;
  prefixItems?: Schema[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  required?: string[];
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
}

export interface Field {
  path: string;
  type: string;
  required: boolean;
}

const deepest = 6;
/** What zod writes for an integer without a bound of its own. */
const unbounded = Number.MAX_SAFE_INTEGER;

/** Every field of a schema, one a line: `criteria[].threshold`. */
export function fieldsOf(schema: Schema, language: Language, path = '', required = true, depth = 0): Field[] {
  const one = bare(schema);
  const own: Field[] = path === '' ? [] : [{ path, type: typeOf(schema, language), required }];
  if (depth >= deepest) return own;
  const choices = (one.anyOf ?? one.oneOf ?? []).filter(({ type }) => type === 'object');
  const inside = choices.length > 0 ? choices : [one];
  const seen = new Set<string>();
  for (const { properties = {}, required: needed = [], items } of inside) {
    for (const [name, property] of Object.entries(properties)) {
      if (seen.has(name)) continue;
      seen.add(name);
      own.push(
        ...fieldsOf(property, language, path ? `${path}.${name}` : name, needed.includes(name), depth + 1),
      );
    }
    if (items) own.push(...fieldsOf(items, language, `${path}[]`, true, depth + 1).slice(1));
  }
  return own;
}

/** The schema without the choice of null, and with its parts put together. */
function bare(schema: Schema): Schema {
  if (Array.isArray(schema.type)) return { ...schema, type: schema.type.find((one) => one !== 'null') };
  if (schema.allOf) return Object.assign({}, schema, ...schema.allOf);
  const choices = schema.anyOf ?? schema.oneOf;
  const real = choices?.filter(({ type }) => type !== 'null');
  return choices && real?.length === 1 ? { ...schema, anyOf: undefined, ...(real[0] as Schema) } : schema;
}

const words = {
  zh: {
    or: ' 或 ',
    of: (type: string) => `${type} 列表`,
    map: (type: string) => `键 → ${type}`,
    any: '任意值',
  },
  en: {
    or: ' or ',
    of: (type: string) => `list of ${type}`,
    map: (type: string) => `key → ${type}`,
    any: 'any value',
  },
};

/** A schema's type in a few words, with its bounds. */
export function typeOf(schema: Schema, language: Language): string {
  const say = words[language];
  if (Array.isArray(schema.type)) {
    return schema.type.map((type) => typeOf({ ...schema, type }, language)).join(say.or);
  }
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) {
    const types = choices.map((one) => typeOf(one, language));
    return [...new Set(types)].join(say.or);
  }
  if (schema.allOf) return typeOf(bare(schema), language);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.type === 'array') {
    return `${say.of(schema.items ? typeOf(schema.items, language) : say.any)}${bounds(schema.minItems, schema.maxItems)}`;
  }
  if (schema.type === 'object' && !schema.properties && typeof schema.additionalProperties === 'object') {
    return say.map(typeOf(schema.additionalProperties, language));
  }
  if (schema.type === 'string') {
    return `${schema.format ?? 'string'}${bounds(schema.minLength, schema.maxLength)}`;
  }
  if (schema.type === 'integer' || schema.type === 'number') {
    return `${schema.type}${bounds(schema.minimum ?? schema.exclusiveMinimum, schema.maximum)}`;
  }
  return schema.type ?? say.any;
}

function bounds(least: number | undefined, most: number | undefined): string {
  const low = least === undefined || least <= -unbounded ? '' : String(least);
  const high = most === undefined || most >= unbounded ? '' : String(most);
  return low || high ? ` (${low}…${high})` : '';
}

const formats: Record<string, string> = {
  uuid: '0193a000-0000-7000-8000-000000000001',
  'date-time': '2026-11-23T08:00:00.000Z',
  date: '2026-11-23',
  email: 'somebody@example.org',
  uri: 'https://example.org/',
};

/** A value that fits the schema as far as the schema alone can say. */
export function exampleOf(schema: Schema, depth = 0): unknown {
  if (schema.default !== undefined) return schema.default;
  const one = bare(schema);
  if (one.const !== undefined) return one.const;
  if (one.enum) return one.enum[0];
  const choices = one.anyOf ?? one.oneOf;
  if (choices) return exampleOf(choices.find(({ type }) => type !== 'null') ?? {}, depth);
  if (one.type === 'object') {
    const properties = Object.entries(one.properties ?? {});
    return Object.fromEntries(properties.map(([name, property]) => [name, exampleOf(property, depth + 1)]));
  }
  if (one.type === 'array') {
    return one.items && depth < deepest ? [exampleOf(one.items, depth + 1)] : [];
  }
  if (one.type === 'integer' || one.type === 'number') return numberOf(one);
  if (one.type === 'boolean') return false;
  if (one.type === 'string') return textOf(one);
  return null;
}

function numberOf({ minimum, exclusiveMinimum, maximum }: Schema): number {
  const least = minimum ?? (exclusiveMinimum === undefined ? 0 : exclusiveMinimum + 1);
  return Math.min(Math.max(1, least), maximum ?? Number.POSITIVE_INFINITY);
}

function textOf({ format, pattern, minLength = 0, maxLength = 1e9 }: Schema): string {
  const known = format && formats[format];
  if (known) return known;
  const hex = pattern?.match(/^\^\[0-9a-f\]\{(\d+)\}\$$/);
  if (hex) return '0'.repeat(Number(hex[1]));
  return 'text'.repeat(Math.ceil(Math.max(1, minLength / 4))).slice(0, maxLength);
}
