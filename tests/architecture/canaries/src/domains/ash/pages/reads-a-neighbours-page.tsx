// caught: pages-stays-in-its-lane
import '#domains/dust/pages/filters.tsx';
