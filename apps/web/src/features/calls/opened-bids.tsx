import { type Call, listBids, type OpenedBid } from '@scenario-lab/contracts/calls';
import { useRow } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { reachable } from '../../components/reachable.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** What was offered, side by side by criterion; read by department and lab. */
export function OpenedBids({ call }: { call: Call }) {
  const { t } = useWords();
  const { text, money } = useFormats();
  const { data, error } = useRow(listBids, { params: { id: call.id } });
  if (error) return <ProblemAlert error={error} />;
  if (!data || data.length === 0) return null;
  const answer = (bid: OpenedBid, id: string) =>
    bid.content.answers.find(({ criterion }) => criterion === id);
  return (
    <Panel title={t('calls.offered')}>
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
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{t('calls.price')}</th>
              {data.map((bid) => (
                <td key={bid.id} className="sl-number">
                  {money(bid.content.price)}
                </td>
              ))}
            </tr>
            {call.terms.criteria.map((criterion) => (
              <tr key={criterion.id}>
                <th scope="row">{text(criterion.title)}</th>
                {data.map((bid) => (
                  <td key={bid.id}>
                    {answer(bid, criterion.id)?.value ?? ''} {answer(bid, criterion.id)?.text}
                  </td>
                ))}
              </tr>
            ))}
            <tr>
              <th scope="row">{t('calls.bid.text')}</th>
              {data.map((bid) => (
                <td key={bid.id} className="engagement-words">
                  {bid.content.text}
                </td>
              ))}
            </tr>
            <tr>
              <th scope="row">{t('calls.bid.files')}</th>
              {data.map((bid) => (
                <td key={bid.id}>
                  {bid.content.files.map((file) => (
                    <Button key={file.name} small onClick={() => download(file)}>
                      {file.name}
                    </Button>
                  ))}
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

/** As bytes of no kind, so that no browser runs or shows what a bidder sent. */
function download(file: { name: string; data: string }): void {
  const bytes = Uint8Array.from(atob(file.data), (letter) => letter.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = file.name;
  link.click();
  URL.revokeObjectURL(url);
}
