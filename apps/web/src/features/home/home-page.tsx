import './home.css';
import { readShowcase } from '@scenario-lab/contracts/lab';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useSession } from '../../app/session.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextView } from '../../components/text-view.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { EmptyLab } from './empty-lab.js';
import { NewestPanels } from './newest-panels.js';
import { ProofPanel } from './proof-panel.js';
import { FieldsPanel, RegionsPanel } from './reach-panels.js';
import type { Showcase } from './showcase.js';
import { StageFlow } from './stage-flow.js';
import { StoryView } from './story-view.js';

/** The front: what the lab is, one story that is true, how far everything got, proof anybody can try, what is new. */
export function HomePage() {
  const { t } = useWords();
  useTitle(t('home.title'));
  const session = useSession();
  const { text } = useFormats();
  const { data, error, isPending } = useRow(readShowcase, {});
  return (
    <div className="home">
      <header className="home-head">
        <h1>{text(session.data?.lab.name) || t('shell.lab')}</h1>
        <p>{t('home.lead')}</p>
        {session.data?.lab.note ? (
          <p className="home-note">
            <TextView text={session.data.lab.note} />
          </p>
        ) : null}
        <p className="sl-row">
          <Link className="sl-button" to={path.scenarios()}>
            {t('home.find_scenarios')}
          </Link>
          <Link className="sl-button sl-button-quiet" to={path.solutions()}>
            {t('home.find_solutions')}
          </Link>
          <Link className="sl-button sl-button-quiet" to={path.verify()}>
            {t('home.verify')}
          </Link>
        </p>
      </header>
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data ? <Content showcase={data} /> : null}
    </div>
  );
}

function Content({ showcase }: { showcase: Showcase }) {
  const { counts, story, certificates } = showcase;
  if (counts.scenarios + counts.solutions + counts.datasets + counts.benchmarks === 0) return <EmptyLab />;
  return (
    <>
      {story ? <StoryView story={story} /> : null}
      <StageFlow showcase={showcase} />
      <ProofPanel newest={certificates[0] ?? null} />
      <div className="home-columns">
        <RegionsPanel regions={showcase.regions} />
        <FieldsPanel fields={showcase.fields} />
      </div>
      <NewestPanels showcase={showcase} />
    </>
  );
}
