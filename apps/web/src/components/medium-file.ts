/** Where a medium's file is read; an address for `src` and `href`, not for calls. */
export const mediumFile = (id: string, size: 'full' | 'small'): string =>
  `/api/solution-media/${id}/file${size === 'small' ? '?size=small' : ''}`;
