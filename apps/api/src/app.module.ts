import { type DynamicModule, Module } from '@nestjs/common';
import { features } from './features.js';
import { HttpModule, type Surroundings } from './http/http.module.js';

@Module({})
export class AppModule {
  static with(surroundings: Surroundings): DynamicModule {
    return { module: AppModule, imports: [HttpModule.with(surroundings), ...features] };
  }
}
