// caught: platform-knows-no-domain
import '#domains/ash/model/load.ts';
