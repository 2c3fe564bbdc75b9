// legal
import '#domains/ash/kpis.ts';
