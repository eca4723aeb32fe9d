import sharp from 'sharp';

const DRAWN = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800" viewBox="0 0 1200 800">
<rect width="1200" height="420" fill="#a9d3ef"/><rect y="380" width="1200" height="420" fill="#5f9e52"/>
<path d="M470 400L730 400L1100 800L100 800z" fill="#b9b4aa"/><path d="M470 400L600 400L600 800L100 800z" fill="#8c877d"/>
<path d="M600 400L600 800" stroke="#fff" stroke-width="8" stroke-dasharray="50 34"/>
<rect x="150" y="260" width="190" height="150" fill="#e9d8b5"/><path d="M130 270L245 180L360 270z" fill="#a8452f"/>
<rect x="860" y="280" width="200" height="130" fill="#f1e6cc"/><path d="M840 290L960 200L1080 290z" fill="#7b5a3a"/>
<circle cx="90" cy="330" r="70" fill="#3d7a3a"/><circle cx="1130" cy="320" r="80" fill="#3d7a3a"/>
<path d="M760 620l60 -120l60 120z" fill="#e39a22"/><rect x="740" y="616" width="160" height="18" fill="#e39a22"/>
</svg>`;

/** A road that is half done, as a JPEG: the demo has no photo of anybody. */
export const roadPicture = (): Promise<Buffer> => sharp(Buffer.from(DRAWN)).jpeg({ quality: 85 }).toBuffer();
