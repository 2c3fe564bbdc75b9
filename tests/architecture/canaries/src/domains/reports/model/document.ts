// legal
import '#domains/ash/model/load.ts';
