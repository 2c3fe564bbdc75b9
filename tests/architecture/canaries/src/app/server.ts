// legal
import '#domains/ash/api/loads.ts';
import '#domains/ash/kpis.ts';
import '#platform/db/tx.ts';
