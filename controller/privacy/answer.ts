import { ADDRESS_DAYS, type DataAnswer } from '#contract/privacy.ts';
import type { Tx } from '../platform/db.ts';

/** What goes with every answer. */
export const SENTENCE =
  'Jawaban ini hanya menyebut perangkat di balik alamat dalam hotspot desa pada waktu itu. Catatan NAT, yang menghubungkan alamat internet dengan alamat dalam, dipegang oleh penyedia jasa internet; kami tidak mencatat alamat tujuan, situs, maupun DNS.';

const MOST = 50;

export interface Asked {
  readonly villageCode: string;
  readonly insideAddress: string;
  readonly from: Date;
  readonly until: Date;
}

/** Who had this inside address at a router of this village in that time, as far as it is still known. */
export async function answerOf(tx: Tx, asked: Asked, now: Date): Promise<DataAnswer> {
  const { villageCode, insideAddress, from, until } = asked;
  const sessions = await tx.$queryRaw<
    { router: string; mac: string; started: Date; ended: Date | null; login_by: string | null }[]
  >`select r.name as router, s.calling_station_id as mac, s.acct_start_time as started, s.acct_stop_time as ended, s.login_by
    from hotspot_session s join router r on r.id = s.router_id
    where r.village_code = ${villageCode} and s.framed_ip_address = ${insideAddress} and s.erased_at is null
      and s.acct_start_time <= ${until}::timestamptz and coalesce(s.acct_stop_time, 'infinity') >= ${from}::timestamptz
    order by s.acct_start_time limit ${MOST}`;
  const [gone] = await tx.$queryRaw<{ erased: boolean }[]>`
    select exists (select 1 from hotspot_session s join router r on r.id = s.router_id
      where r.village_code = ${villageCode} and s.erased_at is not null and s.acct_start_time <= ${until}::timestamptz
        and s.acct_stop_time >= ${from}::timestamptz) as erased`;
  const tooOld = until.getTime() < now.getTime() - ADDRESS_DAYS * 86_400_000;
  return {
    computedAt: now.toISOString(),
    sessions: sessions.map(({ router, mac, started, ended, login_by }) => ({
      router,
      mac,
      startedAt: started.toISOString(),
      endedAt: ended?.toISOString() ?? null,
      loginBy: login_by,
    })),
    erased: gone?.erased === true || (tooOld && sessions.length === 0),
    sentence: SENTENCE,
  };
}
