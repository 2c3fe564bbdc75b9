// legal
import '#domains/ash/kpis.ts';
import '#domains/ash/store/public/totals.ts';
