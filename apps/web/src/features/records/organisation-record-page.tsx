import { estimateWords } from '@scenario-lab/contracts/record-figures';
import { type OrganisationRecord, readRecord, readRecordFacts } from '@scenario-lab/contracts/records';
import { Link, useParams, useSearchParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { pageOf, path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { Button } from '../../components/button.js';
import { EmptyState } from '../../components/empty-state.js';
import { FormPage } from '../../components/form-page.js';
import { Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ToneTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { ReplyPanel } from './reply-panel.js';
import { LeftOut, ShareBar, TallyView } from './tally-view.js';

type Figure = OrganisationRecord['figures'][number];

/** The record of one organisation, figure by figure: how many facts, what is told of so few, and its own word on it. */
export function OrganisationRecordPage() {
  const { id = '' } = useParams();
  const { t } = useWords();
  const { text, instant } = useFormats();
  const { me, may } = useMe();
  const { data, error, isPending } = useRow(readRecord, { params: { id } });
  const own = me?.organisation.id === id;
  const readsAll = may('record.read_replies');
  const name = data ? text(data.organisation.name) : '';
  return (
    <FormPage
      title={data ? t('records.of', { name }) : t('records.title')}
      lead={t(own ? 'records.own_lead' : readsAll ? 'records.lab_lead' : 'records.of_lead')}
      back={
        own
          ? { to: path.organisation(), label: t('organisations.own_title') }
          : { to: path.shownOrganisation(id), label: name || t('records.title') }
      }
    >
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data?.figures.length === 0 ? <EmptyState text={t('records.nothing_public')} /> : null}
      {data ? (
        <div className="sl-stack">
          {data.figures.map((figure) => (
            <FigurePanel key={figure.figure} id={id} figure={figure} facts={own || readsAll} />
          ))}
        </div>
      ) : null}
      <EstimateNote at={data?.at ? instant(data.at) : null} />
    </FormPage>
  );
}

function EstimateNote({ at }: { at: string | null }) {
  const { t, language } = useWords();
  return (
    <p className="sl-muted sl-small">
      {estimateWords[language]} {at ? t('records.counted_at', { at }) : null}
    </p>
  );
}

function FigurePanel({ id, figure, facts }: { id: string; figure: Figure; facts: boolean }) {
  const { t, language } = useWords();
  const { day } = useFormats();
  const [params, setParams] = useSearchParams();
  const open = params.get('figure') === figure.figure;
  const some = figure.tally.facts > 0 || Object.keys(figure.tally.excluded).length > 0;
  return (
    <Panel
      title={figure.name[language]}
      extra={
        <ToneTag tone={figure.published ? 'pass' : 'waiting'}>
          {figure.publishedFrom && !figure.published
            ? t('records.public_from', { day: day(figure.publishedFrom) })
            : t(figure.published ? 'records.is_published' : 'records.not_published')}
        </ToneTag>
      }
    >
      <div className="sl-stack sl-tight">
        <TallyView tally={figure.tally} />
        {figure.tally.estimate === null ? null : <ShareBar share={figure.tally.estimate} />}
        <LeftOut excluded={figure.tally.excluded} />
        <p className="sl-muted sl-small">{figure.definition[language]}</p>
        {facts && some ? (
          <div>
            <Button
              small
              aria-expanded={open}
              onClick={() => setParams(open ? {} : { figure: figure.figure }, { replace: true })}
            >
              {t(open ? 'records.hide_facts' : 'records.show_facts')}
            </Button>
          </div>
        ) : null}
        {facts && some && open ? <FactsOf id={id} figure={figure} /> : null}
        <ReplyPanel id={id} figure={figure} />
      </div>
    </Panel>
  );
}

function FactsOf({ id, figure }: { id: string; figure: Figure }) {
  const { t } = useWords();
  const { day, figure: number } = useFormats();
  const { data, error, isPending } = useRow(readRecordFacts, {
    params: { id },
    query: { figure: figure.figure },
  });
  if (isPending) return <PageSkeleton kind="rows" />;
  if (error) return <ProblemAlert error={error} />;
  return (
    <div className="record-scroll">
      <table className="record-table">
        <tbody>
          {data.map((fact) => {
            const to = pageOf(fact.thing, fact.page);
            const title = <TextView text={fact.title} />;
            return (
              <tr key={`${fact.page} ${fact.values?.criterion ?? ''} ${fact.at}`}>
                <td className="record-day">{day(fact.at)}</td>
                <td>
                  {to ? <Link to={to}>{title}</Link> : title}
                  {fact.values ? (
                    <div className="sl-muted sl-small">
                      {t('records.predicted_measured', {
                        criterion: fact.values.criterion,
                        predicted: number(fact.values.predicted),
                        measured: fact.values.measured === null ? '–' : number(fact.values.measured),
                      })}
                      {fact.values.role ? ` · ${t(`consortium.as_${fact.values.role}`)}` : null}
                    </div>
                  ) : null}
                </td>
                <td>
                  {fact.excluded ? (
                    <ToneTag tone="suspended">{t(`records.exclusion.${fact.excluded}`)}</ToneTag>
                  ) : (
                    <ToneTag tone={fact.met ? 'pass' : 'fail'}>
                      {t(fact.met ? 'records.met' : 'records.missed')}
                    </ToneTag>
                  )}
                  {fact.weight > 1 ? ` ${t('records.times', { times: fact.weight })}` : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
