import { encode } from 'uqr';
import { Section } from '../ui/layout.tsx';
import { useTexts } from '../ui/text.tsx';

/** Opens this page on another device; whoever scans it must sign in there. Dark on white in both themes: cameras want that. */
export function QrToHere() {
  const { t } = useTexts();
  const { size, data } = encode(`${window.location.origin}${window.location.pathname}`, {
    ecc: 'M',
    border: 2,
  });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <Section title={t.script.phone} note={t.script.phoneHint}>
      <svg
        role="img"
        aria-label={t.script.qr}
        viewBox={`0 0 ${size} ${size}`}
        shapeRendering="crispEdges"
        className="w-44 max-w-full rounded-control border border-line bg-white"
      >
        <path d={path} fill="#000" />
      </svg>
    </Section>
  );
}
