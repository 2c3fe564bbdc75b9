// legal
import 'zod';
import '#period/month.ts';
