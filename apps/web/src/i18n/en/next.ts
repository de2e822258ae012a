import type { Same } from '@scenario-lab/contracts/words/same';
import { next as ofThings } from '@scenario-lab/contracts/words/things-en';
import type { next as zhNext } from '../zh/next.js';

const card = (listed: string) => ({
  draft: 'To be completed and submitted to the lab for review.',
  in_review: 'The lab is reviewing it; then it becomes public, or comes back with a remark.',
  returned: 'To be changed as the lab remarks and submitted again.',
  listed,
  delisted: 'Visitors do not see it; submitted and approved again, it is public again.',
});

export const next: Same<typeof zhNext> = {
  label: 'What comes next',
  yours: 'Your turn',
  ...ofThings,
  solution: card(
    'Public: it is matched, and departments may invite it. An edit begins a new draft; this one is shown until that is approved.',
  ),
  algorithm: card(
    'Public: versions that are ready may be tested. An edit begins a new draft; this one is shown until that is approved.',
  ),
  dataset: card(
    'Public: used or asked for as its access mode says, and benchmarks can be made of it. An edit begins a new draft; this one is shown until that is approved.',
  ),
  algorithm_version: {
    uploaded: 'The file is inspected in the sandbox soon.',
    inspecting: 'Being inspected in the sandbox; the result appears by itself.',
    ready: 'It may be tested on benchmarks.',
    refused: 'The inspection found problems, named below; upload a new version without them.',
    retired: 'It takes no new runs; its results and certificates stay as they are.',
  },
  dataset_version: {
    uploading: 'Once the file is there, its profile is computed.',
    profiling: 'The profile is being computed and appears by itself.',
    ready: 'Benchmarks can be made of it.',
    refused: 'It did not pass; the reasons stand below. Have it read otherwise, or upload a new version.',
    deprecated:
      'No new benchmark is made of it; once the lab has dealt with those that use it, the owner can retire it.',
    retired: 'It has ended for good and is kept for reference.',
  },
  call: {
    draft: 'Once criteria, weights, price formula and panel are written, settle it; the lab opens it.',
    keyed: 'An operator of the lab checks and opens it; its terms no longer change.',
    open: 'Vendors hand in sealed bids; after the deadline one person each of department and lab brings a key.',
    opened: 'Seats declare their ties, then judge each alone; when all have handed in, the panel confers.',
    consensus: 'Seats may correct their own points with a reason; the chair recommends.',
    recommended:
      'The panel has recommended; the department announces an award or records that the call failed.',
    standstill:
      'Bidders may object until the standstill is over; with every objection answered, the department makes the award final.',
    awarded: 'The award is final; the engagement goes on from here.',
    failed: 'The call failed; the reason is on the page. Another can be begun.',
    cancelled: 'The call was cancelled; the reason is on the page.',
  },
  field_remark: {
    noted: 'Told to the other side when it is returned; until then it can be taken back.',
    asked: 'Its author changes the field or says why it stays, then submits again.',
    answered: 'Once it is submitted again the lab settles it or asks again.',
    mended: 'The lab compares what was with what is, and settles it or asks again.',
    settled: 'The remark is at an end.',
    insisted: 'The same field was remarked on again.',
    withdrawn: 'The remark was taken back; the other side has not seen it.',
  },
};
