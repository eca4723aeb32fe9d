import { encode } from 'uqr';
import { Section } from '../ui/layout.tsx';
import { useWords } from '../ui/text.tsx';
import { words } from './words.ts';

/** Opens this page on another device; whoever scans it must sign in there. Dark on white in both themes: cameras want that. */
export function QrToHere() {
  const w = useWords(words);
  const { size, data } = encode(`${window.location.origin}${window.location.pathname}`, {
    ecc: 'M',
    border: 2,
  });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <Section title={w.phone} note={w.phoneHint}>
      <svg
        role="img"
        aria-label={w.qr}
        viewBox={`0 0 ${size} ${size}`}
        shapeRendering="crispEdges"
        className="w-44 max-w-full rounded-control border border-line bg-white"
      >
        <path d={path} fill="#000" />
      </svg>
    </Section>
  );
}
