import type { Same } from '../words/same.js';
import type * as zh from './words.zh.js';

export const called: Same<typeof zh.called> = {
  access_request: 'Request for data',
  grant: 'Data contract',
};

export const deed: Same<typeof zh.deed> = {
  access_request: {
    approve: {
      label: 'Approve',
      says: 'The organisation gets a grant for the period asked; every use is logged and shown to you.',
    },
    refuse: { label: 'Refuse', says: 'The organisation sees your reason and may ask again.' },
    ask_info: { label: 'Ask for more', says: 'The organisation sees your question and answers it.' },
    give_info: {
      label: 'Answer',
      says: 'The owner of the data sees your answer; the request waits for approval again.',
    },
    withdraw: { label: 'Withdraw request', says: 'The request ends; the owner of the data is told.' },
  },
  grant: {
    revoke: {
      label: 'Revoke grant',
      says: 'Live runs that use it are cancelled without charging a look; data jobs end, and outputs not downloaded yet cannot be any more. The organisation sees your reason.',
    },
    ask_match: {
      label: 'Ask for a count',
      says: 'Once the data’s owner agrees to it, both sides hand in blinded keys; each version answers once.',
    },
    agree_match: {
      label: 'Agree to this count',
      says: 'Once both sides have handed in blinded keys, both read the same count, with noise.',
    },
    decline_match: {
      label: 'Decline or stop',
      says: 'What was handed in blinded is deleted; the other side reads your reason.',
    },
    hand_in_match: { label: 'Hand in blinded keys', says: 'Keys and secret stay on this machine.' },
    propose: {
      label: 'Propose an addendum',
      says: 'In force once the other side agrees; the present terms hold until then.',
    },
    agree: {
      label: 'Agree',
      says: 'The new terms are in force at once and asked at every use; what is under way by a method that is gone ends.',
    },
    decline: { label: 'Decline', says: 'The present terms hold; the other side is told.' },
    take_back: { label: 'Take back', says: 'It waits for nobody any more; the present terms hold.' },
  },
};

export const event: Same<typeof zh.event> = {
  access_request: {
    submitted: 'Access asked for',
    info_asked: 'More information asked for',
    info_given: 'Information given',
    approved: 'Access approved',
    refused: 'Access refused',
    withdrawn: 'Request withdrawn',
    lapsed: 'Request lapsed',
    exam_sealed: 'An exam is made under this grant',
  },
  grant: {
    renewal_asked: 'Renewal asked for',
    match_asked: 'Count of keys in common asked for',
    match_agreed: 'Count of keys in common agreed to',
    match_declined: 'Count of keys in common declined',
    match_counted: 'Keys in common counted',
    addendum_proposed: 'Addendum proposed',
    addendum_agreed: 'Addendum in force',
    addendum_declined: 'Addendum declined',
    addendum_withdrawn: 'Addendum taken back',
    lapsing: 'Contract about to lapse',
    issued: 'Grant issued',
    expired: 'Grant expired',
    revoked: 'Grant revoked',
  },
};

export const next: Same<typeof zh.next> = {
  access_request: {
    submitted: 'The owner of the data decides; undecided when the period asked for is over, it lapses.',
    needs_info: 'The organisation that asks answers the question; then it waits for a decision again.',
    approved: 'The organisation may use the data for the period; every use is logged.',
    refused: 'The reason is below; the organisation may ask again.',
    withdrawn: 'The request was withdrawn; it can be made again.',
    lapsed: 'The period asked for is over without a decision; ask again if it is still needed.',
  },
};
