import { stringify } from 'csv-stringify/sync';
import type { MonthReport } from '#contract/reports.ts';
import { plain } from './plain.ts';

/** A row a village, for a spreadsheet in Indonesian: semicolons, BOM, text that begins like a formula is quoted. */
export function reportCsv({ month, ruleSet, villages }: MonthReport): Uint8Array {
  const comma = (value: number | null) => (value === null ? '' : String(value).replace('.', ','));
  const rows = villages.map((village) => {
    const { felt, owed } = village.figures;
    return {
      bulan: month,
      kode_desa: village.code,
      desa: plain(village.name),
      kecamatan: plain(village.kecamatan),
      dirasakan_warga_persen: comma(felt.percent),
      dirasakan_paling_rendah: comma(felt.interval?.[0] ?? null),
      dirasakan_paling_tinggi: comma(felt.interval?.[1] ?? null),
      kewajiban_penyedia_persen: comma(owed.percent),
      kewajiban_paling_rendah: comma(owed.interval?.[0] ?? null),
      kewajiban_paling_tinggi: comma(owed.interval?.[1] ?? null),
      teramati_persen: comma(felt.observedPercent),
      terganggu_detik: Math.round(felt.downSeconds),
      hidup_tidak_melayani_detik: Math.round(village.degradedSeconds),
      dihitung_penyedia_detik: Math.round(owed.downSeconds),
      tidak_dihitung_detik: Math.round(owed.excusedSeconds),
      direncanakan_detik: Math.round(felt.plannedSeconds),
      tidak_teramati_detik: Math.round(felt.unobservedSeconds),
      di_luar_jam_detik: Math.round(felt.outsideHoursSeconds),
      kali_mati: village.outages,
      terlama_detik: Math.round(village.longestSeconds),
      listrik_padam_kali: village.power.count,
      listrik_padam_detik: Math.round(village.power.seconds),
      unduh_byte: village.receiveBytes,
      unggah_byte: village.transmitBytes,
      warga_terbanyak: village.peakUsers ?? '',
      perangkat: village.devices ?? '',
      sesi: village.sessions ?? '',
      aturan: `${ruleSet.name} v${ruleSet.version}`,
    };
  });
  return new TextEncoder().encode(
    stringify(rows, { header: true, delimiter: ';', bom: true, escape_formulas: true }),
  );
}
