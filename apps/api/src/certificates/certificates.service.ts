import { Inject, Injectable } from '@nestjs/common';
import {
  type CertificateRecord,
  certificateFactsOf,
  mayAnswer,
  readCertificateRecord,
} from '@scenario-lab/db/certificates/certificate.queries';
import type { Database, Tx } from '@scenario-lab/db/database';
import { recordEvent, transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { certificatePolicy } from '@scenario-lab/domain/certificates/certificates.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { demand } from '../http/demand.js';
import { DATABASE } from '../http/tokens.js';

type Deed = 'watch' | 'clear' | 'suspend' | 'reinstate' | 'revoke';

/** After these the certificate stands as it was issued, and no reason is shown. */
const lifting: readonly Deed[] = ['clear', 'reinstate'];

@Injectable()
export class CertificatesService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  deed(actor: SignedIn, id: string, deed: Deed, reason: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const record = await readOne(tx, id);
      demand(may(certificatePolicy, actor, `certificate.${deed}`, certificateFactsOf(record)), {
        thing: 'certificate',
        status: record.status,
      });
      await transition(tx, 'certificate', id, deed, {
        by: actor,
        remark: reason,
        set: { status_at: new Date(), reason: lifting.includes(deed) ? null : reason },
      });
    });
  }

  /** The vendor is heard; what follows is the lab's to decide. */
  answer(actor: SignedIn, id: string, reason: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const record = await readOne(tx, id);
      if (record.vendor.id !== actor.organisationId) throw new Refusal('not_yours');
      if (!mayAnswer(actor, record)) throw new Refusal('wrong_status', { status: record.status });
      await recordEvent(tx, {
        thing: 'certificate',
        id,
        event: 'certificate.answered',
        by: actor,
        remark: reason,
      });
    });
  }
}

async function readOne(tx: Tx, id: string): Promise<CertificateRecord> {
  const record = await readCertificateRecord(tx, { id });
  if (!record) throw new Refusal('not_found', { thing: 'certificate', id });
  return record;
}
