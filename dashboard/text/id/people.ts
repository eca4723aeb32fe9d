/** *Pengaturan › Orang* */
export const people = {
  peopleTitle: 'Orang',
  personNew: 'Tambah orang',
  role: 'Peran',
  villages: 'Desa',
  allVillages: 'semua desa',
  personCreate: 'Tambah',
  personDisable: 'Nonaktifkan',
  personEnable: 'Aktifkan',
  personDisabled: 'nonaktif',
  personChange: 'Ubah',
  personNewPassword: 'Kata sandi baru',
  personNewPasswordHint: 'Kosongkan bila tidak diganti.',
  nameTaken: 'Nama ini sudah dipakai.',
};
