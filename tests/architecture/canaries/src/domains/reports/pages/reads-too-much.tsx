// caught: pages-of-reports-and-targets-stays-in-its-lane
import '#domains/ash/pages/row.tsx';
