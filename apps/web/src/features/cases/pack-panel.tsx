import type { Case } from '@scenario-lab/contracts/cases';
import {
  agreeToPack,
  askPack,
  listPacks,
  packDeeds,
  type ReplicationPack,
} from '@scenario-lab/contracts/replication-packs';
import { useState } from 'react';
import { useRow } from '../../app/api.js';
import { useMe } from '../../app/session.js';
import { CheckInput } from '../../components/choice-input.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { Facts, Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { partOf } from '../../components/pack-parts.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ToneTag } from '../../components/status-tag.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { AskPack } from './ask-pack.js';

/** The worker writes within seconds once both have agreed. */
const everyMs = 10_000;
const tones = { asked: 'waiting', writing: 'running', ready: 'pass', withdrawn: 'inconclusive' } as const;

/** What of the case may leave the lab: asked for, agreed to by both sides, signed, taken. Shown to the lab and the two. */
export function PackPanel({ one }: { one: Case }) {
  const { t } = useWords();
  const { data, error } = useRow(listPacks, { params: { id: one.id } }, { refetchInterval: everyMs });
  if (error) return <ProblemAlert error={error} />;
  if (!data || (data.items.length === 0 && !data.allowed.includes(askPack.access))) return null;
  return (
    <Panel title={t('packs.title')}>
      <div className="sl-stack">
        <p className="sl-muted">{t('packs.lead')}</p>
        {data.allowed.includes(askPack.access) ? <AskPack caseId={one.id} /> : null}
        {data.items.map((pack) => (
          <Pack key={pack.id} pack={pack} />
        ))}
      </div>
    </Panel>
  );
}

function Pack({ pack }: { pack: ReplicationPack }) {
  const { t } = useWords();
  const { instant, bytes } = useFormats();
  const here = useMe();
  const [algorithm, setAlgorithm] = useState(false);
  const params = { id: pack.id };
  const vendor = pack.consents.find(({ side }) => side === 'vendor')?.organisation.id;
  const { file } = pack;
  return (
    <section className="sl-stack sl-tight" aria-label={t('packs.of', { when: instant(pack.askedAt) })}>
      <p className="sl-row">
        <strong>{t('packs.of', { when: instant(pack.askedAt) })}</strong>
        <ToneTag tone={tones[pack.state]}>{t(`packs.state.${pack.state}`)}</ToneTag>
      </p>
      <p className="sl-reading">{pack.purpose}</p>
      <ul className="sl-plain sl-stack sl-tight">
        {pack.consents.map(({ side, organisation, at, algorithm: gives }) => (
          <li key={side} className="sl-row">
            <OrganisationName of={organisation} />
            <span className="sl-muted">
              {at ? t('packs.agreed_at', { when: instant(at) }) : t('packs.waits_for')}
              {at && side === 'vendor' ? t(gives ? 'packs.with_program' : 'packs.without_program') : null}
            </span>
          </li>
        ))}
      </ul>
      {file ? (
        <>
          {pack.state === 'ready' ? (
            <p>
              <a href={`/api/replication-packs/${pack.id}/pack.zip`}>
                {t('packs.download', { size: bytes(file.bytes) })}
              </a>
            </p>
          ) : null}
          <Facts
            facts={[
              [
                t('packs.holds'),
                file.files.map(({ name }) => t(`packs.file.${partOf(name)}`)).join(t('common.comma')),
              ],
              [
                t('packs.left_out'),
                file.leftOut.length > 0
                  ? file.leftOut
                      .map(({ file: name, reason }) =>
                        t('packs.left_out_one', {
                          part: t(`packs.file.${partOf(name)}`),
                          why: t(`packs.why.${reason}`),
                        }),
                      )
                      .join(t('common.comma'))
                  : t('packs.nothing'),
              ],
              [t('packs.digest'), <code key="digest">{file.sha256}</code>],
              [t('packs.key'), <code key="key">{file.keyId}</code>],
            ]}
          />
          {pack.taken.length > 0 ? (
            <details>
              <summary>{t('packs.taken', { count: pack.taken.length })}</summary>
              <ul className="sl-plain">
                {pack.taken.map(({ at, person, organisation }) => (
                  <li key={`${at}${organisation.id}`} className="sl-row">
                    <span>{instant(at)}</span>
                    {person ? <span>{person}</span> : null}
                    <OrganisationName of={organisation} />
                  </li>
                ))}
              </ul>
            </details>
          ) : null}
        </>
      ) : null}
      <DeedButtons
        allowed={pack.allowed}
        deeds={[
          {
            row: agreeToPack,
            params,
            tone: 'primary',
            field: 'remark',
            body: { algorithm },
            more:
              here.me?.organisation.id === vendor ? (
                <CheckInput checked={algorithm} onChange={setAlgorithm} label={t('packs.give_program')} />
              ) : undefined,
          },
          { row: packDeeds.withdraw, params, field: 'reason', tone: 'danger' },
        ]}
      />
    </section>
  );
}
