// legal
import '#platform/db/tx.ts';
