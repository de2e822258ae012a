import { ACCESS_REQUESTS } from './access-story.js';
import { ALGORITHMS } from './algorithms.js';
import { DATASETS } from './datasets.js';
import { OPEN_ENGAGEMENTS } from './engagements-open.js';
import { TESTED_ENGAGEMENTS } from './engagements-tested.js';
import { CASES, PILOTS, REPLICATIONS } from './field-story.js';
import { ORGANISATIONS, PEOPLE } from './organisations.js';
import { CITY_SCENARIOS } from './scenarios-city.js';
import { ECONOMY_AND_MARKET_SCENARIOS } from './scenarios-open.js';
import { TESTED_SCENARIOS } from './scenarios-tested.js';
import { SHOWN_SOLUTIONS } from './solutions-shown.js';
import { TESTED_SOLUTIONS } from './solutions-tested.js';

/** The whole demonstration in the order it can be told: whoever is named has been introduced before. */
export const STORY = {
  organisations: ORGANISATIONS,
  people: PEOPLE,
  datasets: DATASETS,
  scenarios: [...TESTED_SCENARIOS, ...ECONOMY_AND_MARKET_SCENARIOS, ...CITY_SCENARIOS],
  solutions: [...TESTED_SOLUTIONS, ...SHOWN_SOLUTIONS],
  algorithms: ALGORITHMS,
  accessRequests: ACCESS_REQUESTS,
  engagements: [...TESTED_ENGAGEMENTS, ...OPEN_ENGAGEMENTS],
  pilots: PILOTS,
  cases: CASES,
  replications: REPLICATIONS,
};
