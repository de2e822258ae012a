import { Module } from '@nestjs/common';
import { DocumentsController } from './documents.controller.js';
import { DocumentsService } from './documents.service.js';
import { InvitationsController } from './invitations.controller.js';
import { InvitationsService } from './invitations.service.js';
import { JoiningController } from './joining.controller.js';
import { JoiningService } from './joining.service.js';
import { MailDomainsService } from './mail-domains.service.js';
import { MembersService } from './members.service.js';
import { OnboardingController } from './onboarding.controller.js';
import { OnboardingService } from './onboarding.service.js';
import { OrganisationsController } from './organisations.controller.js';
import { OrganisationsQuery } from './organisations.query.js';
import { OrganisationsService } from './organisations.service.js';
import { ShownController } from './shown.controller.js';
import { ShownQuery } from './shown.query.js';

@Module({
  controllers: [
    OrganisationsController,
    InvitationsController,
    DocumentsController,
    JoiningController,
    OnboardingController,
    ShownController,
  ],
  providers: [
    OrganisationsService,
    InvitationsService,
    MembersService,
    DocumentsService,
    JoiningService,
    MailDomainsService,
    OnboardingService,
    OrganisationsQuery,
    ShownQuery,
  ],
})
export class OrganisationsModule {}
