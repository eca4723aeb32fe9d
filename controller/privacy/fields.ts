/** A sentence in both languages. */
interface Said {
  readonly id: string;
  readonly en: string;
}

export interface FieldRule {
  readonly table: string;
  readonly columns: readonly string[];
  readonly purpose: Said;
  /** Article of UU 27/2022. */
  readonly basis: string;
  readonly keptFor: Said;
  /** What erases it. */
  readonly erasedBy: string;
}

const SERVICE = 'UU 27/2022 ps. 20(2)e';
const DUTY = 'UU 27/2022 ps. 20(2)c';
const said = (id: string, en: string): Said => ({ id, en });
const forEver = said('selamanya: tidak menunjuk orang', 'for ever: names nobody');
const days90 = said('90 hari sejak catatan terakhir', '90 days from its last word');
const days400 = said('400 hari (baris tanpa nama)', '400 days (a row without a name)');
const hours24 = said('paling lama 24 jam', 'at most 24 h');
const account = said('menghitung pemakaian dan kuota', 'use and quota');
const SWEEP = 'controller/access/tickets.ts';
const SESSIONS = 'controller/access/retention.ts';
const JOB = 'controller/privacy/retention.ts';
const MONTH = 'controller/usage/count-people.ts';

/** Everything that is kept of residents. A column that is not described here fails fields.test.ts. */
export const fields: readonly FieldRule[] = [
  {
    table: 'hotspot_session',
    columns: [
      'user_name',
      'calling_station_id',
      'framed_ip_address',
      'class',
      'acct_unique_id',
      'acct_session_id',
      'voucher_id',
    ],
    purpose: said(
      'mencatat sesi dan menjawab siapa memakai alamat ini waktu itu; nilai turunan alamat ikut dihapus',
      'bookkeeping, and who had this address then; what was made from the address goes with it',
    ),
    basis: SERVICE,
    keptFor: days90,
    erasedBy: SESSIONS,
  },
  {
    table: 'hotspot_session',
    columns: [
      'id',
      'router_id',
      'plan_id',
      'terms_version',
      'acct_start_time',
      'acct_update_time',
      'acct_stop_time',
      'acct_session_time',
      'acct_input_octets',
      'acct_output_octets',
      'acct_terminate_cause',
      'login_by',
      'erased_at',
    ],
    purpose: account,
    basis: SERVICE,
    keptFor: days400,
    erasedBy: SESSIONS,
  },
  {
    table: 'hotspot_session',
    columns: ['device'],
    purpose: said(
      'menghitung perangkat; dibuat dengan kunci bulan itu, yang dimusnahkan setelah bulannya berakhir',
      'counting devices; made with the key of its month, which is destroyed when the month ends',
    ),
    basis: SERVICE,
    keptFor: days400,
    erasedBy: SESSIONS,
  },
  {
    table: 'ticket',
    columns: [
      'hash',
      'router_id',
      'mac',
      'plan_id',
      'terms_version',
      'created_at',
      'expires_at',
      'used_at',
      'used_by_session',
      'voucher_id',
    ],
    purpose: said('masuk wifi sekali pakai', 'one-time way in'),
    basis: SERVICE,
    keptFor: hours24,
    erasedBy: SWEEP,
  },
  {
    table: 'remembered_device',
    columns: ['mac', 'plan_id', 'terms_version', 'until', 'seen_at', 'voucher_id'],
    purpose: said('ponsel masuk kembali sendiri', 'a phone is let in again by itself'),
    basis: SERVICE,
    keptFor: said('sampai masa ingat berakhir, lalu 1 hari', 'until it ends, and a day'),
    erasedBy: SWEEP,
  },
  {
    table: 'action',
    columns: ['mac'],
    purpose: said('memutus satu ponsel dengan alasan', 'disconnecting one phone, with a reason'),
    basis: SERVICE,
    keptFor: said('90 hari', '90 days'),
    erasedBy: SESSIONS,
  },
  {
    table: 'voucher',
    columns: ['id', 'batch_id', 'code_hash', 'code_sealed', 'first_used_at', 'valid_until', 'revoked_at'],
    purpose: said('kode masuk; tidak mencatat penerima', 'a way in; does not say who got it'),
    basis: SERVICE,
    keptFor: forEver,
    erasedBy: '–',
  },
  {
    table: 'office_device',
    columns: ['mac', 'plan_id', 'village_code', 'label', 'until', 'entered_at', 'entered_by'],
    purpose: said('perangkat milik kantor, bukan milik warga', 'devices of an office, not of residents'),
    basis: SERVICE,
    keptFor: said('sampai dihapus petugas', 'until staff remove it'),
    erasedBy: 'dashboard',
  },
  {
    table: 'device_key',
    columns: ['month', 'key_sealed', 'destroyed_at'],
    purpose: said('kunci sandi perangkat bulan itu', 'key of the month for hashes of devices'),
    basis: SERVICE,
    keptFor: said(
      'sampai bulannya berakhir dan dihitung (3 hari)',
      'until its month is over and counted (3 days)',
    ),
    erasedBy: MONTH,
  },
  {
    table: 'device_seen',
    columns: ['day', 'router_id', 'device', 'sessions'],
    purpose: said('menghitung perangkat berbeda', 'counting distinct devices'),
    basis: SERVICE,
    keptFor: said(
      'sampai bulannya berakhir dan dihitung (3 hari)',
      'until its month is over and counted (3 days)',
    ),
    erasedBy: MONTH,
  },
  {
    table: 'people_count',
    columns: ['area', 'period', 'sessions', 'devices'],
    purpose: said('jumlah harian dan bulanan', 'sums of days and months'),
    basis: SERVICE,
    keptFor: forEver,
    erasedBy: '–',
  },
  {
    table: 'resident_report',
    columns: ['reporter'],
    purpose: said('membatasi laporan per ponsel sehari', 'limits the reports of a phone in a day'),
    basis: SERVICE,
    keptFor: said('sampai pukul 24.00 WIB', 'until midnight WIB'),
    erasedBy: JOB,
  },
  {
    table: 'day_key',
    columns: ['day', 'key_sealed'],
    purpose: said('kunci sandi pelapor hari itu', 'key of the day for hashes of reporters'),
    basis: SERVICE,
    keptFor: said('sampai pukul 24.00 WIB', 'until midnight WIB'),
    erasedBy: JOB,
  },
  {
    table: 'resident_report',
    columns: ['text'],
    purpose: said('memahami gangguan', 'understanding the trouble'),
    basis: SERVICE,
    keptFor: said('90 hari sejak diterima', '90 days from when it came'),
    erasedBy: JOB,
  },
  {
    table: 'resident_report',
    columns: [
      'id',
      'number',
      'village_code',
      'router_id',
      'kind',
      'via',
      'received_at',
      'answer_due_at',
      'close_due_at',
      'outage_router_id',
      'outage_first_failed_at',
      'incident_id',
      'answer',
      'answered_at',
      'answered_by',
      'closing',
      'closed_at',
      'closed_by',
    ],
    purpose: said('menjawab laporan dan mengukur tenggat', 'answering, and measuring deadlines'),
    basis: SERVICE,
    keptFor: forEver,
    erasedBy: '–',
  },
  {
    table: 'data_request',
    columns: ['answer_sealed'],
    purpose: said('jawaban kepada aparat, tersegel', 'the answer to an authority, sealed'),
    basis: DUTY,
    keptFor: said('1 tahun sejak diputuskan', '1 year from the decision'),
    erasedBy: JOB,
  },
  {
    table: 'data_request',
    columns: [
      'id',
      'letter_number',
      'agency',
      'village_code',
      'inside_address',
      'from_at',
      'until_at',
      'purpose',
      'asked_by_id',
      'asked_at',
      'decided_by_id',
      'decided_at',
      'approved',
    ],
    purpose: said('pertanggungjawaban permintaan aparat', 'account of what authorities asked'),
    basis: DUTY,
    keptFor: forEver,
    erasedBy: '–',
  },
  {
    table: 'legal_hold',
    columns: [
      'id',
      'letter_number',
      'agency',
      'village_code',
      'from_at',
      'until_at',
      'reason',
      'entered_by_id',
      'entered_at',
      'approved_by_id',
      'approved_at',
      'lifted_at',
      'lifted_by',
    ],
    purpose: said('menunda penghapusan atas surat', 'suspends deletion, by letter'),
    basis: DUTY,
    keptFor: forEver,
    erasedBy: '–',
  },
];
