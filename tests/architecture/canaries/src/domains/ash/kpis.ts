// legal
import './model/load.ts';
import './rules/rate.ts';
import '#platform/kpi/declare/kpi.ts';
import '#standards/edition.ts';
