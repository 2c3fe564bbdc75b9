// caught: screens-reach-no-server
import '../records.ts';
