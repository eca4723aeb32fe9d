import type { Content } from 'pdfmake/interfaces.js';
import { encode } from 'uqr';

/** Dark squares on white; a margin of four as the standard asks. `width` in pt. */
export function qr(text: string, width: number): Content {
  const { size, data } = encode(text, { ecc: 'M', border: 4 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path d="${path}" fill="#000"/></svg>`,
    width,
  };
}
