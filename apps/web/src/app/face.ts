/** Where a Chinese face of its own lies on a reader's machine, by the names systems know it under. */
const ownFaces = [
  'PingFang SC',
  'PingFangSC-Regular',
  'Microsoft YaHei',
  'MicrosoftYaHei',
  'HarmonyOS Sans SC',
  'HarmonyOS_Sans_SC',
  'MiSans',
  'Noto Sans SC',
  'NotoSansSC-Regular',
  'Noto Sans CJK SC',
  'Noto Sans CJK SC Regular',
  'NotoSansCJKsc-Regular',
  'Noto Sans CJK JP',
  'NotoSansCJKjp-Regular',
  'Source Han Sans SC',
  'SourceHanSansSC-Regular',
  'Hiragino Sans GB',
  'WenQuanYi Micro Hei',
  'SimHei',
  'SimSun',
];

/**
 * Whether this machine can set Chinese by itself. Asked by trying to load such a face as a page's own: fallback to
 * whatever is there cannot be told from success, and drawing a character says nothing where the missing ones differ.
 */
async function hasChineseFace(): Promise<boolean> {
  const source = ownFaces.map((name) => `local("${name}")`).join(', ');
  try {
    await new FontFace('scenario-lab-own-face', source).load();
    return true;
  } catch {
    return false;
  }
}

/**
 * The Chinese face of the product, in a hundred slices of which a page fetches a score: a megabyte that only a machine
 * without any of its own needs. It comes when the page stands.
 */
export async function fetchFaceIfNeeded(): Promise<void> {
  if (await hasChineseFace()) return;
  const fetchFace = () => void import('@fontsource-variable/noto-sans-sc/wght.css');
  if ('requestIdleCallback' in globalThis) requestIdleCallback(fetchFace, { timeout: 400 });
  else setTimeout(fetchFace, 200);
}
