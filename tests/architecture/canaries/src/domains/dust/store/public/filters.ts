// legal
import '../filters.ts';
