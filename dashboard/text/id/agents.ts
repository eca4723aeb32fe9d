/** Pengaturan › Agen: jamnya. */
export const agents = {
  ahead: ({ offset }: { offset: string }) => `jamnya ${offset} terlalu cepat; waktu pemeriksaan dikoreksi`,
  behind: ({ offset }: { offset: string }) => `jamnya ${offset} terlambat; waktu pemeriksaan dikoreksi`,
};
