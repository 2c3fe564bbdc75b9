// legal
import './model/load.ts';
import './rules/rate.ts';
import '#platform/records/declare/kind.ts';
import '#units/mass.ts';
