// caught: model-stays-in-its-lane
import '#domains/dust/rules/share.ts';
