import { Module } from '@nestjs/common';
import { PeopleController } from './people.controller.js';
import { PeopleQuery } from './people.query.js';
import { PeopleService } from './people.service.js';

@Module({ controllers: [PeopleController], providers: [PeopleService, PeopleQuery] })
export class PeopleModule {}
