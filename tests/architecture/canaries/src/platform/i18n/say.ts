// legal
import '#glossary/term.ts';
