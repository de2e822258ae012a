import { defineMachine } from '../machine.js';

/**
 * Two phases, each with a lease and a fence of its own. A lost execute lease goes back to the queue; a lost
 * score lease only frees the claim, because scoring must never execute the program a second time. For the
 * same reason the lab requeues a fault of the execute phase but rescores one of the score phase.
 */
export const runMachine = defineMachine({
  thing: 'run',
  statuses: [
    'queued',
    'preparing',
    'executing',
    'scoring',
    'in_review',
    'needs_info',
    'finished',
    'approved',
    'rejected',
    'void',
    'algorithm_fault',
    'platform_fault',
    'cancelled',
  ],
  live: ['queued', 'preparing', 'executing', 'scoring', 'in_review', 'needs_info'],
  turns: {
    queued: 'system',
    preparing: 'system',
    executing: 'system',
    scoring: 'system',
    in_review: [{ deed: 'review.approve', side: 'lab' }],
    needs_info: [{ deed: 'review.give_info', side: 'vendor' }],
    platform_fault: [{ deed: 'run.requeue', side: 'lab' }],
  },
  events: {
    submit: { from: null, to: 'queued', by: ['vendor', 'operator', 'system'], became: 'run.queued' },
    start: { from: ['queued'], to: 'preparing', by: 'system', became: 'run.started' },
    execute: { from: ['preparing'], to: 'executing', by: 'system', became: 'run.executing' },
    collected: { from: ['executing'], to: 'scoring', by: 'system', became: 'run.collected' },
    scored_for_review: { from: ['scoring'], to: 'in_review', by: 'system', became: 'run.in_review' },
    scored_final: { from: ['scoring'], to: 'finished', by: 'system', became: 'run.finished' },
    lease_lost: {
      from: ['preparing', 'executing'],
      to: 'queued',
      by: 'system',
      became: 'run.lease_lost',
    },
    score_lease_lost: {
      from: ['scoring'],
      to: 'scoring',
      by: 'system',
      became: 'run.score_lease_lost',
    },
    fault: {
      from: ['preparing', 'executing', 'scoring'],
      to: 'algorithm_fault',
      by: 'system',
      became: 'run.algorithm_fault',
    },
    platform_fault: {
      from: ['preparing', 'executing', 'scoring'],
      to: 'platform_fault',
      by: 'system',
      became: 'run.platform_fault',
    },
    requeue: { from: ['platform_fault'], to: 'queued', by: ['operator'], became: 'run.requeued' },
    rescore: { from: ['platform_fault'], to: 'scoring', by: ['operator'], became: 'run.rescoring' },
    cancel: {
      from: ['queued', 'preparing', 'executing', 'scoring'],
      to: 'cancelled',
      by: ['vendor', 'operator', 'system'],
      became: 'run.cancelled',
    },
    ask_info: { from: ['in_review'], to: 'needs_info', by: ['reviewer'], became: 'run.info_asked' },
    give_info: {
      from: ['needs_info'],
      to: 'in_review',
      by: ['vendor', 'operator'],
      became: 'run.info_given',
    },
    resume_review: {
      from: ['needs_info'],
      to: 'in_review',
      by: ['reviewer'],
      became: 'run.review_resumed',
    },
    approve: { from: ['in_review'], to: 'approved', by: ['reviewer'], became: 'run.approved' },
    reject: { from: ['in_review'], to: 'rejected', by: ['reviewer'], became: 'run.rejected' },
    appeal: { from: ['rejected'], to: 'in_review', by: ['vendor', 'operator'], became: 'run.appealed' },
    void: { from: ['approved'], to: 'void', by: ['operator'], became: 'run.void' },
  },
});
