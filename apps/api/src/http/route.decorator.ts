import {
  applyDecorators,
  createParamDecorator,
  Delete,
  type ExecutionContext,
  Get,
  Head,
  HttpCode,
  Patch,
  Post,
  Put,
  SetMetadata,
} from '@nestjs/common';
import { type Route as Row, statusOf } from '@scenario-lab/contracts/route';
import type { Request } from 'express';
import type { z } from 'zod';
import { InputError, problemsOf, unstorableIn } from './input-error.js';

export const rowKey = 'scenario-lab:row';
const verbs = { GET: Get, HEAD: Head, POST: Post, PATCH: Patch, PUT: Put, DELETE: Delete };

/** Mounts a contract row: its path, verb, access and schemas. */
export function Route(row: Row): MethodDecorator {
  return applyDecorators(SetMetadata(rowKey, row), verbs[row.method](row.path), HttpCode(statusOf(row)));
}

/** `{ params, query, body }` of the row, parsed by its own schemas; every fault is named with its place. */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const row = Reflect.getMetadata(rowKey, context.getHandler()) as Row;
  const request = context.switchToHttp().getRequest<Request>();
  const faults: ReturnType<typeof problemsOf> = [];
  const read = (part: 'params' | 'query' | 'body') => {
    const schema = row[part] as z.ZodType | undefined;
    if (!schema) return undefined;
    const parsed = schema.safeParse(request[part] ?? {});
    faults.push(...(parsed.success ? unstorableIn(part, parsed.data) : problemsOf(part, parsed.error)));
    return parsed.data;
  };
  const input = { params: read('params'), query: read('query'), body: read('body') };
  if (faults.length > 0) {
    // An address that cannot exist is missing, not malformed.
    throw new InputError(
      faults,
      faults.every((fault) => fault.path.startsWith('params')),
    );
  }
  return input;
});
