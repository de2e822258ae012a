import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Route as Row } from '@scenario-lab/contracts/route';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';
import type { z } from 'zod';
import { rowKey } from './route.decorator.js';
import { entityTag } from './seen.decorator.js';

/** Sends only what the row's reply schema names: a column too many in a query never leaves the house. */
@Injectable()
export class ReplyInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const row = Reflect.getMetadata(rowKey, context.getHandler()) as Row;
    if (row.reply === 'stream') return next.handle();
    if (row.reply === 'none') return next.handle().pipe(map(() => undefined));
    const schema = row.reply as z.ZodType;
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      map((value) => {
        const answer = schema.parse(value);
        if (row.versioned) response.setHeader('etag', entityTag(answer as { updatedAt: string }));
        return answer;
      }),
    );
  }
}
