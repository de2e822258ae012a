import { Module } from '@nestjs/common';
import { TaxonomiesController } from './taxonomies.controller.js';
import { TaxonomiesQuery } from './taxonomies.query.js';

@Module({ controllers: [TaxonomiesController], providers: [TaxonomiesQuery] })
export class TaxonomiesModule {}
