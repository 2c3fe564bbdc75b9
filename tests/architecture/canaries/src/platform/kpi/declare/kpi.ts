// legal
import '#units/mass.ts';
