// caught: api-of-reports-and-targets-stays-in-its-lane
import '#domains/reports/render/pdf.ts';
