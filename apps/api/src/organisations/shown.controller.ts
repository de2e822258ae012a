import { Controller } from '@nestjs/common';
import type { Received } from '@scenario-lab/contracts/route';
import { listShownOrganisations, readShownOrganisation } from '@scenario-lab/contracts/shown-organisations';
import { Input, Route } from '../http/route.decorator.js';
import { ShownQuery } from './shown.query.js';

@Controller()
export class ShownController {
  constructor(private readonly query: ShownQuery) {}

  @Route(listShownOrganisations)
  list(@Input() { query }: Received<typeof listShownOrganisations>) {
    return this.query.list(query);
  }

  @Route(readShownOrganisation)
  read(@Input() { params }: Received<typeof readShownOrganisation>) {
    return this.query.read(params.id);
  }
}
