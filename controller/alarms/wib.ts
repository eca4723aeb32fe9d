const clock = new Intl.DateTimeFormat('id-ID', {
  timeZone: 'Asia/Jakarta',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const day = new Intl.DateTimeFormat('id-ID', {
  timeZone: 'Asia/Jakarta',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});

/** "10.04 WIB, 25 November 2026" */
export const moment = (iso: string): string => `${time(iso)} WIB, ${date(iso)}`;
/** "10.04" */
export const time = (iso: string): string => clock.format(new Date(iso)).replace(':', '.');
/** "25 November 2026" */
export const date = (iso: string): string => day.format(new Date(iso));

/** "45 detik", "27 menit", "2 jam 5 menit", "1 hari 3 jam". */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} detik`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} menit`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24)
    return [`${hours} jam`, minutes % 60 > 0 && `${minutes % 60} menit`].filter(Boolean).join(' ');
  return [`${Math.floor(hours / 24)} hari`, hours % 24 > 0 && `${hours % 24} jam`].filter(Boolean).join(' ');
}
