import type { Pilot } from '@scenario-lab/contracts/pilots';
import { Notice } from '../../components/notice.js';
import { Facts, Panel } from '../../components/object-page.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** How the field is compared, as it was named beforehand, and whether it was changed since. */
export function DesignPanel({ pilot }: { pilot: Pilot }) {
  const { t, language } = useWords();
  const { day, instant } = useFormats();
  const planned = pilot.design;
  if (!planned) return null;
  const { design, changedAt } = planned;
  return (
    <Panel title={t('design.title')}>
      <div className="sl-stack sl-tight">
        <Facts
          facts={[
            [t('design.kind'), t(`design.kinds.${design.kind}`)],
            [t('design.from'), day(design.from)],
            ...('controls' in design
              ? [[t('design.controls'), design.controls.join(language === 'zh' ? '；' : '; ')] as const]
              : []),
            ...('assumption' in design ? [[t('design.assumption'), design.assumption] as const] : []),
          ].map(([name, value]) => [name, value] as [string, string])}
        />
        <p className="sl-muted sl-small">{t(`design.kind_says.${design.kind}`)}</p>
        {changedAt ? <Notice tone="warn">{t('design.changed', { when: instant(changedAt) })}</Notice> : null}
      </div>
    </Panel>
  );
}
