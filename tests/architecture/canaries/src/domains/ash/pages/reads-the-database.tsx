// caught: pages-stays-in-its-lane, screens-reach-no-server
import '#platform/db/tx.ts';
