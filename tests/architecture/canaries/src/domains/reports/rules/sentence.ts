// legal
import '#domains/ash/rules/rate.ts';
