import type { Award, Call } from '@scenario-lab/contracts/calls';
import { readOutcome } from '@scenario-lab/contracts/panels';
import { useRow } from '../../app/api.js';
import { MemberLines } from '../../components/member-lines.js';
import { Notice } from '../../components/notice.js';
import { Facts, Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { StatusTag } from '../../components/status-tag.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { useOutBy } from './use-out-by.js';

/** The winner's figures, for everybody; of the others how many there were. */
export function AwardView({ call, award }: { call: Call; award: Award }) {
  const { t } = useWords();
  const { money, figure, count, instant, text } = useFormats();
  const final = call.status === 'awarded';
  return (
    <Panel title={t(final ? 'panel.award.title_final' : 'panel.award.title_announced')}>
      {final ? null : <Notice>{t('panel.award.until_says', { when: instant(award.until) })}</Notice>}
      <Facts
        facts={[
          [t('panel.award.winner'), <OrganisationName key="winner" of={award.vendor} />],
          award.members ? [t('consortium.column'), <MemberLines key="members" of={award.members} />] : null,
          [t('panel.award.price'), money(award.price)],
          [t('panel.award.total'), `${figure(award.total)} (${figure(award.lower)}–${figure(award.upper)})`],
          ...call.terms.criteria.map((criterion): readonly [string, React.ReactNode] => {
            const measured = award.measured[criterion.id];
            const points = award.points[criterion.id];
            return [
              text(criterion.title),
              <span key={criterion.id} className="sl-row">
                <span>
                  {typeof points === 'number' ? t('panel.award.points', { points: figure(points) }) : '–'}
                </span>
                {criterion.kind === 'measured' && typeof measured?.value === 'number' ? (
                  <>
                    <span>{t('calls.measured', { value: figure(measured.value) })}</span>
                    <StatusTag thing="verdict" status={measured.verdict} />
                  </>
                ) : null}
              </span>,
            ];
          }),
          [
            t('panel.award.bidders'),
            t('panel.award.bidders_of', { count: award.bidders, excluded: count(award.excluded) }),
          ],
          award.tier > 1 ? [t('panel.award.tier'), t('panel.award.tier_of', { count: award.tier })] : null,
          ...(award.after ?? []).map((one): readonly [string, React.ReactNode] => [
            t('panel.move_up.before'),
            <span key={one.number} className="call-words">
              {t('panel.move_up.before_line', {
                number: one.number,
                vendor: text(one.vendor.name),
                reason: one.reason,
              })}
            </span>,
          ]),
          [t('panel.award.procurement'), award.procurementNumber],
          [t('panel.award.until'), instant(award.until)],
          [
            t('panel.award.reason'),
            <span key="reason" className="call-words">
              {award.reason}
            </span>,
          ],
        ]}
      />
    </Panel>
  );
}

/** A bidder's own line, and what the panel wrote of its bid. */
export function OwnOutcome({ call }: { call: Call }) {
  const { t } = useWords();
  const { figure, text } = useFormats();
  const outBy = useOutBy(call);
  const { data } = useRow(readOutcome, { params: { id: call.id } });
  const outcome = data?.outcome;
  if (!outcome) return null;
  const { row } = outcome;
  // The same words may stand twice.
  const notes = outcome.notes.map((note, at) => ({ ...note, key: String(at) }));
  const said = (value: number | null | undefined) => (typeof value === 'number' ? figure(value) : '–');
  return (
    <Panel title={t('panel.outcome.title')}>
      <p className="sl-muted sl-small">{t('panel.outcome.lead')}</p>
      <Facts
        facts={[
          [t('calls.number'), t('calls.bidder', { number: outcome.number })],
          [
            t('panel.outcome.rank'),
            outcome.rank === null
              ? row.excludedBy.length > 0
                ? t('panel.outcome.out', { by: outBy(row.excludedBy) })
                : t('panel.sheet.unjudged')
              : t('panel.outcome.rank_of', { rank: outcome.rank, count: outcome.bidders }),
          ],
          row.total === null
            ? null
            : [t('panel.outcome.total'), `${said(row.total)} (${said(row.lower)}–${said(row.upper)})`],
          [t('calls.price_points'), said(row.pricePoints)],
          ...call.terms.criteria.map(
            ({ id, kind, title }) =>
              [text(title), said(kind === 'measured' ? row.points[id] : row.judged[id])] as const,
          ),
        ]}
      />
      {outcome.notes.length > 0 ? <h3>{t('panel.outcome.notes')}</h3> : null}
      <ul className="sl-plain sl-stack sl-tight">
        {notes.map((note) => (
          <li key={note.key}>
            <span className="sl-muted">
              {text(call.terms.criteria.find(({ id }) => id === note.criterion)?.title)}{' '}
              {t('panel.award.points', { points: figure(note.points) })}
            </span>
            <br />
            <span className="call-words">{note.note}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
