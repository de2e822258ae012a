import type { Same } from '@scenario-lab/contracts/words/same';
import type { follows as zh } from '../zh/follows.js';

export const follows: Same<typeof zh> = {
  title: 'What I follow',
  start: 'Follow',
  start_says: 'You are told of what becomes public about it',
  following: 'Following',
  stop: 'Unfollow',
  stop_says: 'Click to follow it no longer',
  since: 'since {{when}}',
  gone: 'Not public any more',
  searches: 'Saved searches',
  save: 'Save this search',
  name: 'Name of the search',
  keep: 'Save',
  saved: 'Saved; it stands at the',
  remove: 'Remove',
  news_one: '{{count}} new or changed',
  news_other: '{{count}} new or changed',
  news_more: '{{count}} or more new or changed',
  no_news: 'Nothing new since your last look',
};
