import { call as send } from '@scenario-lab/contracts/call';
import type { Call } from '@scenario-lab/contracts/calls';
import { noteLook } from '@scenario-lab/contracts/few-bids';
import { useEffect } from 'react';
import { client } from '../../app/api.js';
import { useMe } from '../../app/session.js';

/** Counts that a vendor's organisation looked, or began a bid, while the call is open; a page that is not counted shows all the same. */
export function useNoteLook(call: Pick<Call, 'id' | 'status' | 'department'> | undefined, started: boolean) {
  const here = useMe();
  const id = call?.id;
  const counts =
    call?.status === 'open' && here.is('vendor') && here.me?.organisation.id !== call.department.id;
  useEffect(() => {
    if (id && counts) send(client, noteLook, { params: { id }, body: { started } }).catch(() => undefined);
  }, [id, counts, started]);
}
