import type { ForeignPack } from '@scenario-lab/contracts/foreign-packs';
import { Facts, Panel } from '../../components/object-page.js';
import { partNames, partOf } from '../../components/pack-parts.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** Where it comes from, what is in it, what is not and why. */
export function OriginFacts({ pack }: { pack: ForeignPack }) {
  const { t } = useWords();
  const { day, instant } = useFormats();
  const { manifest } = pack;
  const parts = Object.keys(manifest.bytes).filter((name) => name in partNames);
  return (
    <Panel title={t('foreign_packs.what_comes')}>
      <Facts
        facts={[
          [t('packs.holds'), parts.map((name) => t(`packs.file.${partOf(name)}`)).join(t('common.comma'))],
          [
            t('foreign_packs.missing'),
            manifest.leftOut.length > 0
              ? manifest.leftOut
                  .map(({ file, reason }) =>
                    t('packs.left_out_one', {
                      part: t(`packs.file.${partOf(file)}`),
                      why: t(`packs.why.${reason}`),
                    }),
                  )
                  .join(t('common.comma'))
              : t('foreign_packs.none_missing'),
          ],
          ...(pack.changed
            ? [
                [
                  t('foreign_packs.changed', { when: instant(pack.changed.issuedAt) }),
                  pack.changed.parts
                    .filter(({ what }) => what !== 'same')
                    .map(({ file, what }) =>
                      t('packs.left_out_one', {
                        part: t(`packs.file.${partOf(file)}`),
                        why: t(`foreign_packs.change.${what}`),
                      }),
                    )
                    .join(t('common.comma')) || t('foreign_packs.change.same'),
                ] as const,
              ]
            : []),
          [
            t('foreign_packs.consents'),
            <ul key="consents" className="sl-plain">
              {manifest.consents.map(({ side, name, at }) => (
                <li key={side}>
                  {t(`foreign_packs.consent_${side}`, { when: day(at) })} <TextView text={name} />
                </li>
              ))}
            </ul>,
          ],
          [
            t('foreign_packs.report'),
            pack.report === null
              ? t('foreign_packs.no_report')
              : t(`foreign_packs.report_is.${pack.report === 'genuine' ? 'genuine' : 'other'}`),
          ],
          [t('foreign_packs.issued'), instant(manifest.issuedAt)],
          [t('foreign_packs.key'), <code key="key">{pack.keyId}</code>],
          [t('foreign_packs.digest'), <code key="digest">{pack.digest}</code>],
        ]}
      />
    </Panel>
  );
}
