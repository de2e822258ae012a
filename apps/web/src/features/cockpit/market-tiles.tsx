import { type Cockpit, certificateHealth } from '@scenario-lab/contracts/cockpit';
import { path } from '../../app/paths.js';
import { ToneTag } from '../../components/status-tag.js';
import type { Tone } from '../../components/tones.js';
import { useWords } from '../../i18n/use-words.js';
import { Bar, Num, Tile } from './tile.js';

/** Needs beside solutions, field by field, and how many of these are proven. */
export function FieldsTile({ cockpit: { fields } }: { cockpit: Cockpit }) {
  const { t } = useWords();
  const most = Math.max(1, ...fields.flatMap(({ needs, solutions }) => [needs, solutions]));
  return (
    <Tile area="fields" title={t('cockpit.fields')} says={t('cockpit.fields_says')}>
      <table className="cockpit-table">
        <thead>
          <tr>
            <th scope="col">{t('cockpit.field')}</th>
            <th scope="col">{t('cockpit.needs')}</th>
            <th scope="col">{t('cockpit.solutions')}</th>
            <th scope="col">{t('cockpit.certified')}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ field, needs, solutions, certified }) => {
            const name = t(`taxonomy.field.${field}`);
            return (
              <tr key={field}>
                <th scope="row">{name}</th>
                <td>
                  <Num
                    value={needs}
                    to={{ open: path.scenarios({ field }) }}
                    label={`${name} ${t('cockpit.needs')}`}
                  />
                  <Bar share={needs / most} kind="needs" />
                </td>
                <td>
                  <Num
                    value={solutions}
                    to={{ open: path.solutions({ field }) }}
                    label={`${name} ${t('cockpit.solutions')}`}
                  />
                  <Bar share={solutions / most} kind="solutions" />
                </td>
                <td>
                  <Num
                    value={certified}
                    to={{ open: path.solutions({ field, certified: 'true' }) }}
                    label={`${name} ${t('cockpit.certified')}`}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Tile>
  );
}

const toneOfHealth: Record<(typeof certificateHealth)[number], Tone> = {
  valid: 'pass',
  ends_soon: 'waiting',
  watch: 'inconclusive',
  suspended: 'suspended',
  expired: 'waiting',
  revoked: 'fail',
};

export function CertificatesTile({ cockpit: { certificates } }: { cockpit: Cockpit }) {
  const { t } = useWords();
  return (
    <Tile area="certificates" title={t('cockpit.certificates')} says={t('cockpit.certificates_says')}>
      <dl className="cockpit-counts">
        {certificateHealth.map((health) => {
          const name = health === 'ends_soon' ? t('cockpit.ends_soon') : t(`status.certificate.${health}`);
          const status = health === 'ends_soon' ? 'valid' : health;
          return (
            <div key={health}>
              <dt>
                <ToneTag tone={toneOfHealth[health]}>{name}</ToneTag>
              </dt>
              <dd>
                <Num value={certificates[health]} to={{ open: path.certificates({ status }) }} label={name} />
              </dd>
            </div>
          );
        })}
      </dl>
    </Tile>
  );
}
