import type { Same } from '@scenario-lab/contracts/words/same';
import type { ticketLetters as zh } from '../zh/ticket-letters.js';

export const ticketLetters: Same<typeof zh> = {
  title: 'How was it handled?',
  lead: 'The matter you reported was closed. Two questions, no account needed.',
  address: 'E-mail (may stay empty)',
  address_help:
    'One letter once it is closed, asking how it was handled. Shown to nobody, deleted once you have answered or the time is up.',
  will_ask: 'You will be asked by mail once it is closed.',
  no_mail_here:
    'This lab sends no mail, and your address was not kept. Your code shows how it stands and takes your word.',
  no_link: 'Please open the link in the letter you got.',
  gone: 'This link is not valid: it was used up or has run out. Your code still shows how it stands.',
  said_already: 'You have already told us about this closing, thank you.',
  not_now: 'Nothing to say just now: it was taken up again, or the lab has already called.',
  thanks: {
    resolved: 'Received, thank you.',
    reopened:
      'Received. As it is not resolved, it was taken up again; you will be asked once more when it is closed.',
  },
  stop: 'Do not write to me any more',
  stop_says: 'You reported nothing, or want no more such letters?',
  stopped: 'Stopped. The lab writes to this address about tickets no more.',
  panel: 'Asked by mail',
  panel_says:
    'Once it is closed its reporter is asked by mail, which counts in the three rates like a call; “not resolved” is a false closure and opens it again. The address is shown to nobody.',
  by_letter: 'its reporter, by letter',
  sent: 'sent {{sent}}, until {{until}}',
  state: {
    held: 'to be asked once closed',
    queued: 'being sent',
    sent: 'sent, no answer yet',
    unknown: 'sent (not confirmed by the server), no answer yet',
    failed: 'address refused: call',
    answered: 'its reporter has answered',
    called: 'called, no letter',
    lapsed: 'not answered in time: call',
    stopped: 'wants no letters: call',
  },
};
