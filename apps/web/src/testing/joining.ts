import { at } from './cards.js';
import type { Handler } from './mock-notices.js';
import { department, idOf, vendor } from './people.js';

const asked = {
  id: idOf(47),
  domain: 'water.example.cn',
  way: 'after_nod',
  state: 'asked',
  proof: '官网 www.water.example.cn，备案主体为本单位；公函抬头亦为此邮箱。',
  by: '林处',
  at: at(2),
  decidedAt: null,
  reason: null,
};
const confirmed = {
  ...asked,
  id: idOf(48),
  domain: 'drainage.example.cn',
  state: 'confirmed',
  decidedAt: at(3),
};
const refused = {
  ...asked,
  id: idOf(49),
  domain: 'city.example.cn',
  state: 'refused',
  decidedAt: at(3),
  reason: '该域名由市级统一使用。',
};

/** What an owner may do with the organisation. */
export const ownerAllowed = [
  'organisation.edit',
  'organisation.read_joining',
  'organisation.ask_mail_domain',
  'organisation.invite',
  'organisation.manage_members',
];

/** Mail domains and who joins by them. */
export const joiningHandlers: Record<string, Handler> = {
  'joining.read': () => ({
    offer: { organisation: { id: department.id, name: department.name }, way: 'after_nod', state: 'open' },
    unconfirmed: false,
  }),
  'joining.join': () => ({ joined: false }),
  'joining.find': () => ({
    offer: { organisation: { id: department.id, name: department.name }, way: 'at_once' },
  }),
  'joining.follow_link': () => ({
    organisation: { id: department.id, name: department.name },
    invitation: null,
  }),
  'organisation.read_joining': () => ({
    domains: [asked, confirmed, refused],
    waiting: [{ id: idOf(46), name: '周工', email: 'zhou@drainage.example.cn', at: at(3) }],
    mail: true,
  }),
  'organisation.list_mail_domains': () => [
    {
      ...asked,
      organisation: { id: department.id, name: department.name },
      evidence: {
        askerThere: true,
        members: 2,
        others: 1,
        joined: 2,
        heldBy: { id: vendor.id, name: vendor.name },
      },
    },
    {
      ...confirmed,
      organisation: { id: department.id, name: department.name },
      evidence: { askerThere: true, members: 4, others: 0, joined: 1, heldBy: null },
    },
  ],
};
