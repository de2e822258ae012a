import {
  createDataRequest,
  dataRequestDeeds,
  fulfilDataRequest,
  mergeDataRequest,
  routeDataRequest,
  voteForData,
} from '@scenario-lab/contracts/data-requests';
import { listDatasets, readDataset } from '@scenario-lab/contracts/datasets';
import { WISHES, type WishStory } from '../demo-data/story/wishes.js';
import type { Cast } from './cast.js';

/** Wishes for data, each played as far as the story says. */
export async function seedDataRequests(cast: Cast): Promise<void> {
  const ids = new Map<string, string>();
  for (const wish of WISHES) ids.set(wish.slug, await enter(cast, wish));
  for (const wish of WISHES) await play(cast, wish, ids);
}

async function enter(cast: Cast, { by, body, votes }: WishStory): Promise<string> {
  const { id } = await cast.of(by).call(createDataRequest, { body });
  for (const voter of votes) await cast.of(voter).call(voteForData, { params: { id } });
  return id;
}

async function play(cast: Cast, wish: WishStory, ids: ReadonlyMap<string, string>): Promise<void> {
  const params = { id: ids.get(wish.slug) ?? '' };
  const operator = cast.lab('operator');
  const { ends } = wish;
  if (ends.is === 'open') return;
  if (ends.is === 'declined') {
    await operator.call(dataRequestDeeds.decline, { params, body: { reason: ends.reason } });
    return;
  }
  if (ends.is === 'merged') {
    await operator.call(mergeDataRequest, {
      params,
      body: { into: ids.get(ends.into) ?? '', reason: '同一份数据。' },
    });
    return;
  }
  await operator.call(routeDataRequest, {
    params,
    body: { organisationId: cast.organisationId(ends.by) },
  });
  if (ends.is === 'routed') return;
  const holder = cast.of(ends.by);
  await holder.call(dataRequestDeeds.claim, { params, body: {} });
  if (ends.is === 'claimed') return;
  const { items } = await holder.call(listDatasets, {
    query: { mine: 'true', status: 'listed', limit: 100 },
  });
  for (const { id } of items) {
    const { versions } = await holder.call(readDataset, { params: { id } });
    const ready = versions.find(({ status }) => status === 'ready');
    if (!ready) continue;
    await holder.call(fulfilDataRequest, { params, body: { datasetVersionId: ready.id } });
    return;
  }
  // Where nothing can be read in a sandbox, no version is ready: the wish stays taken on.
}
