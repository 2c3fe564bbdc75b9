// caught: rules-stays-in-its-lane
import '#platform/db/tx.ts';
