// legal
import '#domains/ash/kpis.ts';
import '../render/pdf.ts';
