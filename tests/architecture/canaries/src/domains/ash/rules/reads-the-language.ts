// caught: rules-stays-in-its-lane
import '#glossary/term.ts';
