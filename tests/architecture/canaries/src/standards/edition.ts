// legal
import '#period/month.ts';
