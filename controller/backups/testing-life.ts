import pg from 'pg';
import { tablesInOrder } from './tables.ts';

/** A village with a router, `looks` looks over two months, and a row in tables that are hard to copy. */
export async function fillWithLife(url: string, looks: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("set timezone = 'UTC'");
    await client.query(
      `insert into village values ('16.10.06.2021', 'Sukamaju', '16.10.06', 'Rantau Alai', -3.4, 104.7)`,
    );
    await client.query(`insert into agent (id, name, token_hash) values (1, 'kantor', '\\x01')`);
    await client.query(`insert into router (id, village_code, name, host, port, username, password_sealed, uplink, nas_identifier,
      radius_secret_sealed, portal_key, service_plan_id, in_service_since)
      select 1, '16.10.06.2021', 'sukamaju, "balai"', '10.0.0.1', 8728, 'm', '\\x00ff', 'lte', 'sd-1', '\\x00', 'k', id, now()
      from service_plan limit 1`);
    await client.query(`select ensure_look_partition(now() - interval '1 month')`);
    await client.query(
      `insert into look (router_id, at, agent_id, epoch, seq, outcome, took_ms, offset_ms, uptime_seconds, receive_bytes, detail)
       select 1, now() - n * interval '90 seconds', 1, '00000000-0000-4000-8000-000000000001', n, 'answered', n % 900, 0, n,
         18446744073709551615, case when n % 7 = 0 then E'tab\\tdan "kutip"\\n' end
       from generate_series(1, $1::int) n where now() - n * interval '90 seconds' > date_trunc('month', now() - interval '1 month')`,
      [looks],
    );
    await client.query(
      `insert into span (router_id, state, during) values (1, 'up', tstzrange(now() - interval '1 day', null))`,
    );
    await client.query(
      `insert into chore (router_id, kind, since) values (null, 'backup-old', now()), (1, 'licence', now())`,
    );
    await client.query(`insert into audit_entry (at, actor, act, target, detail, previous_hash, hash)
      values (now(), 'sari', 'router:reboot', 'sukamaju', '{"a": [1, "é"]}', '\\x00', '\\x01')`);
  } finally {
    await client.end();
  }
}

/** Rows and a checksum of every table, whatever the order of its rows. */
export async function sumsOf(url: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("set timezone = 'UTC'");
    const sums: Record<string, string> = {};
    for (const { name } of await tablesInOrder(client)) {
      const { rows } = await client.query<{ sum: string }>(
        `select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) as sum from ${client.escapeIdentifier(name)} t`,
      );
      sums[name] = rows[0]!.sum;
    }
    return sums;
  } finally {
    await client.end();
  }
}
