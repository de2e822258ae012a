import { type ForeignPackRow, listForeignPacks } from '@scenario-lab/contracts/foreign-packs';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ResultRow } from '../../components/result-row.js';
import { ToneTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { BringPack } from './bring-pack.js';
import { TrustedLabs } from './trusted-labs.js';

/** Packs that came from other labs, and whose are believed. */
export function ForeignPacksPage() {
  const { t } = useWords();
  useTitle(t('foreign_packs.title'));
  const here = useMe();
  const { data, error, isPending } = useRow(listForeignPacks, {});
  return (
    <div className="sl-stack">
      <header className="sl-stack sl-tight">
        <h1>{t('foreign_packs.title')}</h1>
        <p className="sl-muted">{t('foreign_packs.lead')}</p>
        {here.may('foreign_pack.receive') ? <BringPack /> : null}
      </header>
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data?.length === 0 ? (
        <p className="sl-muted">
          {t(here.is('department') ? 'foreign_packs.empty_department' : 'foreign_packs.empty')}
        </p>
      ) : null}
      {data && data.length > 0 ? (
        <ul className="sl-plain">
          {data.map((pack) => (
            <li key={pack.id}>
              <Row pack={pack} />
            </li>
          ))}
        </ul>
      ) : null}
      {here.may('trusted_lab.list') ? <TrustedLabs /> : null}
    </div>
  );
}

function Row({ pack }: { pack: ForeignPackRow }) {
  const { t } = useWords();
  const { ago } = useFormats();
  return (
    <ResultRow
      to={path.foreignPack(pack.id)}
      title={<TextView text={pack.title} />}
      tags={
        <ToneTag tone={pack.state === 'taken' ? 'pass' : 'waiting'}>
          {t(`foreign_packs.state.${pack.state}`)}
        </ToneTag>
      }
      text={null}
      meta={
        <>
          <span>
            {t('foreign_packs.from_lab')} <TextView text={pack.lab.name} />
          </span>
          <span>
            <TextView text={pack.vendor} />
          </span>
          {pack.certificate ? (
            <span>
              {t('foreign_packs.foreign_certificate', { number: pack.certificate })} ·{' '}
              {t(pack.recognised ? 'foreign_packs.recognised' : 'foreign_packs.not_recognised')}
            </span>
          ) : null}
          {pack.adopter ? <OrganisationName of={pack.adopter} /> : null}
          <span>{ago(pack.receivedAt)}</span>
        </>
      }
      figures={[]}
    />
  );
}
