/** Pengaturan › Peringatan; and whom to call, what was said and what to share beside an outage. */
export const alarms = {
  tab: 'Peringatan',
  call: ({ name }: { name: string }) => `Telepon ${name}`,
  callPln: 'PLN 123',
  callPlnId: ({ id }: { id: string }) => `ID PLN ${id}`,
  copyCustomerNo: ({ provider, no }: { provider: string; no: string }) => `Salin no. ${provider} ${no}`,
  copied: 'Tersalin',
  provider: 'penyedia',
  contacts: 'Kontak dan tindakan',
  askPower: 'Kata orang desa, listrik',
  power: { on: 'nyala', off: 'padam', unknown: 'tidak diketahui' },
  powerOf: { on: 'Nyala', off: 'Padam', unknown: 'Tidak tahu' },
  answered: ({ power, at, by }: { power: string; at: string; by: string }) =>
    `Listrik ${power}, ditanya ${at} oleh ${by}`,
  share: 'Bagikan ke WhatsApp',
  shared: {
    down: ({ village }: { village: string }) => `Wifi desa mati: ${village}`,
    over: ({ village }: { village: string }) => `Wifi desa pulih: ${village}`,
    unseen: ({ village }: { village: string }) => `Wifi desa tidak terpantau: ${village}`,
    since: ({ at, length }: { at: string; length: string }) => `Sejak ${at} WIB (${length})`,
    lasted: ({ from, to, length }: { from: string; to: string; length: string }) =>
      `Mati ${from} sampai ${to} WIB (${length})`,
    cause: ({ cause }: { cause: string }) => `Sebab: ${cause}`,
    users: ({ users }: { users: string }) => `Warga online sebelum mati: ${users}`,
    done: 'Yang sudah dilakukan:',
    nothing: 'Yang sudah dilakukan: belum ada.',
    asked: ({ at, power }: { at: string; power: string }) => `- ${at}: orang desa ditanya, listrik ${power}`,
    reboot: ({ at, by }: { at: string; by: string }) => `- ${at}: router diminta menyala ulang oleh ${by}`,
    point: ({ router }: { router: string }) => `Titik: ${router}`,
  },
};
