// caught: api-stays-in-its-lane
import '#domains/dust/kpis.ts';
