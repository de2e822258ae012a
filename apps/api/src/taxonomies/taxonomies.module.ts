import { Module } from '@nestjs/common';
import { TaxonomiesController } from './taxonomies.controller.js';
import { TaxonomiesQuery } from './taxonomies.query.js';
import { TaxonomiesService } from './taxonomies.service.js';

@Module({ controllers: [TaxonomiesController], providers: [TaxonomiesQuery, TaxonomiesService] })
export class TaxonomiesModule {}
