import type { Type } from '@nestjs/common';

/** The features mounted, one module each; none of them imports another. */
export const features: Type[] = [];
