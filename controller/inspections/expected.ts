/** What an inspection is held against: what the set-up script of this router sets. */
export interface Expected {
  readonly monitor: string;
  /** Null = none is registered. */
  readonly action: string | null;
  /** The only address that API and RADIUS deal with; null = not settled yet. */
  readonly controller: string | null;
  readonly tunnel: {
    readonly kind: 'wireguard' | 'sstp';
    readonly address: string;
    /** `host:port` of the hub; null = not settled any more. */
    readonly endpoint: string | null;
  } | null;
  readonly api: { readonly tls: boolean; readonly port: number };
  readonly serial: string | null;
  readonly nasIdentifier: string;
  /** Oldest safe versions, one a branch. */
  readonly minimum: readonly string[];
  readonly ntpServers: readonly string[];
  readonly radius: {
    /** Null = whichever port was free. */
    readonly authPort: number | null;
    readonly acctPort: number | null;
    readonly sourceAddress: string | null;
    /** A packet of it was proved by its secret, so far. */
    readonly proved: boolean;
  };
  /** Null = the portal has no public address yet. */
  readonly portal: {
    readonly host: string;
    readonly ports: readonly number[];
    /** Our pages and their sizes, bytes. */
    readonly pages: Readonly<Record<string, number>>;
  } | null;
}
