// caught: pages-of-reports-and-targets-stays-in-its-lane, screens-reach-no-server
import '../render/pdf.ts';
