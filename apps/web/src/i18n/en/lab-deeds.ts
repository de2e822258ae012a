/** What the lab does with its own: screens, months, words, groups of organisations. */
export const labDeeds = {
  cockpit: {
    end_kiosk: {
      label: 'End',
      says: 'The screen loses the cockpit at once, and the address cannot be used again.',
    },
  },
  monthly_report: {
    sign: {
      label: 'Sign',
      says: 'You have checked these figures. Signed by two they are sealed and cannot be changed.',
    },
    draft: { label: 'Count again', says: 'The month is counted anew; signatures so far fall.' },
  },
  synonym: {
    remove: {
      label: 'Remove',
      says: 'Its words no longer stand for each other. A shipped group can be brought back.',
      field: 'Reason',
    },
    restore: { label: 'As shipped', says: 'The group holds the words it came with.', field: 'Reason' },
  },
  control_group: {
    dissolve: {
      label: 'Dissolve the group',
      says: 'Its organisations count their own looks only, from now on.',
      field: 'Reason',
    },
  },
} as const;
