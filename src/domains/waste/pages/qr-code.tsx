// A text as a QR code, drawn as one path so that it prints sharp at any size.
import encodeQR from 'qr';

/** The dark modules of a code as the path of an SVG, one unit each. */
export function qrPath(text: string): { path: string; modules: number } {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 0 });
  const path = rows.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return { path, modules: rows.length };
}

/** Four modules of quiet zone lie around it, as readers want them. */
const QUIET = 4;

export function QrCode({ text, label }: { text: string; label: string }) {
  const { path, modules } = qrPath(text);
  const side = modules + 2 * QUIET;
  return (
    <svg role="img" aria-label={label} viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`} shapeRendering="crispEdges">
      <rect x={-QUIET} y={-QUIET} width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
