import type { OrganisationRef } from '@scenario-lab/contracts/common';
import { Link } from 'react-router';
import { path } from '../app/paths.js';
import { TextView } from './text-view.js';

/** An organisation's name, which leads to its public page. */
export function OrganisationName({ of }: { of: OrganisationRef }) {
  return (
    <Link className="organisation-name" to={path.shownOrganisation(of.id)}>
      <TextView text={of.name} />
    </Link>
  );
}
