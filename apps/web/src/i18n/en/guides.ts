export const guides = {
  title: 'Guides',
  lead: 'Choose by what you do; the command line is for everybody who hands in algorithms.',
  on_this_page: 'On this page',
  not_there: 'There is no such guide.',
  all: 'All guides',
  copy: 'Copy',
  name: {
    vendor: 'For vendors',
    department: 'For departments',
    lab: 'For the lab',
    cli: 'Command line',
    api: 'API',
  },
  says: {
    vendor: 'From registration over a first try to a certificate',
    department: 'From a problem to a need, a test, a choice and a pilot',
    lab: 'Listing, sealing, reviewing, looking after certificates',
    cli: 'Try at home, submit, verify a report',
    api: 'Every route, for programs',
  },
} as const;
