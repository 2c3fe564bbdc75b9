// legal
import '#units/mass.ts';
import '#period/month.ts';
import '#standards/edition.ts';
import 'decimal.js';
import '#domains/dust/model/filter.ts';
export interface Load {
  readonly id: string;
}
