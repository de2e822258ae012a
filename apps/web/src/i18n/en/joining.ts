export const joining = {
  title: 'Joining by one’s address',
  says: 'Enter your organisation’s mail domain; once the lab has confirmed it, whoever has a confirmed address there can join as a plain member. Owners can remove anybody; who was removed cannot come back in by the address.',
  no_mail:
    'This lab sends no mail, so no address can be confirmed and nobody can join this way; use invitation links.',
  none: 'No mail domain has been entered.',
  not_verified: 'Mail domains can be entered once your organisation is verified.',
  waiting: 'Asking to join',
  let_in: 'Let in',
  decline: 'Decline',
  domain: 'Mail domain',
  domain_help:
    'What follows the @, exactly as in the addresses (a sub-domain is entered by itself). Public providers such as qq.com or gmail.com are not taken.',
  how: 'How one joins',
  way: { at_once: 'At once, by a confirmed address', after_nod: 'After an owner agrees' },
  way_of: 'How one joins by @{{domain}}',
  way_help:
    'Can be changed later. Whoever types an address of this domain when registering sees your organisation’s name.',
  proof: 'Why it is yours',
  proof_help: 'What the lab can check it by: your site’s address, a filing number, your letterhead.',
  ask: 'Enter a mail domain',
  ask_go: 'Ask the lab to confirm it',
  state: { asked: 'Waits for the lab', confirmed: 'Confirmed', refused: 'Not confirmed', ended: 'Given up' },
  reason: 'The lab says: {{reason}}',
  end: 'Give up',
  end_says:
    'Nobody can join by an address @{{domain}} any more; requests that were not answered lapse. Members stay.',
  mine: 'Your organisation is here',
  join: 'Join',
  ask_in: 'Ask to join',
  joined: 'You have joined. Choose whom you act for at the top right.',
  offer: {
    at_once:
      'Your address belongs to this organisation. You join as a plain member; your other organisations stay as they are.',
    after_nod: 'Your address belongs to this organisation. You become a plain member once an owner agrees.',
    waiting: 'You have asked; an owner of this organisation decides.',
    declined:
      'This organisation does not let you in by your address. Ask one of its owners for an invitation.',
  },
  register: {
    here: '“{{organisation}}” is registered here already. If you belong to it, you need not register it again: join by this address.',
    send: 'Mail me a link to join',
    sent: 'A link to join was mailed to {{email}}; it is valid for two days. Nothing there? Look among the spam.',
  },
  link: {
    title: 'Join by your address',
    says: 'You opened a link that was mailed to you. By going on you confirm that the address is yours.',
    go: 'Go on',
    asked:
      'The owners of “{{organisation}}” have been asked. When they agree, an invitation is mailed to you.',
  },
  lab: {
    title: 'Mail domains',
    says: 'Once confirmed, whoever has a confirmed address there can join the organisation. Check that the domain is theirs: it can be confirmed for one organisation only.',
    asked: 'To confirm ({{count}})',
    confirmed: 'Confirmed ({{count}})',
    no_asked: 'No domain waits.',
    no_confirmed: 'No domain has been confirmed.',
    by: 'Asked by',
    proof: 'Why it is theirs',
    asker: 'The asker’s address',
    asker_there: 'confirmed, and of this domain',
    asker_elsewhere: 'of another domain, or not confirmed',
    addresses: 'Confirmed addresses there',
    counted: '{{members}} of its members, {{others}} of other organisations',
    held: 'This domain is confirmed for “{{name}}”; take that back before it is confirmed for another.',
    confirm: 'Confirm the domain',
    refuse: 'Do not confirm',
    revoke: 'Take back',
    refuse_says: 'The domain is not confirmed; the organisation is told why.',
    revoke_says:
      'Nobody can join by it any more; requests that were not answered and invitations that were not used lapse. The organisation is told why.',
    revoke_ends:
      'Plain members whom this domain alone let in, without an owner’s nod (now: {{members}}), are members no longer, and their sessions and tokens end; whom an owner nodded at or gave another role stays.',
    reason: 'Reason',
  },
} as const;
