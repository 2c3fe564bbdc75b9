// legal
import 'fast-check';
