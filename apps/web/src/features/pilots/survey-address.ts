import { path } from '../../app/paths.js';

/** A link stands behind `#`: it is sent to no server and into no log. */
export const surveyAddress = (link: string) => `${location.origin}${path.survey()}#${link}`;
