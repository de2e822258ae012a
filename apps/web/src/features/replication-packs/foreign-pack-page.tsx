import {
  discardPack,
  type ForeignPack,
  readForeignPack,
  undoPack,
} from '@scenario-lab/contracts/foreign-packs';
import { useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { CaseNumbers } from '../../components/case-numbers.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { ObjectPage, Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ProseView } from '../../components/prose-view.js';
import { ToneTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { DifferencePanel } from './difference-panel.js';
import { MadePanel } from './made-panel.js';
import { OriginFacts } from './origin-facts.js';
import { RecognitionPanel } from './recognition-panel.js';
import { ReplicateDeed } from './replicate-deed.js';
import { TakeDeed } from './take-deed.js';
import { NeedPanel, PlanPanel, TermsPanel } from './told-panels.js';

/** What came from another lab: verified, looked at, taken over, compared, tested. */
export function ForeignPackPage() {
  const { id = '' } = useParams();
  const { data, error, isPending } = useRow(readForeignPack, { params: { id } });
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <Told key={data.id} pack={data} />;
}

function Told({ pack }: { pack: ForeignPack }) {
  const { t } = useWords();
  const { text, ago } = useFormats();
  const told = pack.content.case;
  return (
    <ObjectPage
      title={<TextView text={pack.title} />}
      name={text(pack.title)}
      back={{ to: path.foreignPacks(), label: t('foreign_packs.title') }}
      status={
        <ToneTag tone={pack.state === 'taken' ? 'pass' : 'waiting'}>
          {t(`foreign_packs.state.${pack.state}`)}
        </ToneTag>
      }
      lead={
        <>
          <span>
            {t('foreign_packs.from_lab')} <TextView text={pack.lab.name} />
          </span>
          <span>
            <TextView text={told.department.name} /> ↔ <TextView text={told.vendor.name} />
          </span>
          <span>{ago(pack.receivedAt)}</span>
        </>
      }
      aside={<Aside pack={pack} />}
    >
      {pack.state === 'taken' ? <MadePanel pack={pack} /> : null}
      {pack.allowed.includes('foreign_pack.arrange') && pack.content.exam ? (
        <DifferencePanel pack={pack} />
      ) : null}
      <RecognitionPanel pack={pack} />
      <CaseNumbers numbers={told.numbers} title={text(pack.title)} />
      {told.lesson ? (
        <Panel title={t('cases.lesson')}>
          <ProseView text={told.lesson} />
        </Panel>
      ) : null}
      <NeedPanel pack={pack} />
      <PlanPanel pack={pack} />
      <TermsPanel pack={pack} />
    </ObjectPage>
  );
}

function Aside({ pack }: { pack: ForeignPack }) {
  const { t } = useWords();
  const params = { id: pack.id };
  const may = (action: string) => pack.allowed.includes(action);
  const acts = ['take', 'undo', 'discard'].some((one) => may(`foreign_pack.${one}`));
  return (
    <>
      {acts || may('replication.request') ? (
        <Panel title={t('common.actions')}>
          <div className="sl-stack sl-tight">
            {may('foreign_pack.take') ? <TakeDeed pack={pack} /> : null}
            {may('replication.request') ? <ReplicateDeed packId={pack.id} /> : null}
            <DeedButtons
              allowed={pack.allowed}
              deeds={[
                { row: undoPack, params, field: 'reason' },
                { row: discardPack, params, field: 'reason', tone: 'danger' },
              ]}
            />
          </div>
        </Panel>
      ) : null}
      <OriginFacts pack={pack} />
    </>
  );
}
