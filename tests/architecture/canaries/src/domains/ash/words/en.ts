// legal
import '../model/load.ts';
import '../records.ts';
import '../kpis.ts';
import '#platform/i18n/say.ts';
