import { heartbeatMs } from '@scenario-lab/domain/runs/lease';
import type { Pace } from './desk.js';

export const pace: Pace = {
  heartbeat: heartbeatMs,
  relay: 1_000,
  reconcile: 10_000,
  presence: 10_000,
  notices: 2_000,
  rollups: 10_000,
  stale: 30_000,
  rest: 10_000,
};
