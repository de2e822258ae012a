import type { Same } from '@scenario-lab/contracts/words/same';
import type { share as zh } from '../zh/share.js';

export const share: Same<typeof zh> = {
  open: 'Share',
  title: 'Share this page',
  qr_of: 'QR code of the address of “{{name}}”',
  qr_says: 'Opens this page on a phone; may be printed on paper.',
  qr_save: 'Save the picture (SVG)',
  embed: 'Show it on another site',
  embed_says: 'Put this code into a page; what it shows follows what the lab has made public.',
  subscribe: 'Subscribe',
  subscribe_title: 'Subscribe to what is published',
  subscribe_says: 'Add an address to a feed reader and see what becomes public, without signing in.',
  copy_feed: 'Copy the Atom address',
  needs_frame: 'Needs open for offers',
  badge_alt: 'Certificate {{number}}',
};
