import type { Benchmark } from '@scenario-lab/contracts/benchmarks';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { CodeBlock } from '../../components/code-block.js';
import { Panel } from '../../components/object-page.js';
import { useWords } from '../../i18n/use-words.js';

/** The commands that try this very benchmark on one's own machine and hand in from there. */
export function TryAtHome({ benchmark }: { benchmark: Benchmark }) {
  const { t } = useWords();
  const commands = [
    `npm install -g ${location.origin}/api/cli/scenario-lab.tgz`,
    `scenario-lab login ${location.origin}`,
    'scenario-lab init python my-algorithm',
    `# ${t('benchmarks.at_home_program')}`,
    `scenario-lab try my-algorithm --benchmark ${benchmark.id}`,
    `scenario-lab submit my-algorithm --benchmark ${benchmark.id} --split sample --watch`,
  ];
  return (
    <Panel title={t('benchmarks.at_home')}>
      <p>{t('benchmarks.at_home_says')}</p>
      <CodeBlock text={commands.join('\n')} />
      <p className="sl-small">{t('benchmarks.at_home_after')}</p>
      <p className="sl-row">
        <Link to={path.guide('vendor')}>{t('benchmarks.what_to_hand_in')}</Link>
        <Link to={path.guide('cli')}>{t('guides.name.cli')}</Link>
      </p>
    </Panel>
  );
}
