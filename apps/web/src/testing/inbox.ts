import { at, scenario } from './cards.js';
import { accessRequest, dataset } from './data.js';
import type { Handler } from './mock-notices.js';

/** Made-up lines of an inbox; of one thing where one is asked for. */
export const inboxHandlers: Record<string, Handler> = {
  'inbox.read': ({ query }) =>
    [
      {
        thing: 'access_request',
        id: accessRequest.id,
        page: accessRequest.id,
        title: dataset.title,
        waitsFor: 'access_request.approve',
        since: at(12),
        due: at(19),
      },
      {
        thing: 'scenario',
        id: scenario.id,
        page: scenario.id,
        title: scenario.title,
        waitsFor: 'scenario.approve',
        since: at(20),
        due: null,
      },
    ].filter(({ id }) => id === (query.get('id') ?? id)),
};
