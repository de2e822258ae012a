import type { Same } from '@scenario-lab/contracts/words/same';
import type { about_method as zh } from '../zh/about-method.js';

export const about_method: Same<typeof zh> = {
  title: 'How we measure',
  lead: 'To departments: hidden data never leave the lab, and the number you get is true. To vendors: the same exam for everyone, the exact outcome, and no quota lost to our faults.',
  part: {
    exam: {
      title: 'One exam for all',
      text: 'A benchmark pins task, data version, splits, metrics with their versions, criteria, limits and looks, and does not change once sealed. Sealing writes inputs into packs and moves the truth to a vault; workers that execute programs read packs only, and only the scoring worker reads the truth.',
    },
    splits: {
      title: 'Sample, validation and hidden',
      text: 'The sample is public, for work at one’s own desk; validation is for development and answers with figures; the hidden split is never shown, and only its results go to review and certificates. A row that was ever public cannot become hidden.',
    },
    interval: {
      title: 'Figures carry their uncertainty',
      text: 'Proportions over independent rows have exact intervals (Clopper–Pearson); everything else is bounded by independent units, as if there were one more that was not seen and is the worst. Nothing is drawn at random: the same answers have the same bounds everywhere. Series are judged by blocks of time, and blocks that remember each other are taken together. With fewer than 20 effective units or rows of a class, or too few rows for rare large errors to have shown, nothing passes and the cause is told. Where every unit errs alike the figure itself decides. Memory, CPU and wall time are measured once by the sandbox’s control group and compared with the limit as they are, without an interval.',
    },
    verdict: {
      title: 'Pass, fail, inconclusive',
      text: 'Each criterion is tested one-sided at 0.05 / K, K being the number of looks. A criterion passes or fails only when its bound clears the threshold; otherwise it is inconclusive. Overall: fail if any must fails, pass if every must passes, else inconclusive.',
    },
    looks: {
      title: 'Looks are paid for',
      text: 'A control group has K certifying runs on one hidden split. Every execution on it is a look whatever its outcome, except a platform fault or a cancel before the program started. Looks are printed on the certificate.',
    },
    sandbox: {
      title: 'The sandbox',
      text: 'Programs run isolated: no network, inputs read-only, CPU, memory, processes and output limited. The sandbox is probed at start; without a sound one the lab takes no runs and says why and how to mend it.',
    },
    review: {
      title: 'Review and certificate',
      text: 'Review confirms that the test was properly conducted; it does not change the verdict, and nobody reviews a run of their own organisation. A certificate needs every must passed, the hardened sandbox and undisclosed truth; packaged data are marked “demonstration, truth public”.',
    },
    trust: {
      title: 'Verification that does not rely on this site',
      text: 'Reports are signed with Ed25519; any change of what was signed fails, and a file that was only re-formatted is told to be one. Trust comes from a lab key obtained apart, never from the file itself. Suspensions and revocations are published.',
    },
  },
  example: {
    title:
      'An example: mean absolute error at most 12 µg/m³ (dashed line); the bar is the interval, the stroke the figure.',
    name: 'Mean absolute error',
    pass: 'The whole interval is on the right side: pass.',
    inconclusive:
      'The same figure, but the interval crosses the threshold; the evidence does not decide: inconclusive.',
    fail: 'The whole interval is on the wrong side: fail.',
  },
  sandbox_now: 'The sandbox now',
  sandbox_ok: 'Available',
  sandbox_not: 'Not available',
  workers_one: '{{count}} worker',
  workers_other: '{{count}} workers',
  remedy: 'How to mend it',
  keys: 'Lab keys',
  keys_says: 'Compare the key by another channel before you verify a report with it.',
  key_from: 'valid from {{from}}',
  key_until: 'valid from {{from}} to {{until}}',
  key_compromised: 'compromised since {{since}}: what it signed later is not believed',
};
