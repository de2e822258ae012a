/** The lists that cards are filed under. */
export const taxonomies = {
  title: 'Lists of terms',
  lead: 'What forms and filters offer. A new name is seen everywhere; a retired term is offered no more, and what bears it keeps its name.',
  which: 'List',
  kinds: {
    field: 'Fields',
    region: 'Districts',
    ticket_category: 'Kinds of tickets',
    cooperation_mode: 'Ways to cooperate',
    source_kind: 'Sources of data',
  },
  closed:
    'The program and the city’s plan know these codes: none is added or retired; names and order are yours. Signed papers and the command line keep the names that were shipped.',
  new: 'Add a term',
  change: 'Change a term',
  code: 'Code',
  code_help: 'Small letters, digits and underscores, 2 to 60 of them; it cannot be changed afterwards.',
  uses: 'Uses',
  uses_says: 'Borne by {{count}} things: they will show a new name, and keep it when the term is retired.',
  state_head: 'State',
  state: { shipped: 'As shipped', changed: 'Changed', own: 'Your own' },
  retired: 'Retired',
  retire: 'Retire: offer it no more',
  up: 'Move up: {{name}}',
  down: 'Move down: {{name}}',
  remove: 'Remove',
  restore: 'As shipped',
} as const;
