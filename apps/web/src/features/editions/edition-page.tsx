import './editions.css';
import { type Edition, editionDeeds, readEdition } from '@scenario-lab/contracts/editions';
import { Link, useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { Notice } from '../../components/notice.js';
import { Facts, ObjectPage, Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ProseView } from '../../components/prose-view.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useLive } from '../../components/use-live.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { EditionDifference } from './edition-difference.js';
import { EditionFiles } from './edition-files.js';
import { EditionTable } from './edition-table.js';

export function EditionPage() {
  const { id = '' } = useParams();
  // The files come a moment after the publication, without a word to a visitor.
  const { data, error, isPending } = useRow(readEdition, { params: { id } }, { refetchInterval: 30_000 });
  useLive([`edition:${id}`]);
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <EditionView edition={data} />;
}

function EditionView({ edition }: { edition: Edition }) {
  const { t } = useWords();
  const { text, day } = useFormats();
  const { me } = useMe();
  return (
    <ObjectPage
      title={<TextView text={edition.title} />}
      name={text(edition.title)}
      back={{ to: path.editions(), label: t('editions.title') }}
      status={<StatusTag thing="edition" status={edition.status} />}
      lead={
        <>
          <span>{t(`editions.kind.${edition.kind}`)}</span>
          {edition.number === null ? null : <span>{t('editions.number', { number: edition.number })}</span>}
          {edition.publishedAt ? (
            <span>{t('editions.published_on', { day: day(edition.publishedAt) })}</span>
          ) : null}
        </>
      }
      next={{ thing: 'edition', id: edition.id, status: edition.status }}
      aside={<Aside edition={edition} />}
      timeline={me?.organisation.roles.includes('operate') ? { thing: 'edition', id: edition.id } : undefined}
    >
      {edition.remark && edition.status !== 'published' ? (
        <Notice tone="warn">
          {t(edition.status === 'withdrawn' ? 'editions.withdrawn_because' : 'editions.returned_because')}
          {t('common.colon')}
          {edition.remark}
        </Notice>
      ) : null}
      {edition.content.note ? (
        <Panel title={t('editions.note')}>
          <ProseView text={edition.content.note} />
        </Panel>
      ) : null}
      <EditionTable edition={edition} />
      <EditionDifference edition={edition} />
    </ObjectPage>
  );
}

function Aside({ edition }: { edition: Edition }) {
  const { t } = useWords();
  const { count } = useFormats();
  const params = { id: edition.id };
  const may = (deed: string) => edition.allowed.includes(`edition.${deed}`);
  const acts = edition.allowed.some((action) => action !== 'edition.read' && action !== 'edition.create');
  const waits = edition.status === 'in_review' && may('return') && !may('publish');
  return (
    <>
      {acts ? (
        <Panel title={t('common.actions')}>
          <div className="sl-stack sl-tight">
            <DeedButtons
              allowed={edition.allowed}
              deeds={[
                {
                  row: editionDeeds.submit,
                  params,
                  tone: 'primary',
                  field: 'remark',
                  blocked:
                    may('submit') && edition.content.entries.length === 0 ? t('editions.no_entries') : null,
                },
                {
                  row: editionDeeds.publish,
                  params,
                  tone: 'primary',
                  field: 'remark',
                  blocked: waits ? t('editions.other_hand') : null,
                },
                { row: editionDeeds.return, params, field: 'reason' },
                { row: editionDeeds.withdraw, params, tone: 'danger', field: 'reason' },
              ]}
            />
            {may('edit') ? <Link to={path.editEdition(edition.id)}>{t('editions.choose')}</Link> : null}
          </div>
        </Panel>
      ) : null}
      <EditionFiles edition={edition} />
      <Panel title={t('common.facts_only')}>
        <div className="sl-stack sl-tight">
          <Facts
            facts={[
              [t('editions.entries'), count(edition.content.entries.length)],
              [
                t('editions.contacts'),
                t(edition.contacts ? 'editions.contacts_yes' : 'editions.contacts_no'),
              ],
              [t('editions.digest'), edition.digest ? <code key="digest">{edition.digest}</code> : null],
              edition.alone ? [t('editions.alone'), t('editions.alone_says')] : null,
            ]}
          />
          <p className="sl-muted sl-small">
            {t(edition.digest ? 'editions.frozen_says' : 'editions.draft_says')}
          </p>
        </div>
      </Panel>
    </>
  );
}
