import './calls.css';
import { type Call, listBids, type OpenedBid } from '@scenario-lab/contracts/calls';
import { useRow } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { saveCsv } from '../../components/csv.js';
import { MemberLines } from '../../components/member-lines.js';
import { Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { reachable } from '../../components/reachable.js';
import { StatusTag } from '../../components/status-tag.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { BidFiles } from './bid-files.js';
import { useOutBy } from './use-out-by.js';
import { useSheet } from './use-sheet.js';

/** What was offered beside what was measured, and what of it counts; read by department and lab. */
export function OpenedBids({ call }: { call: Call }) {
  const { t } = useWords();
  const { text, money, figure } = useFormats();
  const sheetOf = useSheet();
  const { data, error } = useRow(listBids, { params: { id: call.id } });
  if (error) return <ProblemAlert error={error} />;
  if (!data || data.length === 0) return null;
  return (
    <Panel
      title={t('calls.offered')}
      extra={
        <Button small onClick={() => saveCsv(text(call.title), sheetOf(call, data))}>
          {t('calls.export')}
        </Button>
      }
    >
      <p className="sl-muted sl-small">{t('calls.sheet_says')}</p>
      <div className="sl-scroll" ref={reachable}>
        <table className="sl-table">
          <thead>
            <tr>
              <th scope="col">{t('calls.criterion')}</th>
              {data.map((bid) => (
                <th key={bid.id} scope="col">
                  {t('calls.bidder', { number: bid.number })}
                  <br />
                  <OrganisationName of={bid.vendor} />
                  <MemberLines of={bid.members} />
                  <Excluded call={call} bid={bid} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{t('calls.price')}</th>
              {data.map((bid) => (
                <td key={bid.id}>
                  {money(bid.content.price)}
                  <Points points={bid.pricePoints} />
                </td>
              ))}
            </tr>
            {call.terms.criteria.map((criterion) => (
              <tr key={criterion.id}>
                <th scope="row">{text(criterion.title)}</th>
                {data.map((bid) => (
                  <td key={bid.id}>
                    <Cell bid={bid} criterion={criterion} />
                  </td>
                ))}
              </tr>
            ))}
            <tr>
              <th scope="row">{t('calls.computed')}</th>
              {data.map((bid) => (
                <td key={bid.id}>
                  <strong>{bid.computed === null ? '–' : figure(bid.computed)}</strong>
                </td>
              ))}
            </tr>
            <tr>
              <th scope="row">{t('calls.bid.text')}</th>
              {data.map((bid) => (
                <td key={bid.id} className="call-words">
                  {bid.content.text}
                </td>
              ))}
            </tr>
            <tr>
              <th scope="row">{t('calls.bid.files')}</th>
              {data.map((bid) => (
                <td key={bid.id}>
                  <BidFiles files={bid.content.files} />
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function Excluded({ call, bid }: { call: Call; bid: OpenedBid }) {
  const { t } = useWords();
  const outBy = useOutBy(call);
  if (bid.excludedBy.length === 0) return null;
  return (
    <>
      <br />
      <span className="sl-chip">{t('calls.excluded', { by: outBy(bid.excludedBy) })}</span>
    </>
  );
}

/** What was predicted beside what the lab measured; the measurement has the points. */
function Cell({ bid, criterion }: { bid: OpenedBid; criterion: Call['terms']['criteria'][number] }) {
  const { t } = useWords();
  const { figure } = useFormats();
  const answer = bid.content.answers.find((one) => one.criterion === criterion.id);
  const measured = bid.measured[criterion.id];
  if (criterion.kind === 'judged') return <span className="call-words">{answer?.text}</span>;
  const said = (value: number | null | undefined) => (typeof value === 'number' ? figure(value) : '–');
  return (
    <>
      {t('calls.predicted', { value: said(answer?.value) })}
      <br />
      {measured ? (
        <>
          {t('calls.measured', { value: said(measured.value) })}{' '}
          <StatusTag thing="verdict" status={measured.verdict} />
        </>
      ) : (
        <span className="sl-muted">{t('calls.not_measured')}</span>
      )}
      <Points points={bid.points[criterion.id] ?? null} />
      {answer?.text ? <p className="sl-small">{answer.text}</p> : null}
    </>
  );
}

function Points({ points }: { points: number | null }) {
  const { t } = useWords();
  const { figure } = useFormats();
  if (points === null) return null;
  return (
    <>
      <br />
      <span className="sl-muted sl-small">{t('calls.points', { points: figure(points) })}</span>
    </>
  );
}
