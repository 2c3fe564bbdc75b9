// legal
import '#standards/edition.ts';
