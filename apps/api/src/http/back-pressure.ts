import type { NextFunction, Request, Response } from 'express';

/**
 * No more requests at once than the process can answer in time: the others are told at once to come again, instead of
 * all of them waiting until none is of use. Uploads and live streams last long, wait for nobody and are not counted.
 */
export function backPressure(most: number) {
  let under = 0;
  return (request: Request, response: Response, next: NextFunction): void => {
    const counted = request.path.startsWith('/api/') && !/^\/api\/(uploads|live|health)\b/.test(request.path);
    if (!counted) {
      next();
      return;
    }
    if (under >= most) {
      const problem = {
        type: '/problems/busy',
        status: 503,
        code: 'busy',
        title: 'busy',
        detail: 'too much is asked at once; try again in a moment',
        requestId: String((request as Request & { id?: string }).id ?? ''),
      };
      response.setHeader('retry-after', '2');
      response.status(503).type('application/problem+json').send(JSON.stringify(problem));
      return;
    }
    under += 1;
    response.once('close', () => {
      under -= 1;
    });
    next();
  };
}
