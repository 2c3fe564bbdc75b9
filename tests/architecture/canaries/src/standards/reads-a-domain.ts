// caught: foundations-stand-alone
import '#domains/ash/model/load.ts';
