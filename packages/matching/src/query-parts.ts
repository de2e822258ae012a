const parts =
  /(?<minus>(?<![^\s])[-－−])?(?:["“”„「『](?<quoted>[^"“”„「」『』]+)["“”」』]|(?<plain>[^\s"“”„「」『』]+))/gu;

/** What was typed, piece by piece: quoted or plain, with or without a minus. */
export function partsOf(query: string) {
  return [...query.matchAll(parts)].map(({ 0: whole, groups }) => ({
    whole,
    minus: groups?.minus !== undefined,
    quoted: groups?.quoted,
    plain: groups?.plain,
  }));
}
