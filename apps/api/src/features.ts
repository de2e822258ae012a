import type { Type } from '@nestjs/common';
import { SolutionsModule } from './solutions/solutions.module.js';

/** The features mounted, one module each; none of them imports another. */
export const features: Type[] = [SolutionsModule];
