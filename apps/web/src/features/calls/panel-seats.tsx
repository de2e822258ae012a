import type { Call } from '@scenario-lab/contracts/calls';
import {
  type CallPanel,
  giveSeat,
  type PanelSeat,
  seatDeeds,
  vacateSeat,
} from '@scenario-lab/contracts/panels';
import { useState } from 'react';
import { DeedButtons } from '../../components/deed-buttons.js';
import { Panel } from '../../components/object-page.js';
import { SecretView } from '../../components/secret-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { SubstituteForm } from './substitute.js';
import { TakeSeat } from './take-seat.js';

/** Who judges, as declared before anybody offered, and how far each seat is. */
export function PanelSeats({ call, panel }: { call: Call; panel: CallPanel }) {
  const { t } = useWords();
  return (
    <Panel title={t('calls.panel')}>
      <ol className="sl-plain sl-stack">
        {panel.seats.map((seat) => (
          <li key={seat.number} className="sl-stack sl-tight">
            <Seat call={call} panel={panel} seat={seat} />
          </li>
        ))}
      </ol>
      {panel.seats.length > 1 ? <p className="sl-muted sl-small">{t('panel.chair_says')}</p> : null}
      {panel.allowed.includes('panel.take') && panel.seats.some(({ state }) => state === 'vacant') ? (
        <TakeSeat id={call.id} />
      ) : null}
    </Panel>
  );
}

function Seat({ call, panel, seat }: { call: Call; panel: CallPanel; seat: PanelSeat }) {
  const { t } = useWords();
  const { text } = useFormats();
  const [code, setCode] = useState<string | null>(null);
  const params = { id: call.id, number: String(seat.number) };
  const vacant = seat.state === 'vacant';
  const allowed = panel.allowed.filter(
    (deed) =>
      (deed === 'panel.give' && vacant) ||
      (deed === 'panel.vacate' && seat.state === 'taken') ||
      (deed === 'panel.step_back' && seat.mine),
  );
  return (
    <>
      <p className="sl-row">
        <strong>{seat.name}</strong>
        <span className="sl-muted">{seat.organisation}</span>
        {seat.chair ? <span className="sl-chip">{t('panel.chair')}</span> : null}
        {seat.mine ? <span className="sl-chip">{t('panel.mine')}</span> : null}
        {call.status === 'draft' ? null : <span className="sl-chip">{t(`panel.state.${seat.state}`)}</span>}
      </p>
      <p className="sl-small">{seat.ties || t('panel.no_ties')}</p>
      {seat.person && seat.personOrganisation ? (
        <p className="sl-small sl-muted">
          {t('panel.held_by', { person: seat.person, organisation: text(seat.personOrganisation.name) })}
        </p>
      ) : null}
      {seat.said ? <p className="sl-small call-words">{t('panel.said', { said: seat.said })}</p> : null}
      {seat.outBy ? <p className="sl-small">{t(`panel.out_by.${seat.outBy}`)}</p> : null}
      {seat.substituteFor ? (
        <p className="sl-small">{t('panel.sits_for', { number: seat.substituteFor })}</p>
      ) : null}
      {seat.replacedBy ? (
        <p className="sl-small">{t('panel.replaced_by', { number: seat.replacedBy })}</p>
      ) : null}
      {seat.abstains > 0 ? <p className="sl-small">{t('panel.abstains', { count: seat.abstains })}</p> : null}
      {code && vacant ? (
        <SecretView
          says={`${t('panel.code', { name: seat.name })}：${t('panel.code_says', { name: seat.name })}`}
          secret={code}
        />
      ) : null}
      <div className="unprinted">
        <DeedButtons
          allowed={allowed}
          deeds={[
            {
              row: giveSeat,
              params,
              body: {},
              onDone: (answer) => setCode((answer as { code: string }).code),
            },
            { row: vacateSeat, params, body: {}, tone: 'danger' },
            { row: seatDeeds.stepBack, params: { id: call.id }, tone: 'danger', field: 'reason' },
          ]}
        />
        {seat.replaceable && panel.allowed.includes('panel.substitute') ? (
          <SubstituteForm id={call.id} number={seat.number} />
        ) : null}
      </div>
    </>
  );
}
