import * as en from '@scenario-lab/contracts/words/codes-en';
import * as zh from '@scenario-lab/contracts/words/codes-zh';
import { html } from './page-head.js';

const tones: Record<string, string> = {
  valid: '#1f7a4d',
  watch: '#8a5a00',
  suspended: '#a3341f',
  revoked: '#a3341f',
  lost: '#a3341f',
  expired: '#56646d',
};
const label = {
  certificate: { zh: '测试证书', en: 'Certificate' },
  badge: { zh: '授牌', en: 'Badge' },
};

/** Width in pixels at 12 px: a Chinese character takes twelve, others about seven. */
const widthOf = (text: string) =>
  [...text].reduce((sum, sign) => sum + (sign.charCodeAt(0) > 0x2e7f ? 12 : 7), 0) + 16;

/** The number and today's status of what the lab has signed, as a picture. */
export function badge(
  thing: 'certificate' | 'badge',
  lang: 'zh' | 'en',
  number: string,
  status: string,
): string {
  const words: Record<string, string> = lang === 'zh' ? zh.status[thing] : en.status[thing];
  const left = `${label[thing][lang]} ${number}`;
  const right = words[status] ?? status;
  const [at, wide] = [widthOf(left), widthOf(left) + widthOf(right)];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="24" role="img" aria-label="${html(`${left}: ${right}`)}">
<rect width="${wide}" height="24" rx="4" fill="${tones[status] ?? '#56646d'}"/>
<path d="M4 0h${at - 4}v24H4a4 4 0 0 1-4-4V4a4 4 0 0 1 4-4z" fill="#2b3942"/>
<g fill="#fff" font-family="system-ui, 'PingFang SC', 'Microsoft YaHei', sans-serif" font-size="12">
<text x="8" y="16">${html(left)}</text><text x="${at + 8}" y="16">${html(right)}</text>
</g>
</svg>
`;
}
