import './stage-rail.css';
import './tags.css';
import { stages } from '@scenario-lab/contracts/taxonomies';
import type { CSSProperties } from 'react';
import { useWords } from '../i18n/use-words.js';
import { Icon } from './icon.js';

type Stage = (typeof stages)[number];
export interface RailStep {
  stage: Stage;
  state: 'done' | 'current' | 'ahead' | 'ended';
}
const hue = (stage: Stage) => ({ '--stage': `var(--stage-${stage})` }) as CSSProperties;

/** Where something stands on 能力展示 → 供需对接 → 测试验证 → 场景实战 → 赋能产业. */
export function StageRail({ steps, small }: { steps: readonly RailStep[]; small?: boolean }) {
  const { t } = useWords();
  return (
    <ol className={`rail${small ? ' rail-small' : ''}`} aria-label={t('stage.label')}>
      {steps.map(({ stage, state }, index) => (
        <li
          key={stage}
          className={`rail-${state}`}
          style={hue(stage)}
          aria-current={state === 'current' ? 'step' : undefined}
        >
          <span className="rail-dot" aria-hidden>
            {state === 'done' ? <Icon name="check" /> : state === 'ended' ? <Icon name="cross" /> : index + 1}
          </span>
          <span className="rail-name">
            {t(`stage.${stage}`)}
            <span className="sl-visually-hidden">{t(`stage.state.${state}`)}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

/** The rail of something that is not an engagement: it stands in one stage. */
export function railAt(current: Stage): RailStep[] {
  const at = stages.indexOf(current);
  return stages.map((stage, index) => ({
    stage,
    state: index < at ? 'done' : index === at ? 'current' : 'ahead',
  }));
}
